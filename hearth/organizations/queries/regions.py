"""Regions as lists and pages show them."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404

from hearth.members.models import Member, is_present
from hearth.members.queries.profiles import ProfileSeen, profiles_for
from hearth.organizations.models import CommunityLeader, Organization, OrganizationLanguage, Region
from hearth.organizations.permissions import can_keep_network


class RegionCard(NamedTuple):
    """A region as lists show it, counted now.

    `counts` are organisations by country and `languages` codes, the most frequent first. `has_leader` also says so of
    leaders who are not shown to this viewer: whose page they may not open, or whom they muted.
    """

    code: str
    name: str
    organizations: int
    counts: dict[str, int]
    languages: list[str]
    leaders: list[ProfileSeen]
    has_leader: bool
    partner: Organization | None

    @property
    def countries(self) -> list[str]:
        """The codes of its countries."""
        return list(self.counts)


def list_regions(*, viewer: Member | None) -> list[RegionCard]:
    """Return the regions in their order. Six queries at most."""
    return _cards(Region.objects.select_related("partner"), viewer)


def get_region(code: str, *, viewer: Member | None) -> RegionCard:
    """Return one region; raises Http404. Six queries at most."""
    cards = _cards(Region.objects.select_related("partner").filter(code=code), viewer)
    if not cards:
        raise Http404
    return cards[0]


def count_regions() -> int:
    """Return in how many regions there is an organisation. One query."""
    return Region.objects.filter(Exists(Organization.objects.in_network().filter(region=OuterRef("pk")))).count()


def _cards(regions: Iterable[Region], viewer: Member | None) -> list[RegionCard]:
    regions = list(regions)
    countries = _counted(Organization.objects.in_network().filter(region__in=regions), "country")
    languages = _counted(OrganizationLanguage.objects.filter(region__in=regions), "language")
    met = Member.objects.met_by(viewer).filter(pk=OuterRef("member"))
    here = CommunityLeader.objects.filter(is_present(), region__in=regions).annotate(is_met=Exists(met))
    found = list(here.select_related("member").order_by("since", "pk"))
    led, leading = {leader.region_id for leader in found}, [leader for leader in found if leader.is_met]
    profiles = profiles_for((leader.member for leader in leading), viewer=viewer)
    leaders: dict[str, list[ProfileSeen]] = {}
    for leader in leading:
        leaders.setdefault(leader.region_id, []).append(profiles[leader.member_id])
    return [
        RegionCard(
            region.code,
            region.get_code_display(),
            sum(countries.get(region.code, {}).values()),
            countries.get(region.code, {}),
            list(languages.get(region.code, {})),
            leaders.get(region.code, []),
            region.code in led,
            region.partner,
        )
        for region in regions
    ]


def _counted(rows: QuerySet[Any], name: str) -> dict[str, dict[str, int]]:
    """Return how often each value of field `name` occurs in each region, the most frequent first."""
    found: dict[str, dict[str, int]] = {}
    counted = rows.values_list("region_id", name).annotate(count=Count("pk")).order_by("-count", name)
    for region, value, count in counted:
        found.setdefault(region, {})[value] = count
    return found


def get_region_row(code: str) -> Region:
    """Return the region of that code; raises Http404."""
    found = Region.objects.select_related("partner").filter(code=code).first()
    if found is None:
        raise Http404
    return found


def list_leaderships(*, viewer: Member | None) -> list[Region]:
    """Return the regions with their partner and, for the host's staff, everybody who leads there. Two queries."""
    leading = CommunityLeader.objects.select_related("member").order_by("since", "pk")
    found = leading if can_keep_network(viewer) else leading.none()
    return list(Region.objects.select_related("partner").prefetch_related(Prefetch("leaders", queryset=found)))
