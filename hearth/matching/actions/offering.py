"""Bringing questions that wait to people who could answer, further out the longer they wait."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from hearth.activity.actions import record
from hearth.matching.actions.queueing import queue_missing, widens_after
from hearth.matching.models import Circle, Mentorship, Offer, Question, State
from hearth.matching.models.offer import IN_HAND
from hearth.matching.queries.candidates import Candidate, candidates_for
from hearth.matching.queries.loads import loads_of
from hearth.matching.verbs import QUESTION_OFFERED

BREADTH: Final = 2
"""To how many people one question is offered at a time, so that no one person holds it up."""

STAYS_OPEN: Final = timedelta(hours=24)
STAYS_CLAIMED: Final = timedelta(hours=48)
AT_ONCE = 500


def offer_waiting(*, now: datetime | None = None) -> int:
    """Let what ran out run out, carry further what waited its time, and offer what waits; return how many offers.

    At most AT_ONCE questions in one go, who waits longest first; harmless to call at any time and twice at once.
    """
    now = now or timezone.now()
    queue_missing()
    Offer.objects.filter(state__in=IN_HAND, ends_at__lte=now).update(state=State.LAPSED)
    waiting = Question.objects.waiting().with_room(now, BREADTH).of_moment().values_list("pk", flat=True)
    return sum(carry_on(pk, now=now) for pk in list(waiting[:AT_ONCE]))


@transaction.atomic
def carry_on(question_id: int, *, now: datetime | None = None) -> int:
    """Carry one question on: into the next circle if its hour has come, and to BREADTH people; return how many offers.

    Nothing for one that nobody has to answer any more, or that somebody has in hand.
    """
    now = now or timezone.now()
    found = Question.objects.select_for_update(of=("self",)).filter(pk=question_id)
    if not found.exists() or not (question := Question.objects.waiting().filter(pk=question_id).first()):
        return 0
    _widen(question, now)
    held = question.offers.in_hand(now)
    if held.filter(state=State.CLAIMED).exists():
        return 0
    room = BREADTH - held.count()
    return sum(_offer(question, each, now) for each in candidates_for(question, now=now)[:room]) if room > 0 else 0


def _widen(question: Question, now: datetime) -> None:
    """Carry it through every circle whose hour has come."""
    while question.widens_at is not None and question.widens_at <= now:
        question.circle += 1
        is_last = question.circle == Circle.NEIGHBOURS
        question.widens_at = None if is_last else question.widens_at + widens_after(question.discussion)
    question.save(update_fields=["circle", "widens_at"])


def _offer(question: Question, candidate: Candidate, now: datetime) -> int:
    """Offer it to one person, unless they were offered others at this very moment and have enough."""
    if candidate.capacity is not None:
        # Held until the end of the transaction: two questions offered at once must not fill one person twice.
        list(Mentorship.objects.select_for_update().filter(member=candidate.member).order_by("pk"))
        if loads_of({candidate.person}, now=now)[candidate.person] >= candidate.capacity:
            return 0
    offer, made = Offer.objects.get_or_create(
        question=question, member=candidate.member, defaults={"offered_at": now, "ends_at": now + STAYS_OPEN}
    )
    if made:
        record(QUESTION_OFFERED, by=None, subject=offer, at=now)
    return int(made)
