"""The directory: organisations everywhere, in the network or not, as a list, on a map, and by their channels."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hearth.core.continents import Continent
from hearth.core.countries import WhoRegion
from hearth.core.outer_cache import kept_for_visitors
from hearth.core.pace import keeps_pace
from hearth.core.translated import country_name
from hearth.core.worldmap import lights
from hearth.organizations.models import OrganizationKind, Platform, Presence
from hearth.organizations.queries import directory
from hearth.organizations.queries.choosing import MEMBERSHIPS, ORDERS, STATES, Choice


class Select(NamedTuple):
    """Something to choose from: name in the address, label, and each (value, words, whether it is chosen)."""

    name: str
    label: str
    options: list[tuple[str, str, bool]]


@kept_for_visitors
def index(request: HttpRequest) -> HttpResponse:
    """Organisations that fit what was chosen, a page at a time."""
    choice, cursor = Choice.read(request.GET), request.GET.get("cursor", "")
    numbers = directory.count_directory(choice)
    context: dict[str, Any] = {
        "choice": choice,
        "selects": _selects(choice, numbers.countries),
        "topics": directory.topics_of_directory(language=get_language() or "en"),
        "is_narrowed": bool(choice.parameters.keys() - {"name"}),
        "query": _query(choice),
        "crumbs": _crumbs()[:1],
    }
    if choice.words and not keeps_pace(request, "search"):
        return render(request, "organizations/directory.html", context | {"is_too_fast": True}, status=429)
    context["found"] = directory.list_directory(choice, numbers, cursor=cursor)
    return render(request, "organizations/directory.html", context)


@kept_for_visitors
def on_map(request: HttpRequest) -> HttpResponse:
    """Where they are, country by country: on a map, and in a table."""
    choice = Choice.read(
        {name: value for name, value in request.GET.dict().items() if name not in {"name", "topic", "order"}}
    )
    numbers = directory.count_directory(choice)
    counted = sorted(numbers.by_country.items(), key=lambda item: (-item[1], item[0]))
    addresses = _addresses(choice, numbers.by_country)
    context = {
        "choice": choice,
        "selects": _selects(choice, numbers.countries, without=("order",)),
        "numbers": numbers,
        "lights": lights(numbers.by_country, leads=addresses.__getitem__),
        "country_count": len(counted),
        "rows": [(country_name(code), n, addresses[code]) for code, n in counted],
        "is_narrowed": bool(choice.parameters),
        "query": _query(choice),
        "crumbs": _crumbs(),
    }
    return render(request, "organizations/directory_map.html", context)


@kept_for_visitors
def channels(request: HttpRequest) -> HttpResponse:
    """How many are on no channel, and on which the others are: everywhere, and by region."""
    every, regions, who = directory.list_silence()
    context = {
        "every": every,
        "regions": [(code, label, regions[code]) for code, label in Continent.choices if code in regions],
        "who": [(code, label, who[code]) for code, label in WhoRegion.choices if code in who],
        "platforms": [(code, label, every.on[code]) for code, label in Platform.choices if every.on.get(code)],
        "crumbs": _crumbs(),
    }
    return render(request, "organizations/directory_channels.html", context)


def _selects(choice: Choice, countries: Iterable[str], *, without: tuple[str, ...] = ()) -> list[Select]:
    """Return what there is to choose from; only countries that the directory knows something of."""
    places = sorted(((code, country_name(code)) for code in countries), key=lambda item: item[1])
    channels = {**dict(Platform.choices), Presence.NONE.value: str(Presence.NONE.label)}
    found = [
        _select("country", _("Country"), dict(places), choice, _("Any country")),
        _select("region", _("Region"), dict(Continent.choices), choice, _("Any region")),
        _select("who", _("WHO region"), dict(WhoRegion.choices), choice, _("Any WHO region")),
        _select("kind", _("Kind"), dict(OrganizationKind.choices), choice, _("Any kind")),
        _select("channel", _("Channel"), channels, choice, _("Any channel or none")),
        _select("membership", _("Network"), MEMBERSHIPS, choice, _("In the network or not")),
        _select("state", _("State"), STATES, choice),
        _select("order", _("In which order"), ORDERS, choice),
    ]
    return [each for each in found if each.name not in without]


def _select(name: str, label: str, offered: Mapping[str, Any], choice: Choice, nothing: str = "") -> Select:
    every = {"": nothing, **offered} if nothing else offered
    chosen = getattr(choice, name)
    return Select(name, label, [(value, str(words), value == chosen) for value, words in every.items()])


def _query(choice: Choice, **other: str) -> str:
    return urlencode(choice.parameters | other)


def _addresses(choice: Choice, countries: Iterable[str]) -> dict[str, str]:
    """Return for each country where the organisations of a choice that are in it are listed."""
    rest = urlencode({name: value for name, value in choice.parameters.items() if name != "country"})
    start = f"{reverse('organizations:directory')}?{rest}{'&' if rest else ''}country="
    return {code: start + code for code in countries}


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Network"), reverse("front:network")), (_("Directory"), reverse("organizations:directory"))]
