"""The network: its regions, and the organisations in them."""

from collections.abc import Iterable, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hearth.communities.queries.places import communities_in, count_hosted_by
from hearth.core.countries import WhoRegion, countries_of, who_region_of
from hearth.core.outer_cache import kept_for_visitors
from hearth.core.translated import country_name, in_language
from hearth.core.worldmap import WHOLE, Frame, frame_around, frame_of, lights
from hearth.members.models import Member
from hearth.organizations.models import Organization
from hearth.organizations.permissions import can_use_desk
from hearth.organizations.queries import (
    RegionCard,
    count_by_country,
    get_region,
    languages_in,
    list_organizations,
    list_regions,
)
from hearth.organizations.queries.desk import growth


@kept_for_visitors
def index(request: HttpRequest) -> HttpResponse:
    """The whole network: a map, the regions, their leaders, the organisations by name or of one country."""
    regions = list_regions(viewer=request.viewer)
    counts = _counts_of(regions)
    country = _country(request, counts)
    page = list_organizations(country=country, cursor=request.GET.get("cursor", ""))
    context = {
        **_map(counts),
        "organization_count": sum(counts.values()),
        "regions": regions,
        "growth": growth(regions=[each.code for each in regions]),
        "rows": _described(page.items, viewer=request.viewer),
        "page": page,
        "country": country,
    }
    return render(request, "front/network.html", context)


@kept_for_visitors
def region(request: HttpRequest, code: str) -> HttpResponse:
    """One region: its map, its leaders, its organisations and communities, how it grows, how one joins there."""
    card = get_region(code, viewer=request.viewer)
    frame = frame_of(code)
    country = _country(request, card.counts)
    page = list_organizations(region=code, country=country, cursor=request.GET.get("cursor", ""))
    context = {
        "region": card,
        **_map(card.counts, frame),
        "growth": growth(regions=[code])[code],
        "communities": communities_in(code, viewer=request.viewer),
        "rows": _described(page.items, viewer=request.viewer),
        "page": page,
        "country": country,
        "uses_desk": request.viewer is not None and can_use_desk(request.viewer, code),
        "crumbs": [(_("Network"), reverse("front:network"))],
    }
    return render(request, "front/region.html", context)


@kept_for_visitors
def who_index(request: HttpRequest) -> HttpResponse:
    """The network by the regions of the World Health Organization."""
    counts = count_by_country()
    context = {
        **_map(counts),
        "regions": _who_cards(counts),
        "elsewhere": sum(count for code, count in counts.items() if who_region_of(code) is None),
        "crumbs": [(_("Network"), reverse("front:network"))],
    }
    return render(request, "front/who.html", context)


@kept_for_visitors
def who_region(request: HttpRequest, code: str) -> HttpResponse:
    """One region of the World Health Organization: its countries, languages and organisations."""
    if code not in WhoRegion.values:
        raise Http404
    chosen = WhoRegion(code)
    counts = count_by_country(countries_of(chosen))
    country = _country(request, counts)
    page = list_organizations(country=country, countries=countries_of(chosen), cursor=request.GET.get("cursor", ""))
    context = {
        "name": chosen.label,
        "code": code,
        **_map(counts, frame_around(countries_of(chosen))),
        "organization_count": sum(counts.values()),
        "languages": languages_in(countries_of(chosen)),
        "rows": _described(page.items, viewer=request.viewer),
        "page": page,
        "country": country,
        "crumbs": [(_("Network"), reverse("front:network")), (_("By WHO region"), reverse("front:who"))],
    }
    return render(request, "front/who_region.html", context)


def _described(organizations: list[Organization], *, viewer: Member | None) -> list[dict[str, object]]:
    """Return each organisation with what it says of itself and how many communities of its the viewer may know of."""
    language = get_language() or "en"
    hosted = count_hosted_by(organizations, viewer=viewer)
    return [
        {
            "organization": each,
            "description": in_language(each.description, language),
            "communities": hosted.get(each.pk, 0),
        }
        for each in organizations
    ]


def _map(counts: Mapping[str, int], frame: Frame = WHOLE) -> dict[str, object]:
    """Return what the map needs; each light leads to the organisations of its country."""
    return {
        "frame": frame,
        "lights": lights(counts, zoom=frame.zoom, leads=lambda code: f"?country={code}#organizations"),
        "country_count": len(counts),
        "countries": sorted(counts.items(), key=lambda each: (-each[1], country_name(each[0]))),
    }


def _counts_of(regions: Iterable[RegionCard]) -> dict[str, int]:
    """Return how many organisations there are in each country of `regions`."""
    counts: dict[str, int] = {}
    for each in regions:
        for code, count in each.counts.items():
            counts[code] = counts.get(code, 0) + count
    return counts


def _country(request: HttpRequest, counts: Mapping[str, int]) -> str:
    """Return the country that was asked for, where there are organisations; else none."""
    asked = request.GET.get("country", "")
    return asked if asked in counts else ""


def _who_cards(counts: Mapping[str, int]) -> list[dict[str, object]]:
    cards = []
    for each in WhoRegion:
        here = {code: counts[code] for code in countries_of(each) if code in counts}
        cards.append(
            {"code": each.value, "name": each.label, "organizations": sum(here.values()), "countries": list(here)}
        )
    return cards
