"""Who belongs to a community, and as what."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.activity import Verb
from hearth.activity.actions import record
from hearth.activity.queries import time_of_act
from hearth.communities.models import Community, Invitation, Membership, Role
from hearth.communities.models.membership import MembershipQuerySet, is_verified
from hearth.communities.permissions import Standing, can_ask_to_join, can_join, can_lead, standing_of
from hearth.communities.verbs import (
    COMMUNITY_JOINED,
    COMMUNITY_LEFT,
    MEMBERSHIP_ENDED,
    MEMBERSHIP_GRANTED,
    MEMBERSHIP_REFUSED,
    MEMBERSHIP_REQUESTED,
    MEMBERSHIP_WITHDRAWN,
    ROLE_GIVEN,
)
from hearth.core.refusals import Refusal, require
from hearth.core.translated import isolated
from hearth.core.turns import take_turn
from hearth.members import faces
from hearth.members.models import Member

REQUESTS_A_DAY: Final = 10
A_DAY: Final = timedelta(days=1)


@transaction.atomic
def join_community(community: Community, *, by: Member, at: datetime | None = None) -> Membership:
    """Make `by` a member, once however often it is asked for. Raises PermissionDenied where not anyone may join."""
    here = in_turn(by, community)
    if here.is_member and here.membership:
        return here.membership
    require(can_join(here))
    require_place_for(here)
    return admit(community, by, at=at)


@transaction.atomic
def ask_to_join(community: Community, *, by: Member, answer: str = "", at: datetime | None = None) -> Membership:
    """Leave a request with the stewards, with the answer to their question; one that was turned down is forgotten."""
    here = in_turn(by, community)
    if here.membership and not here.was_refused:
        return here.membership
    require(can_ask_to_join(here))
    require_place_for(here)
    _require_patience(by, at or timezone.now())
    mine = Membership.objects.filter(faces.same_person(by, "member"), community=community)
    _say_withdrawn(mine)
    mine.delete()
    membership = Membership.objects.create(community=community, member=by, answer=answer, asked_at=at or timezone.now())
    record(MEMBERSHIP_REQUESTED, by=by, subject=membership, at=at)
    return membership


@transaction.atomic
def grant_membership(membership: Membership, *, by: Member, at: datetime | None = None) -> None:
    """Let in whoever asked, who is told; `at` is for what is put on record afterwards. Harmless when it was done."""
    require(can_lead(standing_of(by, membership.community)))
    in_turn(membership.member, membership.community)
    if _grant(membership, at):
        record(MEMBERSHIP_GRANTED, by=by, subject=membership, at=at)


@transaction.atomic
def refuse_membership(membership: Membership, *, by: Member) -> None:
    """Turn a request down and forget what was answered, once; whoever asked is told."""
    require(can_lead(standing_of(by, membership.community)))
    waiting = Membership.objects.waiting().filter(pk=membership.pk)
    if waiting.update(refused_at=timezone.now(), answer=""):
        record(MEMBERSHIP_REFUSED, by=None, subject=membership)


@transaction.atomic
def leave_community(community: Community, *, by: Member) -> None:
    """End `by`'s memberships and requests there, under every name. Their words stay theirs, where they are.

    Raises Refusal for the last steward while there are other members.
    """
    take_turn(f"stewards {community.pk}")  # the last two must not both leave because of each other
    mine = Membership.objects.select_for_update().filter(faces.same_person(by, "member"), community=community)
    _require_another_steward(community, list(mine))
    _remove(community, list(mine), as_=COMMUNITY_LEFT)


@transaction.atomic
def remove_member(membership: Membership, *, by: Member) -> None:
    """End somebody's membership, who is told. Raises PermissionDenied unless `by` leads the community."""
    require(can_lead(standing_of(by, membership.community)))
    take_turn(f"stewards {membership.community_id}")
    _require_another_steward(membership.community, [membership])
    is_own = faces.are_one(by, membership.member)
    _remove(membership.community, [membership], as_=COMMUNITY_LEFT if is_own else MEMBERSHIP_ENDED)


