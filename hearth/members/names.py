"""Names people show: what is allowed, and a suggestion for whoever wants none that anyone knows."""

import re
import secrets
import unicodedata
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hearth.core.refusals import Refusal

MAX_LENGTH: Final = 40
_MARKS: Final = ".,'’-·_"
_IGNORABLE: Final = [  # drawn as nothing, though Unicode counts them as letters or marks
    ("\u034f", "\u034f"),
    ("\u115f", "\u1160"),
    ("\u17b4", "\u17b5"),
    ("\u180b", "\u180f"),
    ("\u2800", "\u2800"),
    ("\u3164", "\u3164"),
    ("\ufe00", "\ufe0f"),
    ("\uffa0", "\uffa0"),
    ("\U000e0100", "\U000e01ef"),
]
_LOOK_ALIKES: Final = {"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE"}
_RESERVED: Final = frozenset(
    "admin administrator administrators moderator moderators staff official support hearth "  # noqa: SIM905
    "administrador administradora administración moderador moderadora moderación oficial soporte "
    "مشرف مشرفة الإدارة إدارة مدير".split()
)

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

    Raises Refusal when it is empty, too long, or could be read as something or somebody else: invisible characters,
    signs that look like badges, letters of several alphabets, the words of the house (after Unicode TR 39).
    """
    name = " ".join(unicodedata.normalize("NFKC", name).split())
    for is_wrong, message in _FAULTS:
        if is_wrong(name):
            raise Refusal(str(message) % {"name": suggest(1)[0], "count": MAX_LENGTH})
    return name


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "C" or any(first <= letter <= last for first, last in _IGNORABLE)


def _is_sign(letter: str) -> bool:
    return unicodedata.category(letter)[0] not in "LMNZ" and letter not in _MARKS


def _mixes_alphabets(name: str) -> bool:
    return len({unicodedata.name(letter, "").partition(" ")[0] for letter in name} & _LOOK_ALIKES) > 1


def _sounds_official(name: str) -> bool:
    words = set(re.findall(r"\w+", name.casefold()))
    return bool(_RESERVED & words) or settings.CONFIG.site_name.casefold() in name.casefold()


_FAULTS: Final[list[tuple[Callable[[str], bool], str | Promise]]] = [
    (
        lambda name: any(map(_is_invisible, name)),
        _("Use letters, numbers and spaces only: this name holds a character that cannot be seen."),
    ),
    (
        lambda name: any(map(_is_sign, name)),
        _("Use letters, numbers and spaces only: signs and pictures cannot be part of a name."),
    ),
    (lambda name: not re.search(r"\w", name), _("Write a name with at least one letter, like Marisol or Quiet Heron.")),
    (_mixes_alphabets, _("Write the name in one alphabet: some letters of another look the same.")),
    (
        _sounds_official,
        _("This name sounds like the people who run this place. Choose another, like %(name)s."),
    ),
    (
        lambda name: len(name) > MAX_LENGTH,
        _("Use at most %(count)d letters: longer names do not fit beside a post."),
    ),
]
