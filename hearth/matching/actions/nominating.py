"""From a nomination to getting ready: both sides say yes, or one says no."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.activity.actions import forget, record
from hearth.communities.models import Membership
from hearth.communities.permissions import Standing, standing_of
from hearth.communities.queries.doors import why_no_discussion
from hearth.core.refusals import Refusal, require
from hearth.core.turns import take_turn
from hearth.matching.actions.holding import hold_mentorship
from hearth.matching.actions.terms import begin_if_ready, finish, forget_offering
from hearth.matching.actions.training import begin_first_checklist
from hearth.matching.models import Mentorship, Stage
from hearth.matching.permissions import can_look_after, is_nominable, is_own
from hearth.matching.queries.mentorships import reaches
from hearth.matching.verbs import MENTOR_ACCEPTED, MENTOR_NOMINATED, MENTOR_TURNED_DOWN, MENTOR_WITHDRAWN
from hearth.members import faces
from hearth.members.models import Member


@transaction.atomic
def nominate(membership: Membership, *, by: Member, words: str = "", at: datetime | None = None) -> Mentorship:
    """Nominate whoever holds `membership`: oneself, or as somebody who leads the community anybody in it.

    Where the other side had nominated them already, both agree by this. Whom a block parts from `by` never hears of it:
    it waits for an answer like any other, and lapses. `at` is for what is put on record afterwards. Harmless twice at
    once.
    Raises PermissionDenied for everybody else, Refusal for a one-off name, a closed community, somebody who may not
    write there for now, and a mentor.
    """
    community, here = membership.community, standing_of(by, membership.community)
    is_self = faces.are_one(by, membership.member)
    require((is_self and here.is_member) or can_look_after(here))
    _require_possible(membership, here if is_self else None)
    take_turn(f"mentors {community.pk}")
    held = Mentorship.objects.select_for_update(of=("self",))  # who says no at this moment is waited for
    found = held.filter(community=community, member=membership.member).first()
    if found is None:
        begin_first_checklist(community)
        given = {"languages": [community.lang], "nominated_at": at or timezone.now(), "is_agreed": not is_self}
        found = Mentorship.objects.create(
            community=community, member=membership.member, nominated_by=by, words=words, **given
        )
    elif not _renominate(found, by=by, is_self=is_self, words=words, at=at):
        return found
    if not is_self and not reaches(found):
        return found
    record(MENTOR_NOMINATED, by=by, subject=found, at=at)
    if is_self and can_look_after(here):
        _prepare(found, at)
    return found


@transaction.atomic
def agree(mentorship: Mentorship, *, by: Member, at: datetime | None = None) -> None:
    """Say yes for the side that is still to: whoever was nominated, or a steward for whoever offered themself.

    `at` as for `nominate`. Raises PermissionDenied for the other side and everybody else. Harmless a second time.
    """
    fresh = hold_mentorship(mentorship)
    leads = can_look_after(standing_of(by, fresh.community))
    require(is_own(by, fresh) or leads)
    if fresh.stage != Stage.NOMINATED:
        return
    require(is_own(by, fresh) if fresh.is_agreed else leads)
    _prepare(fresh, at)
    if not is_own(by, fresh):
        record(MENTOR_ACCEPTED, by=by, subject=fresh, at=at)


@transaction.atomic
def decline(mentorship: Mentorship, *, by: Member) -> None:
    """Say no, or take it back, at any time before somebody is a mentor.

    What a nominated person says no to is told to nobody: it lapses like one without an answer. Somebody whom stewards
    turn down is told. Raises PermissionDenied unless it is their own or `by` leads the community, Refusal for a mentor.
    """
    fresh = hold_mentorship(mentorship)
    require(is_own(by, fresh) or can_look_after(standing_of(by, fresh.community)))
    if fresh.stage not in (Stage.NOMINATED, Stage.PREPARING):
        raise Refusal(_("They are a mentor by now, or were one."))
    if is_own(by, fresh) and fresh.waits_for_member:
        Mentorship.objects.filter(pk=fresh.pk).update(declined_at=timezone.now())
        return
    if not is_own(by, fresh) and not fresh.waits_for_member:
        record(MENTOR_TURNED_DOWN, by=fresh.member, subject=fresh.community)
    set_back(fresh)


def set_back(mentorship: Mentorship) -> None:
    """Undo a nomination: whoever was a mentor before is a former one again, of all others nothing stays."""
    waited = mentorship.stage == Stage.NOMINATED
    if mentorship.began_on is not None:
        undone = {"stage": Stage.ALUMNI, "words": "", "declined_at": None}
        Mentorship.objects.filter(pk=mentorship.pk).update(**undone)
        forget_offering(mentorship)
    else:
        forget([mentorship])
        mentorship.delete()
    if waited:
        record(MENTOR_WITHDRAWN, by=None, subject=mentorship.community)


def _require_possible(membership: Membership, here: Standing | None) -> None:
    """Raise Refusal where whoever holds `membership` cannot be nominated now; `here` for who does so themself.

    What keeps somebody from writing is said to that person alone: it may be about another name of theirs.
    """
    if not is_nominable(membership):
        raise Refusal(_("Nobody can be a mentor under this name."))
    if membership.community.is_archived:
        raise Refusal(_("This community is closed. You can still read it."))
    if here is not None and (sentence := why_no_discussion(here)):
        raise Refusal(sentence)


def _renominate(found: Mentorship, *, by: Member, is_self: bool, words: str, at: datetime | None) -> bool:
    """Nominate somebody of whom there is a row; say whether that is a new nomination."""
    if found.stage == Stage.ACTIVE and not Mentorship.objects.holding().filter(pk=found.pk).exists():
        finish(found, by=None, at=at)  # they were made an ordinary member meanwhile
        found.refresh_from_db()
    if found.stage == Stage.ACTIVE:
        raise Refusal(_("They are a mentor already."))
    if found.stage == Stage.PREPARING:
        raise Refusal(_("They are getting ready already."))
    if found.stage == Stage.NOMINATED and found.is_agreed == is_self:
        _prepare(found, at)
        if not is_self:
            record(MENTOR_ACCEPTED, by=by, subject=found, at=at)
        return False
    # Asked anew by the same steward, one that never reached them stays as it is like any other: else a block shows.
    if found.stage == Stage.NOMINATED and (is_self or reaches(found) or faces.are_parted(by, found.member)):
        return False
    found.stage, found.is_agreed, found.nominated_by, found.words = Stage.NOMINATED, not is_self, by, words
    found.nominated_at, found.declined_at = at or timezone.now(), None
    found.languages = found.languages or [found.community.lang]
    found.save()
    return True


def _prepare(mentorship: Mentorship, at: datetime | None) -> None:
    """Both sides have said yes."""
    mentorship.stage, mentorship.is_agreed, mentorship.declined_at = Stage.PREPARING, True, None
    mentorship.save(update_fields=["stage", "is_agreed", "declined_at"])
    begin_if_ready(mentorship, at=at)
