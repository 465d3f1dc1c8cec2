"""What the host set for its network. Rules, levels and dues are read by everybody."""

from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import number_format

from hearth.core.translated import Words, in_language
from hearth.organizations import first_rules
from hearth.organizations.models import DuesRate, Level, NetworkRules, NetworkTerms, OrganizationSize


class Rate(NamedTuple):
    """What a level costs in a year, as a page says it; an `amount` in words, empty where it is free."""

    level: str
    size: str
    amount: str


def current_rules() -> NetworkRules:
    """Return the rules of now: the newest version, else those that every network begins with. One query."""
    return NetworkRules.objects.first() or NetworkRules(version=first_rules.VERSION, texts=first_rules.TEXTS)


def list_rules() -> list[NetworkRules]:
    """Return every version there was, the newest first; the first one too, which no host wrote. One query."""
    found = list(NetworkRules.objects.all())
    first = NetworkRules(version=first_rules.VERSION, texts=first_rules.TEXTS, since=timezone.localdate())
    return found if any(each.version == first_rules.VERSION for each in found) else [*found, first]


def rules_said(rules: NetworkRules, *, language: str) -> tuple[list[str], str]:
    """Return the rules line by line as a reader of `language` understands them best, and the language they are in."""
    said: Words = in_language(rules.texts, language)
    return [line.strip() for line in said.text.splitlines() if line.strip()], said.lang


def network_terms() -> NetworkTerms:
    """Return how this network decides and counts. One query."""
    return NetworkTerms.objects.first() or NetworkTerms()


def list_rates() -> list[Rate]:
    """Return what the levels cost, as the host set it, in the order of levels and sizes. One query."""
    levels, sizes = Level.values, ["", *OrganizationSize.values]
    found = sorted(DuesRate.objects.all(), key=lambda each: (levels.index(each.level), sizes.index(each.size)))
    return [
        Rate(each.get_level_display(), each.get_size_display(), money(each.amount, each.currency)) for each in found
    ]


def money(amount: int, currency: str) -> str:
    """Return an amount of minor units as readers write numbers, empty for nothing; not all currencies have cents."""
    if not amount:
        return ""
    places = 0 if currency in WHOLE else 3 if currency in THOUSANDTHS else 2
    return f"{number_format(Decimal(amount).scaleb(-places), places, force_grouping=True)} {currency}"


WHOLE = frozenset(
    ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"]
)
"""Currencies that have no minor unit (ISO 4217)."""
THOUSANDTHS = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])
"""Currencies whose minor unit is a thousandth (ISO 4217)."""
