"""The people of organisations, and what rests on one person alone."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from hearth.core.refusals import require
from hearth.members.models import Member
from hearth.members.queries.profiles import ProfileSeen, profiles_for
from hearth.organizations.models import Affiliation, CommunityLeader, Organization
from hearth.organizations.permissions import can_answer_for

MOST_PEOPLE = 24
MOST_TO_ANSWER = 500


class PersonThere(NamedTuple):
    """Somebody of an organisation, as one reader sees them, and what they are there in words."""

    profile: ProfileSeen
    role: str


def people_of(organization: Organization, *, viewer: Member | None, limit: int = MOST_PEOPLE) -> list[PersonThere]:
    """Return the confirmed people who agreed to be named and whose page `viewer` may open, as they may see them.

    Those longest here come first. People the viewer has muted are left out. Two queries at most.
    """
    found = list(
        Affiliation.objects.filter(
            organization=organization,
            confirmed_at__isnull=False,
            is_listed=True,
            member__in=Member.objects.met_by(viewer),
        )
        .select_related("member")
        .order_by("confirmed_at", "pk")[:limit]
    )
    profiles = profiles_for((each.member for each in found), viewer=viewer)
    return [PersonThere(profiles[each.member_id], each.get_role_display()) for each in found]


def affiliations_of(member: Member, *, viewer: Member | None) -> list[Affiliation]:
    """Return the confirmed affiliations of `member` that may be named, none when `viewer` may not open the page.

    One query.
    """
    return list(
        Affiliation.objects.filter(member__in=Member.objects.visible_to(viewer).filter(pk=member.pk))
        .filter(confirmed_at__isnull=False, is_listed=True)
        .select_related("organization")
        .order_by("confirmed_at", "pk")
    )


def own_affiliations(viewer: Member) -> list[Affiliation]:
    """Return where `viewer` belongs or says they do, with the organisation; for themself only. One query."""
    return list(
        Affiliation.objects.filter(member=viewer)
        .select_related("organization")
        .order_by("organization__name_key", "pk")
    )


def own_affiliation(organization: Organization, *, viewer: Member | None) -> Affiliation | None:
    """Return what `viewer` is in the organisation, confirmed or not; None for nothing. One query at most."""
    if viewer is None:
        return None
    return Affiliation.objects.filter(organization=organization, member=viewer).select_related("organization").first()


class PersonToAnswer(NamedTuple):
    """Somebody who belongs, or says so, as those see them who answer for the organisation."""

    affiliation: Affiliation
    profile: ProfileSeen


def people_to_answer(
    organization: Organization, *, viewer: Member
) -> tuple[list[PersonToAnswer], list[PersonToAnswer]]:
    """Return who waits to be confirmed, and who belongs, for those who answer for the organisation.

    Of whom a block parts from `viewer`, they see nothing. Raises PermissionDenied. Six queries at most.
    """
    require(can_answer_for(viewer, organization))
    found = list(
        _living(organization, viewer)
        .filter(declined_at=None)
        .select_related("member", "organization")
        .order_by("created_at", "pk")[:MOST_TO_ANSWER]
    )
    profiles = profiles_for((each.member for each in found), viewer=viewer)
    people = [PersonToAnswer(each, profiles[each.member_id]) for each in found]
    waiting = [each for each in people if each.affiliation.confirmed_at is None]
    return waiting, [each for each in people if each.affiliation.confirmed_at is not None]


def get_affiliation(organization: Organization, member_id: str, *, viewer: Member) -> Affiliation:
    """Return what somebody is in the organisation, for those who answer for it. Raises Http404, PermissionDenied."""
    require(can_answer_for(viewer, organization))
    found = _living(organization, viewer).select_related("member", "organization")
    affiliation = found.filter(member__public_id=member_id).first()
    if affiliation is None:
        raise Http404
    return affiliation


def _living(organization: Organization, viewer: Member) -> QuerySet[Affiliation]:
    here = Member.objects.present().exclude(pk__in=Member.objects.hidden_from(viewer).values("pk"))
    return Affiliation.objects.filter(organization=organization, member__in=here)


def sole_charges_of(faces: Sequence[Member]) -> tuple[list[str], list[str]]:
    """Return the names of the organisations that only one person, by these `faces`, administers, and of the regions
    that only they lead. Two queries.
    """
    administrators = Affiliation.objects.administering()
    here = Member.objects.present().exclude(pk__in=[face.pk for face in faces])
    others = administrators.filter(organization=OuterRef("organization"), member__in=here)
    sole = administrators.filter(~Exists(others), member__in=faces).select_related("organization")
    co_leaders = CommunityLeader.objects.filter(region=OuterRef("region"), member__in=here)
    led = CommunityLeader.objects.filter(~Exists(co_leaders), member__in=faces).select_related("region")
    return sorted({row.organization.name for row in sole}), sorted({str(row.region) for row in led})
