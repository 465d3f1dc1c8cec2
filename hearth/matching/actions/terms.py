"""The term of a mentor: how it begins, is renewed, ends, and is thanked for."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.activity.actions import record
from hearth.communities.actions.mentors import mark_mentor, unmark_mentor
from hearth.communities.permissions import standing_of
from hearth.core.refusals import Refusal, require
from hearth.matching.actions.holding import hold_mentorship
from hearth.matching.actions.releasing import release_offers
from hearth.matching.models import Mentorship, Stage
from hearth.matching.models.mentorship import CAPACITY, TERM
from hearth.matching.permissions import can_look_after, is_own
from hearth.matching.queries.training import is_trained
from hearth.matching.verbs import MENTOR_BEGAN, MENTOR_ENDED
from hearth.members.models import Member


def begin_if_ready(mentorship: Mentorship, *, at: datetime | None = None) -> bool:
    """Make somebody who gets ready a mentor for a TERM once nothing of the checklist is left; say whether it did.

    Belongs in the transaction in which the last of it was done.
    """
    if not is_trained(mentorship):
        return False
    today = timezone.localdate(at)
    term: dict[str, Any] = {"began_on": today, "ends_on": today + TERM, "thanks": "", "end_reason": ""}
    term |= dict.fromkeys(("asked_at", "paused_at", "rests_until"))  # a break from before was one of nothing
    ready = Mentorship.objects.of_members().filter(pk=mentorship.pk, stage=Stage.PREPARING)
    if not ready.update(stage=Stage.ACTIVE, **term):
        return False
    mark_mentor(mentorship.community, mentorship.member)
    record(MENTOR_BEGAN, by=mentorship.member, subject=mentorship, at=at)
    return True


@transaction.atomic
def renew(mentorship: Mentorship, *, by: Member, at: datetime | None = None) -> None:
    """Let a term that is near its end go on for another TERM. Harmless a second time.

    Raises PermissionDenied unless it is their own or `by` leads the community, Refusal when the term is over.
    """
    _require_hand_in(mentorship, by)
    fresh, today = hold_mentorship(mentorship), timezone.localdate(at)
    if fresh.stage != Stage.ACTIVE or fresh.ends_on is None:
        raise Refusal(_("This term is over. It takes a new nomination to begin another."))
    if fresh.may_renew(today):
        Mentorship.objects.filter(pk=fresh.pk).update(ends_on=max(fresh.ends_on, today) + TERM, asked_at=None)


@transaction.atomic
def end(mentorship: Mentorship, *, by: Member, reason: str = "", thanks: str = "", at: datetime | None = None) -> None:
    """End the term of a mentor: they lay it down, or whoever leads the community ends it. Harmless a second time.

    Of what a steward says, `reason` is for the mentor alone, `thanks` for whoever sees who the mentors are.
    Raises PermissionDenied for everybody else.
    """
    _require_hand_in(mentorship, by)
    said = {} if is_own(by, mentorship) else {"reason": reason, "thanks": thanks}
    finish(mentorship, by=by, at=at, **said)


@transaction.atomic
def thank(mentorship: Mentorship, thanks: str, *, by: Member) -> None:
    """Say thank you to a former mentor, or take that back with nothing; raises PermissionDenied unless `by` leads."""
    require(can_look_after(standing_of(by, mentorship.community)))
    Mentorship.objects.filter(pk=mentorship.pk, stage=Stage.ALUMNI).update(thanks=thanks)


def finish(
    mentorship: Mentorship, *, by: Member | None, reason: str = "", thanks: str = "", at: datetime | None = None
) -> bool:
    """Make a mentor a former one, whoever decided it (None: the calendar); say whether it did.

    What they said only to be offered fitting questions is forgotten, and what they were offered goes to others.
    Belongs in the decision's own transaction.
    """
    fresh, today = hold_mentorship(mentorship), timezone.localdate(at)
    if fresh.stage != Stage.ACTIVE:
        return False
    fresh.stage, fresh.end_reason, fresh.thanks, fresh.words = Stage.ALUMNI, reason, thanks, ""
    fresh.ends_on = min(fresh.ends_on or today, today)
    fresh.asked_at = None
    fresh.save()
    forget_offering(fresh)
    unmark_mentor(fresh.community, fresh.member)
    release_offers(fresh)
    record(MENTOR_ENDED, by=by, subject=fresh, at=at)
    return True


def forget_offering(mentorship: Mentorship) -> None:
    """Forget what somebody said only to be offered fitting questions, and the break they took of that."""
    gone: dict[str, Any] = {"languages": [], "capacity": CAPACITY}
    gone |= dict.fromkeys(("since", "paused_at", "rests_until"))
    Mentorship.objects.filter(pk=mentorship.pk).update(**gone)
    mentorship.topics.clear()


def _require_hand_in(mentorship: Mentorship, by: Member) -> None:
    require(is_own(by, mentorship) or can_look_after(standing_of(by, mentorship.community)))