@transaction.atomic
def give_role(membership: Membership, role: Role, *, by: Member) -> None:
    """Say what somebody is in the community, who is told.

    Raises Refusal when nobody would be left to lead it, and for a clinician whose badge the house has not verified.
    """
    require(can_lead(standing_of(by, membership.community)))
    if role == Role.CLINICIAN and not is_verified(membership.member):
        raise Refusal(
            _(
                "%(name)s does not carry the badge of a verified clinician. Whoever is one asks for it in their "
                "settings; once it is there, you can give this role."
            )
            % {"name": isolated(membership.member.name)}
        )
    take_turn(f"stewards {membership.community_id}")
    if role != Role.STEWARD:
        _require_another_steward(membership.community, [membership], leaving=False)
        _take_invitations_back(membership.community, membership.member)
    held = Membership.objects.standing().filter(pk=membership.pk).exclude(role=role)
    if held.update(role=role):
        record(ROLE_GIVEN, by=by, subject=membership)


def in_turn(by: Member, community: Community) -> Standing:
    """Return what `by` is in `community` by now, and let it be decided by nobody else until the transaction ends.

    Two doors at once, or two names, must not let one person in twice.
    """
    account = faces.account_of(by)
    if account is not None:
        take_turn(f"communities.person {community.pk} {account.pk}")
    return standing_of(by, community)


def admit(community: Community, member: Member, *, role: Role = Role.MEMBER, at: datetime | None = None) -> Membership:
    """Make `member` a member of `community`, whoever decided it. Belongs in the decision's own transaction.

    What the person asked for under another name goes: granted later, it would let them in twice.
    """
    mine = Membership.objects.filter(faces.same_person(member, "member"), community=community, granted_at=None)
    _say_withdrawn(mine)
    mine.exclude(member=member).delete()
    membership, _made = Membership.objects.get_or_create(
        community=community, member=member, defaults={"role": role, "asked_at": at or timezone.now()}
    )
    if _grant(membership, at):
        record(COMMUNITY_JOINED, by=member, subject=community, at=at)
    return membership


def _say_withdrawn(memberships: MembershipQuerySet) -> None:
    """Put on record that those of `memberships` that were never granted are requests no more: never whose they were."""
    for request in memberships.filter(granted_at=None):
        record(MEMBERSHIP_WITHDRAWN, by=None, subject=request)


def _grant(membership: Membership, at: datetime | None = None) -> bool:
    now = at or timezone.now()
    waiting = Membership.objects.filter(pk=membership.pk, granted_at=None)
    if not waiting.update(granted_at=now, refused_at=None, answer=""):
        return False
    membership.granted_at, membership.answer = now, ""
    Community.objects.filter(pk=membership.community_id).update(member_count=F("member_count") + 1)
    return True


def _remove(community: Community, memberships: list[Membership], *, as_: Verb) -> None:
    gone = 0
    for membership in memberships:
        count, _kinds = Membership.objects.filter(pk=membership.pk, granted_at__isnull=False).delete()
        gone += count
        if count:
            record(as_, by=membership.member, subject=community)
        _take_invitations_back(community, membership.member)
        _say_withdrawn(Membership.objects.filter(pk=membership.pk))
        Membership.objects.filter(pk=membership.pk).delete()
    Community.objects.filter(pk=community.pk).update(member_count=F("member_count") - gone)


def _take_invitations_back(community: Community, member: Member) -> None:
    """An invitation holds as long as whoever made it leads: else a steward who was removed comes back by their own."""
    Invitation.objects.filter(faces.same_person(member, "invited_by"), community=community).delete()


def _require_patience(by: Member, at: datetime) -> None:
    """Whoever is turned down may ask again, and not without end: stewards read each request."""
    mine = faces.all_of(faces.account_of(by))
    if time_of_act(REQUESTS_A_DAY, of=mine, verbs=[MEMBERSHIP_REQUESTED], since=at - A_DAY, until=at):
        raise Refusal(_("You have asked to join many times today. Give the stewards time, and ask again tomorrow."))


def _require_another_steward(community: Community, memberships: list[Membership], *, leaving: bool = True) -> None:
    ids = [membership.pk for membership in memberships]
    if not any(membership.role == Role.STEWARD for membership in memberships):
        return
    others = Membership.objects.filter(community=community).exclude(pk__in=ids).standing()
    if not others.filter(role=Role.STEWARD).exists() and (not leaving or others.exists()):
        raise Refusal(_("This community would have nobody to lead it. Make somebody else a steward first."))


def require_place_for(here: Standing) -> None:
    """Raise Refusal where the person may not be, though the door is open."""
    community = here.community
    if community.is_archived:
        raise Refusal(_("This community is closed. You can still read it."))
    if community.minimum_age and here.viewer and not faces.is_of_age(here.viewer, community.minimum_age):
        raise Refusal(_("This community is for people of %(age)d and older.") % {"age": community.minimum_age})
