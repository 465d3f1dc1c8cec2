"""Memberships of the network, as those see them who answer for them, and the host's staff."""

from collections import Counter
from collections.abc import Collection, Sequence

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from hearth.core.paging import Page, page
from hearth.members.models import Member
from hearth.organizations.models import (
    Affiliation,
    CommunityLeader,
    Dues,
    MembershipState,
    MembershipStep,
    NetworkMembership,
    Organization,
    Seat,
    WelcomeTick,
)
from hearth.organizations.permissions import can_keep_network
from hearth.organizations.queries.organizations import administered_by
from hearth.organizations.queries.welcome import WELCOME_LENGTH, is_told


def answered_for(viewer: Member) -> QuerySet[NetworkMembership]:
    """Return the memberships `viewer` answers for: their own, and those of organisations they administer."""
    return NetworkMembership.objects.filter(Q(member=viewer) | Q(organization__in=administered_by(viewer)))


def memberships_for(viewer: Member | None) -> QuerySet[NetworkMembership]:
    """Return the memberships whose page `viewer` may open."""
    if viewer is None:
        return NetworkMembership.objects.none()
    found = NetworkMembership.objects.all() if can_keep_network(viewer) else answered_for(viewer)
    return found.select_related("organization__region", "member")


def get_membership(public_id: str, *, viewer: Member | None) -> NetworkMembership:
    """Return one; raises Http404 where `viewer` may not know of it."""
    found = memberships_for(viewer).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def own_memberships(viewer: Member) -> list[NetworkMembership]:
    """Return those `viewer` answers for that have not ended. One query."""
    living = answered_for(viewer).exclude(state=MembershipState.ENDED).select_related("organization", "member")
    return list(living.order_by("pk"))


def memberships_told(keys: Collection[int], *, viewer: Member) -> list[NetworkMembership]:
    """Return those of `keys` whose page `viewer` may open."""
    return list(memberships_for(viewer).filter(pk__in=keys))


def seats_told(keys: Collection[int], *, viewer: Member) -> list[Seat]:
    """Return the seats of `keys` that `viewer` holds."""
    return list(Seat.objects.filter(pk__in=keys, member=viewer).select_related("membership__organization"))


def list_steps(membership: NetworkMembership) -> list[MembershipStep]:
    """Return its history, the newest first."""
    return list(membership.steps.order_by("-at", "-pk")[:100])


def list_dues(membership: NetworkMembership) -> list[Dues]:
    """Return the dues that were recorded, the newest first."""
    return list(membership.dues.all()[:50])


def list_memberships(*, region: str = "", cursor: str = "") -> Page[NetworkMembership]:
    """Return a page of the living memberships of organisations, of `region` if told, the oldest first."""
    found = NetworkMembership.objects.exclude(state=MembershipState.ENDED).filter(organization__isnull=False)
    if region:
        found = found.filter(organization__region=region)
    return page(found.select_related("organization"), by=("pk",), size=40, cursor=cursor)


def led_by(viewer: Member | None) -> list[CommunityLeader]:
    """Return the regions `viewer` leads. One query."""
    if viewer is None:
        return []
    return list(CommunityLeader.objects.filter(member=viewer).select_related("region").order_by("region__position"))


def with_what_is_left(memberships: Sequence[NetworkMembership]) -> list[tuple[NetworkMembership, int]]:
    """Return each membership of an organisation, with how much of its welcome list rows show undone. Four queries."""
    keys = [each.organization_id for each in memberships if each.organization_id]
    here = Organization.objects.filter(pk__in=keys)
    with_offices = set(here.filter(offices__isnull=False).values_list("pk", flat=True))
    with_accounts = set(here.filter(accounts__isnull=False).values_list("pk", flat=True))
    administering = Affiliation.objects.administering().filter(organization__in=keys).values_list("organization")
    with_two = {key for key, count in administering.annotate(count=Count("pk")) if count > 1}
    ticked = Counter(WelcomeTick.objects.filter(membership__in=memberships).values_list("membership", flat=True))
    found = []
    for each in memberships:
        organization = each.organization
        done = sum(organization.pk in rows for rows in (with_offices, with_accounts, with_two)) if organization else 0
        done += bool(organization and is_told(organization)) + ticked[each.pk]
        found.append((each, WELCOME_LENGTH - done))
    return found
