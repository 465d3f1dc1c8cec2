"""Bringing questions that wait to people who could answer, further out the longer they wait."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from django.db import transaction
from django.utils import timezone

from hearth.activity.actions import record
from hearth.core.rows import one_by_one
from hearth.matching.actions.holding import hold_question
from hearth.matching.actions.queueing import queue_missing, widens_after
from hearth.matching.models import Circle, Offer, Question, State
from hearth.matching.models.offer import IN_HAND
from hearth.matching.queries.candidates import may_take
from hearth.matching.queries.roster import Candidate, Roster
from hearth.matching.verbs import QUESTION_OFFERED

BREADTH: Final = 2
"""To how many people one question is offered at a time, so that no one person holds it up."""

STAYS_OPEN: Final = timedelta(hours=24)
STAYS_CLAIMED: Final = timedelta(hours=48)
AT_ONCE = 500


def offer_waiting(*, now: datetime | None = None) -> int:
    """Let what ran out run out, carry further what waited its time, and offer what waits; return how many offers.

    Who waits longest comes first, and all are looked at, AT_ONCE of them held in memory: those that nobody is left for
    must not stand before the others. Harmless to call at any time and twice at once.
    """
    roster = Roster(now or timezone.now())
    queue_missing()
    Offer.objects.filter(state__in=IN_HAND, ends_at__lte=roster.now).update(state=State.LAPSED)
    return one_by_one(_waiting(roster), lambda question: _carry_on_if_any(question, roster))


def _waiting(roster: Roster) -> Iterator[Question]:
    waiting = Question.objects.waiting().with_room(roster.now, BREADTH).of_moment()
    keys = list(waiting.values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        yield from Question.objects.filter(pk__in=keys[start : start + AT_ONCE]).of_moment().with_offers()


def _carry_on_if_any(question: Question, roster: Roster) -> int:
    # Most of what waits was offered to all who could take it: found out here, without a transaction for each.
    is_any = question.is_due(roster.now) or any(roster.fitting(question))
    return carry_on(question.pk, roster=roster) if is_any else 0


@transaction.atomic
def carry_on(question_id: int, *, roster: Roster) -> int:
    """Carry one question on: into the next circle if its hour has come, and to BREADTH people; return how many offers.

    Nothing for one that nobody has to answer any more, or that somebody has in hand.
    """
    now, question = roster.now, hold_question(question_id)
    if question is None:
        return 0
    _widen(question, now)
    out = list(question.offers.in_hand(now))
    room = 0 if any(each.state == State.CLAIMED for each in out) else BREADTH - len(out)
    taking = (each for each in roster.fitting(question) if may_take(each, question.discussion, now=now))
    return sum(_offer(question, each, roster) for each in islice(taking, max(0, room)))


def _widen(question: Question, now: datetime) -> None:
    """Carry it through every circle whose hour has come."""
    if not question.is_due(now):
        return
    while question.widens_at and question.is_due(now):
        question.circle += 1
        is_last = question.circle == Circle.NEIGHBOURS
        question.widens_at = None if is_last else question.widens_at + widens_after(question.discussion)
    question.save(update_fields=["circle", "widens_at"])


def _offer(question: Question, candidate: Candidate, roster: Roster) -> int:
    given = {"offered_at": roster.now, "ends_at": roster.now + STAYS_OPEN}
    offer, made = Offer.objects.get_or_create(question=question, member=candidate.member, defaults=given)
    if made:
        roster.note_offer(candidate)
        record(QUESTION_OFFERED, by=None, subject=offer, at=roster.now)
    return int(made)
