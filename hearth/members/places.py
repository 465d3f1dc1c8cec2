"""Where somebody is, as exactly as they like to say: a country, or only a part of the world."""

from collections.abc import Iterator

from django.utils.translation import gettext
from django_countries import countries

from hearth.core.continents import Continent
from hearth.core.translated import country_name


def place_name(code: str) -> str:
    """Return what the reader calls the country or part of the world with `code`; empty when there is none."""
    return str(Continent(code).label) if code in Continent.values else country_name(code)


def place_choices() -> Iterator[tuple[str, object]]:
    """Yield what may be chosen, in the reader's language: nothing, parts of the world, countries by name."""
    yield "", ""
    yield gettext("Only roughly"), Continent.choices
    yield gettext("Countries"), list(countries)
