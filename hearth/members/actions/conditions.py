"""Conditions that a person, or somebody they care for, lives with: part of the Situation, under its consent."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.core.folding import fold
from hearth.core.refusals import Refusal
from hearth.members.agreements import SITUATION, SITUATION_VERSION
from hearth.members.derived import erase_derived
from hearth.members.models import Account, Condition, Consent, Relation, Situation
from hearth.topics.queries import topics_named

MOST_CONDITIONS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a person says of a condition, all in their words. Nobody is named: `relation` is from a short list."""

    words: str
    relation: str = Relation.MYSELF
    since: str = ""
    stage: str = ""


@transaction.atomic
def add_condition(account: Account, told: Told, *, at: datetime | None = None) -> Condition:
    """Keep one more condition with the situation of `account`.

    Raises Refusal without a living consent to the present version, and past MOST_CONDITIONS.
    """
    _hold_consent(account)
    at = at or timezone.now()
    situation, _made = Situation.objects.get_or_create(account=account, defaults={"updated_at": at})
    if situation.conditions.count() >= MOST_CONDITIONS:
        raise Refusal(
            _("You can keep at most %(count)d conditions. Remove one to add another.") % {"count": MOST_CONDITIONS}
        )
    condition: Condition = situation.conditions.create(**_fields(told))
    _touch(situation, at)
    return condition


@transaction.atomic
def change_condition(condition: Condition, told: Told) -> None:
    """Write `told` over `condition`. Raises Refusal without a living consent to the present version."""
    situation = condition.situation
    _hold_consent(situation.account)
    Condition.objects.filter(pk=condition.pk).update(**_fields(told))
    _touch(situation, timezone.now())


@transaction.atomic
def remove_condition(condition: Condition) -> None:
    """Erase `condition` and what was made from it. That needs no consent."""
    situation = condition.situation
    Condition.objects.filter(pk=condition.pk).delete()
    _touch(situation, timezone.now())


def _hold_consent(account: Account) -> None:
    """Hold the consent until the transaction ends, so that it cannot be withdrawn while something is written."""
    living = Consent.objects.filter(account=account, purpose=SITUATION, withdrawn_at=None, replaced_at=None)
    if not living.select_for_update().filter(version=SITUATION_VERSION).exists():
        raise Refusal(_("We keep nothing about your health without your consent."))


def _fields(told: Told) -> dict[str, object]:
    topic = topics_named([told.words]).get(fold(told.words))
    return {"words": told.words, "relation": told.relation, "since": told.since, "stage": told.stage, "topic": topic}


def _touch(situation: Situation, at: datetime) -> None:
    Situation.objects.filter(pk=situation.pk).update(updated_at=at)
    erase_derived(situation.account)
