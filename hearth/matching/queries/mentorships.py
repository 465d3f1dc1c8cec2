"""Mentorships, as somebody may see them."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q
from django.http import Http404
from django.utils import timezone

from hearth.communities.models import Community, Membership, Role
from hearth.communities.models.community import LEAD_ANYWHERE, keeps_order_anywhere
from hearth.communities.permissions import Standing
from hearth.communities.queries.places import met_by
from hearth.matching.models import Mentorship, Stage
from hearth.matching.models.mentorship import MentorshipQuerySet
from hearth.matching.permissions import can_look_after
from hearth.members import faces
from hearth.members.models import Member
from hearth.members.permissions import has_right
from hearth.members.queries.profiles import ProfileSeen, profiles_for

MOST = 200


class MentorHere(NamedTuple):
    """Somebody who is, was or may be a mentor, and what a reader sees of them.

    Arguments:
        can_renew: whether their term is near its end.
        ticked: how many steps of the checklist they have done; 0 unless that was asked for.
    """

    mentorship: Mentorship
    profile: ProfileSeen
    can_renew: bool
    ticked: int


def list_mentors(community: Community, *, viewer: Member) -> list[MentorHere]:
    """Return the mentors of `community`, the longest there first, as far as `viewer` may meet them. Three queries.

    Who may see who they are is asked before: `permissions.can_see_mentors`.
    """
    found = met_by(Mentorship.objects.holding().filter(community=community), viewer)
    return _seen(found.order_by("began_on", "pk")[:MOST], viewer)


def list_alumni(community: Community, *, viewer: Member) -> list[MentorHere]:
    """Return who was a mentor of `community` and still belongs to it, the latest first; see `list_mentors`."""
    found = met_by(Mentorship.objects.of_members().filter(community=community, stage=Stage.ALUMNI), viewer)
    return _seen(found.order_by("-ends_on", "pk")[:MOST], viewer)


def list_nominations(here: Standing) -> list[MentorHere]:
    """Return who was nominated or gets ready, the longest first: for those who lead the community, else nobody.

    Who said no stands among those who have not answered.
    """
    if here.viewer is None or not can_look_after(here):
        return []
    found = Mentorship.objects.of_members().filter(community=here.community)
    waiting = met_by(found.filter(stage__in=(Stage.NOMINATED, Stage.PREPARING)), here.viewer)
    counted = waiting.annotate(ticked=Count("steps", filter=Q(steps__community=here.community)))
    return _seen(counted.order_by("nominated_at", "pk")[:MOST], here.viewer)


def list_own(viewer: Member) -> list[Mentorship]:
    """Return what the person behind `viewer` is, was or is asked to be, under all their names: for that person only.

    Not what they said no to, nor nominations by whom a block parts from them. One query, and two more for each of the
    nominations that wait for them.
    """
    return [each for each in own_rows(viewer).order_by("nominated_at", "pk")[:MOST] if _is_heard(each)]


def get_mentorship(public_id: str, *, viewer: Member | None) -> Mentorship:
    """Return a mentorship of the person behind `viewer`, or of a community that `viewer` leads; raises Http404."""
    if viewer is None:
        raise Http404
    own = own_rows(viewer).filter(public_id=public_id).first()
    if own is not None and _is_heard(own):
        return own
    found = met_by(Mentorship.objects.of_members().filter(looked_after_by(viewer), public_id=public_id), viewer)
    mentorship: Mentorship | None = found.select_related("member", "community").first()
    if mentorship is None:
        raise Http404
    return mentorship


def own_in(here: Standing) -> Mentorship | None:
    """Return the mentorship of whoever stands `here`, as `list_own` has it; None for most people."""
    found = own_rows(here.viewer).filter(community=here.community).first() if here.viewer is not None else None
    return found if found is not None and _is_heard(found) else None


def reaches(mentorship: Mentorship) -> bool:
    """Say whether whoever was nominated hears of it: no block parts them from whoever did, under any names."""
    by = mentorship.nominated_by
    return by is None or not faces.are_parted(by, mentorship.member)


def mentored_by(member: Member, *, viewer: Member | None) -> list[Mentorship]:
    """Return where `member` is a mentor under this very name, as far as `viewer` may see who belongs there.

    Nothing for visitors. One query.
    """
    if viewer is None:
        return []
    found = Mentorship.objects.holding().filter(member=member, community__in=Community.objects.readable_by(viewer))
    return list(found.select_related("community").order_by("began_on", "pk")[:MOST])


def looked_after_by(viewer: Member) -> Q:
    """Return `permissions.can_look_after` as a condition: what is hidden takes the work of what does not exist."""
    led = Membership.objects.standing().filter(faces.same_person(viewer, "member"), role=Role.STEWARD)
    condition = Q(community__in=led.values("community"))
    if keeps_order_anywhere(viewer) and has_right(viewer, LEAD_ANYWHERE):
        condition |= Q(community__in=Community.objects.readable_by(viewer))
    return condition


def own_rows(viewer: Member) -> MentorshipQuerySet:
    """Return what `list_own` has, and nominations by whom a block parts from the viewer: these are to be left out."""
    mine = Mentorship.objects.of_members().filter(faces.same_person(viewer, "member"))
    heard = mine.exclude(stage=Stage.NOMINATED, declined_at__isnull=False)
    return heard.select_related("member", "community", "nominated_by")


def _is_heard(mentorship: Mentorship) -> bool:
    return not mentorship.waits_for_member or reaches(mentorship)


def _seen(found: Iterable[Mentorship], viewer: Member) -> list[MentorHere]:
    rows, today = list(found), timezone.localdate()
    profiles = profiles_for((row.member for row in rows), viewer=viewer)
    return [_one(row, profiles[row.member_id], today) for row in rows]


def _one(row: Mentorship, profile: ProfileSeen, today: date) -> MentorHere:
    return MentorHere(row, profile, row.may_renew(today), getattr(row, "ticked", 0))
