"""What the leader of a region sees of it: who waits, who belongs, who was asked, and numbers with what they count."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Count, F, QuerySet
from django.http import Http404
from django.utils import timezone

from hearth.members.models import Member
from hearth.organizations.models import (
    Application,
    LeadershipOffer,
    MembershipStep,
    Organization,
    OrganizationKind,
    Prospect,
    ProspectInvitation,
    Region,
)
from hearth.organizations.permissions import can_keep_network, can_use_desk

ANSWERS_WITHIN: Final = timedelta(days=7)
YEAR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Numbers:
    """A region in numbers, counted now.

    Arguments:
        kinds: organisations of each kind, by its name, the most frequent first.
        asked: applications of the last twelve months that were answered, or have waited for ANSWERS_WITHIN.
        answered: how many of these were answered within ANSWERS_WITHIN.
    """

    organizations: int
    countries: int
    kinds: list[tuple[str, int]]
    asked: int
    answered: int


def open_desk(code: str, *, viewer: Member | None) -> Region:
    """Return the region whose desk `viewer` may use; raises Http404 for everybody else."""
    region = Region.objects.filter(code=code).first()
    if region is None or viewer is None or not can_use_desk(viewer, code):
        raise Http404
    return region


def numbers_of(region: Region, *, now: datetime) -> Numbers:
    """Return the numbers of `region`. Three queries."""
    here = Organization.objects.in_network().filter(region=region)
    kinds = here.values_list("kind").annotate(count=Count("pk")).order_by("-count", "kind")
    named = [(str(OrganizationKind(kind).label), count) for kind, count in kinds]
    times = Application.objects.filter(region=region, created_at__gt=now - YEAR).exclude(state="withdrawn")
    asked = answered = 0
    for created_at, answered_at in times.values_list("created_at", "answered_at"):
        in_time = answered_at is not None and answered_at - created_at <= ANSWERS_WITHIN
        asked += in_time or answered_at is not None or now - created_at > ANSWERS_WITHIN
        answered += in_time
    countries = here.values("country").distinct().count()
    return Numbers(sum(count for _name, count in named), countries, named, asked, answered)


def list_prospects(region: Region) -> list[Prospect]:
    """Return the prospects of `region`: those with a next step first, by its day; then by name. One query."""
    return list(Prospect.objects.filter(region=region).order_by(F("next_on").asc(nulls_last=True), "name", "pk")[:500])


def get_prospect(region: Region, public_id: str) -> Prospect:
    """Return a prospect of `region`, for whoever may use its desk; raises Http404."""
    found = Prospect.objects.select_related("region").filter(region=region, public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def invitation_of(prospect: Prospect) -> ProspectInvitation | None:
    """Return the invitation of `prospect` that nobody used, run out or not. One query."""
    return prospect.invitations.filter(used_at=None).order_by("-pk").first()


def what_happened(region: Region, *, limit: int = 10) -> list[MembershipStep]:
    """Return what happened to memberships of organisations in `region`, the newest first. One query."""
    return list(
        MembershipStep.objects.filter(membership__organization__region=region)
        .select_related("membership__organization")
        .order_by("-at", "-pk")[:limit]
    )


def list_offers(*, viewer: Member | None) -> QuerySet[LeadershipOffer]:
    """Return the offers to lead a region that nobody answered, for the host's staff; none for others."""
    if not can_keep_network(viewer):
        return LeadershipOffer.objects.none()
    return LeadershipOffer.objects.filter(answered_at=None).select_related("member", "region").order_by("at", "pk")


def months_before(today: date, count: int = 12) -> list[date]:
    """Return the first days of the last `count` months, the present one last."""
    months = [today.replace(day=1)]
    while len(months) < count:
        months.insert(0, (months[0] - timedelta(days=1)).replace(day=1))
    return months


def growth(*, regions: list[str], today: date | None = None) -> dict[str, list[tuple[date, int]]]:
    """Return how many of the organisations that belong today did so at the end of each of the last twelve months.

    By region. One query, which walks an index.
    """
    months = months_before(today or timezone.localdate())
    here = Organization.objects.in_network().filter(region__in=regions)
    joined = here.values_list("region", "joined_on").annotate(count=Count("pk")).order_by()
    found: dict[str, list[tuple[date, int]]] = {}
    by_region: dict[str, list[tuple[date, int]]] = {region: [] for region in regions}
    for region, day, count in joined:
        by_region[region].append((day.replace(day=1), count))
    for region, days in by_region.items():
        found[region] = [(month, sum(count for day, count in days if day <= month)) for month in months]
    return found
