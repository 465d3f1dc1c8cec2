"""The network: its regions, and the organisations in them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hearth.communities.queries.places import communities_hosted_by
from hearth.core.outer_cache import kept_for_visitors
from hearth.core.translated import in_language
from hearth.front.worldmap import lights
from hearth.organizations.models import Organization
from hearth.organizations.queries import (
    count_by_country,
    get_organization,
    get_region,
    list_organizations,
    list_regions,
    people_of,
)


@kept_for_visitors
def index(request: HttpRequest) -> HttpResponse:
    """The whole network: a map, the regions, their leaders, the organisations by name."""
    counts = count_by_country()
    page = list_organizations(cursor=request.GET.get("cursor", ""))
    context = {
        "lights": lights(counts),
        "organization_count": sum(counts.values()),
        "country_count": len(counts),
        "regions": list_regions(viewer=request.viewer),
        "rows": _described(page.items),
        "page": page,
    }
    return render(request, "front/network.html", context)


@kept_for_visitors
def region(request: HttpRequest, code: str) -> HttpResponse:
    """One region: its leaders and its organisations."""
    card = get_region(code, viewer=request.viewer)
    page = list_organizations(region=code, cursor=request.GET.get("cursor", ""))
    context = {
        "region": card,
        "rows": _described(page.items),
        "page": page,
        "crumbs": [(_("Network"), reverse("front:network"))],
    }
    return render(request, "front/region.html", context)


@kept_for_visitors
def organization(request: HttpRequest, organization_id: str) -> HttpResponse:
    """One organisation: what it is, who pays for it, and the people one may meet there."""
    found = get_organization(organization_id)
    language = get_language() or "en"
    others = {code: text for code, text in found.description.items() if code != language}
    context = {
        "organization": found,
        "description": in_language(found.description, language),
        "who_pays": in_language(found.who_pays, language),
        "elsewhere": in_language(others, found.lang) if language in found.description else None,
        "people": people_of(found, viewer=request.viewer),
        "communities": communities_hosted_by(found, viewer=request.viewer),
        "crumbs": [
            (_("Network"), reverse("front:network")),
            (found.region.get_code_display(), reverse("front:region", args=[found.region_id])),
        ],
    }
    return render(request, "front/organization.html", context)


def _described(organizations: list[Organization]) -> list[dict[str, object]]:
    language = get_language() or "en"
    return [{"organization": each, "description": in_language(each.description, language)} for each in organizations]
