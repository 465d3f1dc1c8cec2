"""Organisations of the network."""

from collections.abc import Collection

from django.db.models import Case, Count, QuerySet, When
from django.http import Http404

from hearth.core.folding import fold
from hearth.core.paging import Page, page
from hearth.members.models import Member
from hearth.members.permissions import has_right
from hearth.organizations.models import Affiliation, Organization, OrganizationLanguage

PAGE = 40


def list_organizations(
    *,
    region: str = "",
    country: str = "",
    countries: Collection[str] | None = None,
    cursor: str = "",
    size: int = PAGE,
) -> Page[Organization]:
    """Return a page of the organisations of the network by name, of `region`, `country` or `countries` if told.

    One query.
    """
    found = Organization.objects.in_network().select_related("region")
    if region:
        found = found.filter(region=region)
    if country:
        found = found.filter(country=country)
    elif countries is not None:
        found = found.filter(country__in=countries)
    return page(found, by=("name_key", "pk"), size=size, cursor=cursor)


def find_organizations(words: str, *, limit: int = 20) -> list[Organization]:
    """Return open organisations whose name holds `words`, those that begin with them first. One query."""
    key = fold(words)
    if not key:
        return []
    begins = Case(When(name_key__startswith=key, then=0), default=1)
    return list(Organization.objects.open().filter(name_key__contains=key).order_by(begins, "name_key", "pk")[:limit])


def get_organization(public_id: str) -> Organization:
    """Return the organisation, with its region; raises Http404."""
    organization = Organization.objects.select_related("region").filter(public_id=public_id).first()
    if organization is None:
        raise Http404
    return organization


def host_organization() -> Organization | None:
    """Return the organisation that runs this site, or None when it has not said so."""
    return Organization.objects.filter(is_host=True).first()


def count_by_country(countries: Collection[str] | None = None) -> dict[str, int]:
    """Return how many organisations of the network there are in each country, by ISO 3166-1 code; of `countries` only.

    One query.
    """
    found = Organization.objects.in_network()
    if countries is not None:
        found = found.filter(country__in=countries)
    return dict(found.values_list("country").annotate(count=Count("pk")).order_by("-count", "country"))


def languages_in(countries: Collection[str]) -> list[str]:
    """Return the languages that organisations in these countries work in, the most frequent first. One query."""
    found = OrganizationLanguage.objects.filter(organization__country__in=countries).values_list("language")
    return [code for code, _count in found.annotate(count=Count("pk")).order_by("-count", "language")]


def organizations_answered_for(member: Member) -> QuerySet[Organization]:
    """Return the organisations `member` answers for: as their confirmed administrator, or as staff with that right."""
    if has_right(member, "organizations.change_organization"):
        return Organization.objects.all()
    return administered_by(member)


def administered_by(member: Member) -> QuerySet[Organization]:
    """Return the organisations that `member` administers."""
    return Organization.objects.filter(
        pk__in=Affiliation.objects.administering().filter(member=member).values("organization")
    )
