"""What somebody does with a question that was brought to them."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.activity.actions import record
from hearth.communities.permissions import can_reply, standing_of
from hearth.core.refusals import Refusal, require
from hearth.matching.actions.holding import hold_question
from hearth.matching.actions.offering import STAYS_CLAIMED, carry_on
from hearth.matching.models import Need, Offer, Question, State
from hearth.matching.permissions import can_take, is_offered_to
from hearth.matching.queries.roster import Roster
from hearth.matching.verbs import QUESTION_CLAIMED
from hearth.members.models import Member


@transaction.atomic
def claim(offer: Offer, *, by: Member, at: datetime | None = None) -> None:
    """Take an offered question in hand for STAYS_CLAIMED. Harmless when it is theirs already.

    Raises PermissionDenied for everybody it was not offered to, Refusal when somebody else has it, it was answered, or
    the offer ran out.
    """
    now = at or timezone.now()
    require(is_offered_to(by, offer))
    question = hold_question(offer.question_id)
    fresh = Offer.objects.get(pk=offer.pk)
    if fresh.state == State.CLAIMED and fresh.ends_at > now:
        return
    if not question or fresh.state != State.OPEN or fresh.ends_at <= now:
        raise Refusal(_("This question does not wait for you any more."))
    require(can_reply(standing_of(by, question.discussion.community), question.discussion))
    _take(fresh, now)


@transaction.atomic
def take(question: Question, *, by: Member, at: datetime | None = None) -> Offer:
    """Take a question that was not offered, as somebody who leads its community.

    Raises PermissionDenied for everybody else, Refusal when somebody has it in hand or it was answered.
    """
    now = at or timezone.now()
    fresh = hold_question(question.pk)
    if not fresh:
        raise Refusal(_("This question does not wait any more."))
    require(can_take(standing_of(by, fresh.discussion.community), fresh))
    offer, _made = Offer.objects.get_or_create(question=fresh, member=by, defaults={"offered_at": now, "ends_at": now})
    if offer.state != State.CLAIMED or offer.ends_at <= now:
        _take(offer, now)
    return offer


@transaction.atomic
def hand_back(offer: Offer, *, by: Member, need: Need = Need.NOBODY, at: datetime | None = None) -> None:
    """Give a question back that one had in hand, and say who should look at it; it is brought to others at once.

    Raises PermissionDenied for everybody it was not offered to. Harmless a second time.
    """
    _end(offer, State.HANDED_BACK, by, need, at)


@transaction.atomic
def decline(offer: Offer, *, by: Member, at: datetime | None = None) -> None:
    """Say that a question is not for oneself: it is never brought to that person again, and nobody is told."""
    _end(offer, State.NOT_FOR_ME, by, Need.NOBODY, at)


def _take(offer: Offer, now: datetime) -> None:
    offer.state, offer.ends_at = State.CLAIMED, now + STAYS_CLAIMED
    lapsed = Offer.objects.filter(question=offer.question_id, state=State.CLAIMED, ends_at__lte=now)
    lapsed.exclude(pk=offer.pk).update(state=State.LAPSED)
    try:
        with transaction.atomic():
            offer.save(update_fields=["state", "ends_at"])
    except IntegrityError:
        raise Refusal(_("Somebody else has just taken this question in hand.")) from None
    record(QUESTION_CLAIMED, by=offer.member, subject=offer, at=now)


def _end(offer: Offer, state: State, by: Member, need: Need, at: datetime | None) -> None:
    require(is_offered_to(by, offer))
    question = hold_question(offer.question_id)
    changed = Offer.objects.filter(pk=offer.pk, state__in=(State.OPEN, State.CLAIMED)).update(state=state)
    if not changed or not question:
        return
    if need:
        Question.objects.filter(pk=question.pk).update(need=need)
    carry_on(question.pk, roster=Roster(at or timezone.now()))
