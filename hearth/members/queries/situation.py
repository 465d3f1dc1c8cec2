"""Health data, read for the person themself, and for the uses that their consent names: for nothing else."""

from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from hearth.core.translated import Words
from hearth.members.agreements import SITUATION, SITUATION_VERSION
from hearth.members.models import Account, Condition, Consent, Situation
from hearth.topics.queries import cards_of


class Named(NamedTuple):
    """A condition, with what it is called: by its topic in the reader's language, else in the person's words."""

    condition: Condition
    name: Words


def has_consented(account: Account) -> bool:
    """Say whether `account`'s consent to the present version lives. An older one does not cover what is new."""
    return _consents().filter(account=account).exists()


def consented_situation(account: Account) -> Situation | None:
    """Return the situation of `account` for the uses its consent names, see `agreements.SITUATION_SENTENCE`.

    None without a living consent to the present version: what is kept under an older one is used for nothing.
    """
    return situation_and_doubt(account)[0]


def situation_and_doubt(account: Account) -> tuple[Situation | None, bool]:
    """Return what `consented_situation` does, and whether `account` keeps a situation that must be consented to again.

    One query.
    """
    covered = Exists(_consents().filter(account=OuterRef("account")))
    kept: Any = Situation.objects.filter(account=account).annotate(is_covered=covered).first()
    return (kept, False) if kept is None or kept.is_covered else (None, True)


def list_conditions(situation: Situation, *, language: str) -> list[Named]:
    """Return the conditions of `situation` as its person reads them in `language`: their own first. Two queries."""
    rows = list(situation.conditions.select_related("topic").order_by("pk"))
    topics = {row.topic.pk: row.topic for row in rows if row.topic}
    cards = dict(zip(topics, cards_of(topics.values(), language=language), strict=True))
    named = [Named(row, cards[row.topic.pk].name if row.topic else Words(row.words, "")) for row in rows]
    return sorted(named, key=lambda each: not each.condition.is_own)


def get_condition(public_id: str, *, account: Account) -> Condition:
    """Return one of `account`'s own conditions, for the person themself; raises Http404 for any other."""
    found = Condition.objects.filter(public_id=public_id, situation__account=account).select_related("situation")
    condition = found.first()
    if condition is None:
        raise Http404
    return condition


def _consents() -> QuerySet[Consent]:
    return Consent.objects.filter(purpose=SITUATION, version=SITUATION_VERSION, withdrawn_at=None, replaced_at=None)
