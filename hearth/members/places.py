"""Where somebody is, as exactly as they like to say: a country, or only a part of the world."""

from collections.abc import Iterator
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from hearth.core.translated import country_name

PARTS_OF_THE_WORLD: Final[dict[str, str | Promise]] = {
    "africa": _("Africa"),
    "asia": _("Asia"),
    "europe": _("Europe"),
    "north-america": _("North America"),
    "south-america": _("South America"),
    "oceania": _("Australia and Oceania"),
}


def place_name(code: str) -> str:
    """Return what the reader calls the country or part of the world with `code`; empty when there is none."""
    return str(PARTS_OF_THE_WORLD[code]) if code in PARTS_OF_THE_WORLD else country_name(code)


def place_choices() -> Iterator[tuple[str, object]]:
    """Yield what may be chosen, in the reader's language: nothing, parts of the world, countries by name."""
    yield "", ""
    yield gettext("Only roughly"), list(PARTS_OF_THE_WORLD.items())
    yield gettext("Countries"), list(countries)
