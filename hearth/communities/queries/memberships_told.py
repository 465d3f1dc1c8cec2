"""Memberships and requests as word of them tells of them to one person."""

from collections.abc import Collection

from hearth.communities.models import Membership, Role
from hearth.members import faces
from hearth.members.models import Member


def own_memberships_told(keys: Collection[int], *, viewer: Member) -> list[Membership]:
    """Return those of `keys` that are of the person behind `viewer`, and were granted or turned down. One query."""
    decided = Membership.objects.exclude(granted_at=None, refused_at=None)
    mine = decided.filter(faces.same_person(viewer, "member"), pk__in=keys)
    return list(mine.select_related("community"))


def requests_told(keys: Collection[int], *, viewer: Member) -> list[Membership]:
    """Return those requests of `keys` that wait, in communities that the person behind `viewer` leads. One query.

    Of people who are here only.
    """
    led = Membership.objects.standing().filter(faces.same_person(viewer, "member"), role=Role.STEWARD)
    waiting = Membership.objects.waiting().filter(pk__in=keys, community__in=led.values("community"))
    return list(waiting.filter(member__in=Member.objects.present()).select_related("community", "member"))
