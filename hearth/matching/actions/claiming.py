"""What somebody does with a question that was brought to them."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.activity.actions import record
from hearth.communities.permissions import Standing, can_reply, standing_of
from hearth.communities.queries.restrictions import sentence_of
from hearth.core.refusals import Refusal, require
from hearth.matching.actions.holding import hold_question
from hearth.matching.actions.offering import STAYS_CLAIMED, carry_on
from hearth.matching.models import Need, Offer, Question, State
from hearth.matching.models.offer import IN_HAND
from hearth.matching.permissions import can_take, is_asked_for, is_offered_to
from hearth.matching.queries.own import own_offer
from hearth.matching.queries.roster import Roster
from hearth.matching.verbs import QUESTION_CLAIMED, QUESTION_LET_GO, QUESTION_REFERRED
from hearth.members.models import Member


@transaction.atomic
def claim(offer: Offer, *, by: Member, at: datetime | None = None) -> None:
    """Take an offered question in hand for STAYS_CLAIMED. Harmless when it is theirs already.

    Raises PermissionDenied for everybody it was not offered to, Refusal when somebody else has it, it was answered, the
    offer ran out, or they are asked not to write there for now.
    """
    now = at or timezone.now()
    require(is_offered_to(by, offer))
    question = hold_question(offer.question_id)
    fresh = Offer.objects.get(pk=offer.pk)
    if fresh.state == State.CLAIMED and fresh.ends_at > now:
        return
    if not question or fresh.state != State.OPEN or fresh.ends_at <= now:
        raise Refusal(_("This question does not wait for you any more."))
    here = standing_of(by, question.discussion.community)
    require(can_reply(here, question.discussion))
    _require_unrestricted(here)
    _take(fresh, now)


@transaction.atomic
def take(question: Question, *, by: Member, at: datetime | None = None) -> Offer:
    """Take a question in hand: one brought to them, or any where they lead or that asks for what they are there.

    They take it under the name it was brought to, else under the one they have in its community. Raises
    PermissionDenied for everybody else, Refusal when somebody has it in hand, it was answered, the offer ran out, or
    they are asked not to write there for now.
    """
    now = at or timezone.now()
    fresh = hold_question(question.pk)
    mine = own_offer(question, viewer=by)
    here = standing_of(by, (fresh or question).discussion.community)
    if mine is not None and not (fresh and can_take(here, fresh)):
        claim(mine, by=by, at=now)
        return mine
    if not fresh:
        raise Refusal(_("This question does not wait any more."))
    require(can_take(here, fresh))
    _require_unrestricted(here)
    offer = mine or Offer(question=fresh, member=_name_of(here, by), offered_at=now, ends_at=now)
    if offer.pk is None or offer.state != State.CLAIMED or offer.ends_at <= now:
        _take(offer, now)
    return offer


@transaction.atomic
def hand_back(offer: Offer, *, by: Member, need: Need = Need.NOBODY, at: datetime | None = None) -> None:
    """Give a question back that one had in hand, and say who should look at it; it is brought to others at once.

    By whoever was asked for it is handed back as one that needs nobody in particular, unless they say so again.

    Raises PermissionDenied for everybody it was not offered to. Harmless a second time.
    """
    _end(offer, State.HANDED_BACK, by, need, at)


@transaction.atomic
def leave_to_others(question: Question, *, by: Member, at: datetime | None = None) -> None:
    """Say that a question is not for oneself, whether it was brought to them or asks for what they are; see `decline`.

    Raises PermissionDenied for everybody whom it does not wait for.
    """
    now = at or timezone.now()
    mine = own_offer(question, viewer=by)
    if mine is None:
        here = standing_of(by, question.discussion.community)
        require(can_take(here, question))
        given = {"offered_at": now, "ends_at": now}
        mine, _made = Offer.objects.get_or_create(question=question, member=_name_of(here, by), defaults=given)
    decline(mine, by=by, at=at)


@transaction.atomic
def decline(offer: Offer, *, by: Member, at: datetime | None = None) -> None:
    """Say that a question is not for oneself: it is never brought to that person again, and nobody is told."""
    _end(offer, State.NOT_FOR_ME, by, Need.NOBODY, at)


def _take(offer: Offer, now: datetime) -> None:
    """Let `offer`, kept or new, be the one claim of its question; the question is held by the caller."""
    offer.state, offer.ends_at = State.CLAIMED, now + STAYS_CLAIMED
    lapsed = Offer.objects.filter(question=offer.question_id, state=State.CLAIMED, ends_at__lte=now)
    lapsed.exclude(pk=offer.pk).update(state=State.LAPSED)
    try:
        with transaction.atomic():
            offer.save()
    except IntegrityError:
        raise Refusal(_("Somebody else has just taken this question in hand.")) from None
    record(QUESTION_CLAIMED, by=offer.member, subject=offer, at=now)


def _end(offer: Offer, state: State, by: Member, need: Need, at: datetime | None) -> None:
    require(is_offered_to(by, offer))
    question = hold_question(offer.question_id)
    # What ran out can still be asked of a clinician or a moderator: that it is not for them holds for that too.
    ends = IN_HAND if state == State.HANDED_BACK else (*IN_HAND, State.LAPSED)
    changed = Offer.objects.filter(pk=offer.pk, state__in=ends).update(state=state)
    if not changed or not question:
        return
    record(QUESTION_LET_GO, by=None, subject=question, at=at)
    if need or (state == State.HANDED_BACK and is_asked_for(standing_of(by, question.discussion.community), question)):
        # Whoever was asked for has seen it: it needs nobody any more, unless they say so.
        Question.objects.filter(pk=question.pk).update(need=need)
        if need:
            record(QUESTION_REFERRED, by=None, subject=question, at=at)
    carry_on(question.pk, roster=Roster(at or timezone.now()))


def _require_unrestricted(here: Standing) -> None:
    """Raise Refusal for whoever may not answer for now: in their hand it would wait, and nobody else be asked."""
    if here.restriction is not None:
        raise Refusal(sentence_of(here.restriction))


def _name_of(here: Standing, by: Member) -> Member:
    """Return the name under which somebody is what they are in a community: no other of theirs shows there."""
    return here.membership.member if here.membership is not None and here.is_member else by
