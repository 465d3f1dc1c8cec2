"""Addresses of the many things on one page: Django works out the pattern of each once, not each address."""

from functools import cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

from hearth.core.ids import ALPHABET, LENGTH

STAND_IN = ALPHABET[0] * LENGTH


def path_to(name: str, *words: str) -> str:
    """Return what `reverse` says of the page called `name`, whose last word is a public id; `words` are few but for it.

    Raises NoReverseMatch.
    """
    before, after = _around(get_urlconf() or settings.ROOT_URLCONF, get_script_prefix(), name, words[:-1])
    return f"{before}{words[-1]}{after}"


@cache
def _around(urlconf: str, prefix: str, name: str, words: tuple[str, ...]) -> tuple[str, str]:
    before, _id, after = reverse(name, urlconf=urlconf, args=[*words, STAND_IN]).rpartition(STAND_IN)
    return before, after
