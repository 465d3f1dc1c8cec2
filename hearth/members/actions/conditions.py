"""Conditions that a person, or somebody they care for, lives with: part of the Situation, under its consent."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.core.erasing import erase_traces
from hearth.core.folding import fold
from hearth.core.refusals import Refusal
from hearth.members.actions.consent import hold_consent
from hearth.members.derived import erase_derived
from hearth.members.models import Account, Condition, Relation, Situation
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
    hold_consent(account)
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
    hold_consent(situation.account)
    Condition.objects.filter(pk=condition.pk).update(**_fields(told))
    _touch(situation, timezone.now())
    erase_traces()


@transaction.atomic
def remove_condition(condition: Condition) -> None:
    """Erase `condition` and what was made from it. That needs no consent."""
    situation = condition.situation
    Condition.objects.filter(pk=condition.pk).delete()
    _touch(situation, timezone.now())
    erase_traces()


def _fields(told: Told) -> dict[str, object]:
    topic = topics_named([told.words]).get(fold(told.words))
    return {"words": told.words, "relation": told.relation, "since": told.since, "stage": told.stage, "topic": topic}


def _touch(situation: Situation, at: datetime) -> None:
    Situation.objects.filter(pk=situation.pk).update(updated_at=at)
    erase_derived(situation.account)
