"""The seats of an organisation in the network."""

from typing import Final

from django.db.models import F, QuerySet

from hearth.members.models import Member
from hearth.organizations.models import Level, NetworkMembership, Seat
from hearth.organizations.queries.terms import network_terms

FIRST_SEATS: Final = {
    Level.GUEST: 0,
    Level.INDIVIDUAL: 0,
    Level.ORGANIZATION: 5,
    Level.CHARTER: 5,
    Level.PARTNER: 10,
}
"""How many seats a level has until the host says otherwise."""


def seats_of_level(level: str) -> int:
    """Return how many seats an organisation of `level` has. One query."""
    return int(network_terms().seats.get(level, FIRST_SEATS.get(Level(level), 0)))


def held_seats(membership: NetworkMembership) -> QuerySet[Seat]:
    """Return the seats that somebody holds who still belongs to the organisation."""
    return Seat.objects.filter(
        membership=membership,
        member__affiliations__organization=F("membership__organization"),
        member__affiliations__confirmed_at__isnull=False,
        member__in=Member.objects.present(),
    )


def list_seats(membership: NetworkMembership) -> list[Seat]:
    """Return the seats that are held, with who holds them, the longest first. One query.

    Those who answer for the organisation see them all: they gave them to people they work with.
    """
    return list(held_seats(membership).select_related("member").order_by("since", "pk"))


def who_could_sit(membership: NetworkMembership, *, viewer: Member) -> list[Member]:
    """Return the confirmed people of the organisation without a seat, by name; nobody whom a block parts from `viewer`.

    One query.
    """
    taken = held_seats(membership).values("member")
    there = Member.objects.present().filter(
        affiliations__organization=membership.organization_id, affiliations__confirmed_at__isnull=False
    )
    hidden = Member.objects.hidden_from(viewer).values("pk")
    return list(there.exclude(pk__in=taken).exclude(pk__in=hidden).order_by("name", "pk")[:200])
