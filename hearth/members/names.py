"""Names people show: what is allowed, and a suggestion for whoever wants none that anyone knows."""

import re
import secrets
import unicodedata
from typing import Final

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hearth.core.refusals import Refusal

MAX_LENGTH: Final = 40
_DIRECTION_MARKS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

_FIRST = {
    "en": "Quiet Gentle Patient Steady Early Warm Silver Northern Morning Evening River Garden",
    "es": "Garza Brisa Ribera Aurora Lluvia Colina Golondrina Río Faro Sauce Cedro Zorzal Sendero Jardín",
    "ar": "غيمة نجمة سنبلة نخلة موجة نسمة واحة سنديانة شمعة بحيرة زيتونة نافذة",
}
_SECOND = {
    "en": "Heron Willow Harbour Lantern Maple Robin Pebble Thistle Orchard Swallow Cedar Meadow",
    "es": "Amable Suave Apacible Celeste Silvestre Cordial Afable Alegre Austral Constante",
    "ar": "هادئة دافئة صبورة بيضاء لطيفة مشرقة طيبة فضية صافية",
}


def suggest(count: int = 3) -> list[str]:
    """Return `count` different invented names in the language of the page."""
    language = (get_language() or "en").split("-")[0]
    first = _FIRST.get(language, _FIRST["en"]).split()
    second = _SECOND.get(language, _SECOND["en"]).split()
    found: set[str] = set()
    while len(found) < count:
        found.add(f"{secrets.choice(first)} {secrets.choice(second)}")
    return sorted(found)


def clean(name: str) -> str:
    """Return `name` in its normal form.

    Raises Refusal when it is empty, too long, or holds marks that could make it read as something else.
    """
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if any(mark in name for mark in _DIRECTION_MARKS) or any(unicodedata.category(letter)[0] == "C" for letter in name):
        raise Refusal(_("Use letters, numbers and spaces only: this name holds a character that cannot be seen."))
    if not re.search(r"\w", name):
        raise Refusal(_("Write a name with at least one letter, like Marisol or Quiet Heron."))
    if len(name) > MAX_LENGTH:
        raise Refusal(
            ngettext(
                "Use at most %(count)d letter: longer names do not fit beside a post.",
                "Use at most %(count)d letters: longer names do not fit beside a post.",
                MAX_LENGTH,
            )
            % {"count": MAX_LENGTH}
        )
    return name
