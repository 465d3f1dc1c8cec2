"""Reads of the network. Organisations are public; of people, `viewer` sees those whose page they may open."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import Http404

from hearth.core.paging import Page, page
from hearth.members.models import Member, is_present
from hearth.members.permissions import has_right
from hearth.members.queries.profiles import ProfileSeen, profiles_for
from hearth.organizations.models import (
    Affiliation,
    AffiliationRole,
    CommunityLeader,
    Organization,
    OrganizationLanguage,
    Region,
)

PAGE = 40
MOST_PEOPLE = 24


class PersonThere(NamedTuple):
    """Somebody of an organisation, as one reader sees them, and what they are there in words."""

    profile: ProfileSeen
    role: str


class RegionCard(NamedTuple):
    """A region as lists show it, counted now.

    `countries` and `languages` are codes, the most frequent first. `has_leader` also says so of leaders who are not
    shown to this viewer: whose page they may not open, or whom they muted.
    """

    code: str
    name: str
    organizations: int
    countries: list[str]
    languages: list[str]
    leaders: list[ProfileSeen]
    has_leader: bool


def list_regions(*, viewer: Member | None) -> list[RegionCard]:
    """Return the regions in their order. Six queries at most."""
    return _cards(Region.objects.all(), viewer)


def get_region(code: str, *, viewer: Member | None) -> RegionCard:
    """Return one region; raises Http404. Six queries at most."""
    cards = _cards(Region.objects.filter(code=code), viewer)
    if not cards:
        raise Http404
    return cards[0]


def list_organizations(
    *, region: str = "", country: str = "", cursor: str = "", size: int = PAGE
) -> Page[Organization]:
    """Return a page of the organisations by name, of `region` or `country` if told. One query."""
    found = Organization.objects.select_related("region")
    if region:
        found = found.filter(region=region)
    if country:
        found = found.filter(country=country)
    return page(found, by=("name_key",), size=size, cursor=cursor)


def get_organization(public_id: str) -> Organization:
    """Return the organisation, with its region; raises Http404."""
    organization = Organization.objects.select_related("region").filter(public_id=public_id).first()
    if organization is None:
        raise Http404
    return organization


def host_organization() -> Organization | None:
    """Return the organisation that runs this site, or None when it has not said so."""
    return Organization.objects.filter(is_host=True).first()


def count_by_country() -> dict[str, int]:
    """Return how many organisations there are in each country, by ISO 3166-1 code. One query."""
    return dict(Organization.objects.values_list("country").annotate(count=Count("pk")).order_by("-count", "country"))


def count_regions() -> int:
    """Return in how many regions there is an organisation. One query."""
    return Region.objects.filter(Exists(Organization.objects.filter(region=OuterRef("pk")))).count()


def people_of(organization: Organization, *, viewer: Member | None, limit: int = MOST_PEOPLE) -> list[PersonThere]:
    """Return the confirmed people whose page `viewer` may open, as they may see them, those longest here first.

    People the viewer has muted are left out. Two queries at most.
    """
    found = list(
        Affiliation.objects.filter(
            organization=organization, confirmed_at__isnull=False, member__in=Member.objects.met_by(viewer)
        )
        .select_related("member")
        .order_by("confirmed_at", "pk")[:limit]
    )
    profiles = profiles_for((each.member for each in found), viewer=viewer)
    return [PersonThere(profiles[each.member_id], each.get_role_display()) for each in found]


def affiliations_of(member: Member, *, viewer: Member | None) -> list[Affiliation]:
    """Return the confirmed affiliations of `member`, none of them when `viewer` may not open the page. One query."""
    return list(
        Affiliation.objects.filter(member__in=Member.objects.visible_to(viewer).filter(pk=member.pk))
        .filter(confirmed_at__isnull=False)
        .select_related("organization")
        .order_by("confirmed_at", "pk")
    )


def sole_charges_of(faces: Sequence[Member]) -> tuple[list[str], list[str]]:
    """Return the names of the organisations that only one person, by these `faces`, administers, and of the regions
    that only they lead. Two queries.
    """
    administrators = Affiliation.objects.filter(role=AffiliationRole.ADMINISTRATOR, confirmed_at__isnull=False)
    here = Member.objects.present().exclude(pk__in=[face.pk for face in faces])
    others = administrators.filter(organization=OuterRef("organization"), member__in=here)
    sole = administrators.filter(~Exists(others), member__in=faces).select_related("organization")
    co_leaders = CommunityLeader.objects.filter(region=OuterRef("region"), member__in=here)
    led = CommunityLeader.objects.filter(~Exists(co_leaders), member__in=faces).select_related("region")
    return sorted({row.organization.name for row in sole}), sorted({str(row.region) for row in led})


def _cards(regions: Iterable[Region], viewer: Member | None) -> list[RegionCard]:
    regions = list(regions)
    countries = _counted(Organization.objects.filter(region__in=regions), "country")
    languages = _counted(OrganizationLanguage.objects.filter(region__in=regions), "language")
    leaders_here = CommunityLeader.objects.filter(is_present(), region__in=regions)
    led = set(leaders_here.values_list("region_id", flat=True))
    leading = list(
        CommunityLeader.objects.filter(region__in=regions, member__in=Member.objects.met_by(viewer))
        .select_related("member")
        .order_by("since", "pk")
    )
    profiles = profiles_for((leader.member for leader in leading), viewer=viewer)
    leaders: dict[str, list[ProfileSeen]] = {}
    for leader in leading:
        leaders.setdefault(leader.region_id, []).append(profiles[leader.member_id])
    return [
        RegionCard(
            region.code,
            region.get_code_display(),
            sum(countries.get(region.code, {}).values()),
            list(countries.get(region.code, {})),
            list(languages.get(region.code, {})),
            leaders.get(region.code, []),
            region.code in led,
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


def organizations_answered_for(member: Member) -> QuerySet[Organization]:
    """Return the organisations `member` answers for: as their confirmed administrator, or as staff with that right."""
    if has_right(member, "organizations.change_organization"):
        return Organization.objects.all()
    return Organization.objects.filter(
        affiliations__member=member,
        affiliations__role=AffiliationRole.ADMINISTRATOR,
        affiliations__confirmed_at__isnull=False,
    )
