"""Countries by ISO 3166-1: which part of the world each is in, and which region of the World Health Organization.

Facts from the country-codes dataset (PDDL) and the map file of the WHO (2020), with Indonesia in the Western
Pacific since the World Health Assembly of 2025. Territories follow the map of the WHO; eleven
areas belong to no region there.
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from hearth.core.continents import Continent


class WhoRegion(models.TextChoices):
    """The six regions of the World Health Organization."""

    AFRO = "afro", _("WHO African Region")
    AMRO = "amro", _("WHO Region of the Americas")
    EMRO = "emro", _("WHO Eastern Mediterranean Region")
    EURO = "euro", _("WHO European Region")
    SEARO = "searo", _("WHO South-East Asia Region")
    WPRO = "wpro", _("WHO Western Pacific Region")


class Country(NamedTuple):
    """A country or territory: its codes of two and three letters, and where it is; None for what belongs nowhere."""

    code: str
    alpha3: str
    continent: Continent | None
    who_region: WhoRegion | None


@cache
def all_countries() -> dict[str, Country]:
    """Return every country by its code of two letters, in the order of these."""
    with (Path(__file__).parent / "countries.csv").open(newline="", encoding="utf-8") as file:
        return {
            code: Country(code, alpha3, Continent(continent) if continent else None, WhoRegion(who) if who else None)
            for code, alpha3, continent, who in csv.reader(file)
        }


def continent_of(code: str) -> Continent | None:
    """Return the part of the world a country is in; None for Antarctica and for what is no country."""
    country = all_countries().get(code)
    return country.continent if country else None


def who_region_of(code: str) -> WhoRegion | None:
    """Return the WHO region of a country, or None."""
    country = all_countries().get(code)
    return country.who_region if country else None


@cache
def countries_of(region: WhoRegion) -> tuple[str, ...]:
    """Return the codes of a WHO region's countries."""
    return tuple(each.code for each in all_countries().values() if each.who_region == region)
