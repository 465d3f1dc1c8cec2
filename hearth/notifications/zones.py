"""The time zones people choose from: a city for each clock that many live by, and any other zone by its name.

The names are those of the IANA database (RFC 6557).
"""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CITIES: Final[dict[str | Promise, dict[str, str | Promise]]] = {
    _("Africa"): {
        "Africa/Cairo": _("Cairo"),
        "Africa/Casablanca": _("Casablanca"),
        "Africa/Johannesburg": _("Johannesburg"),
        "Africa/Lagos": _("Lagos"),
        "Africa/Nairobi": _("Nairobi"),
    },
    _("America"): {
        "America/Anchorage": _("Anchorage"),
        "America/Argentina/Buenos_Aires": _("Buenos Aires"),
        "America/Asuncion": _("Asunción"),
        "America/Bogota": _("Bogotá"),
        "America/Caracas": _("Caracas"),
        "America/Chicago": _("Chicago"),
        "America/Denver": _("Denver"),
        "America/Guatemala": _("Guatemala City"),
        "America/Halifax": _("Halifax"),
        "America/La_Paz": _("La Paz"),
        "America/Lima": _("Lima"),
        "America/Los_Angeles": _("Los Angeles"),
        "America/Mexico_City": _("Mexico City"),
        "America/Montevideo": _("Montevideo"),
        "America/New_York": _("New York"),
        "America/Phoenix": _("Phoenix"),
        "America/Santiago": _("Santiago"),
        "America/Sao_Paulo": _("São Paulo"),
        "America/St_Johns": _("St John’s"),
        "Pacific/Honolulu": _("Honolulu"),
    },
    _("Asia"): {
        "Asia/Baghdad": _("Baghdad"),
        "Asia/Bangkok": _("Bangkok"),
        "Asia/Beirut": _("Beirut"),
        "Asia/Dhaka": _("Dhaka"),
        "Asia/Dubai": _("Dubai"),
        "Asia/Hong_Kong": _("Hong Kong"),
        "Asia/Jakarta": _("Jakarta"),
        "Asia/Jerusalem": _("Jerusalem"),
        "Asia/Karachi": _("Karachi"),
        "Asia/Kolkata": _("Kolkata"),
        "Asia/Manila": _("Manila"),
        "Asia/Riyadh": _("Riyadh"),
        "Asia/Seoul": _("Seoul"),
        "Asia/Shanghai": _("Shanghai"),
        "Asia/Singapore": _("Singapore"),
        "Asia/Tehran": _("Tehran"),
        "Asia/Tokyo": _("Tokyo"),
    },
    _("Europe"): {
        "Atlantic/Canary": _("Canary Islands"),
        "Atlantic/Reykjavik": _("Reykjavik"),
        "Europe/Amsterdam": _("Amsterdam"),
        "Europe/Athens": _("Athens"),
        "Europe/Berlin": _("Berlin"),
        "Europe/Dublin": _("Dublin"),
        "Europe/Helsinki": _("Helsinki"),
        "Europe/Istanbul": _("Istanbul"),
        "Europe/Kyiv": _("Kyiv"),
        "Europe/Lisbon": _("Lisbon"),
        "Europe/London": _("London"),
        "Europe/Madrid": _("Madrid"),
        "Europe/Moscow": _("Moscow"),
        "Europe/Paris": _("Paris"),
        "Europe/Rome": _("Rome"),
        "Europe/Stockholm": _("Stockholm"),
    },
    _("Australia and the Pacific"): {
        "Australia/Adelaide": _("Adelaide"),
        "Pacific/Auckland": _("Auckland"),
        "Australia/Brisbane": _("Brisbane"),
        "Australia/Perth": _("Perth"),
        "Australia/Sydney": _("Sydney"),
    },
}


def zones_by_region(*, now: datetime, also: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the zones to choose from by region, each with the time it is there `now`, from east to west within each.

    `also` is a zone that is among them whatever it is called.
    """
    zones: dict[str, dict[str, str | Promise]] = {str(region): cities for region, cities in CITIES.items()}
    if not any(also in cities for cities in zones.values()):
        zones |= {str(_("Elsewhere")): {also: also.rpartition("/")[2].replace("_", " ")}}
    return [(region, _labelled(cities, now)) for region, cities in zones.items()]


def _labelled(cities: dict[str, str | Promise], now: datetime) -> list[tuple[str, str]]:
    there = {name: now.astimezone(ZoneInfo(name)) for name in cities}
    offsets = {name: at.utcoffset() or timedelta() for name, at in there.items()}
    eastward = sorted(cities.items(), key=lambda city: (-offsets[city[0]], str(city[1])))
    return [(name, f"{city}, {there[name]:%H:%M}") for name, city in eastward]
