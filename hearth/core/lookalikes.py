"""Names that people would take for one another, though a machine would not (after Unicode TR 39)."""

import re
import unicodedata
from functools import cache
from typing import Final

from hearth.core.folding import fold

# Letters of other alphabets, and digits, that are drawn like a Latin letter in one of their two cases.
_DRAWN_LIKE: Final = {
    "0": "o",
    "1": "l",
    "i": "l",  # a capital I is a small l
    **dict(zip("авекмнорстухіјѕԁһԛԝҽ", "abekmhopctyxljsdhqwe", strict=True)),
    **dict(zip("αβεζηικμνορτυχγϲ", "abezhlkmvoptyxyc", strict=True)),
    **dict(zip("օոսհցյԼք", "onuhgjlp", strict=True)),
    **dict(zip("ᎪᎬᎳᎢᎻᎷᏟᏦᏞᏃᏚᏙᏢᎡᎠᏴᏀᎥ", "aewthmcklzsvprdbgl", strict=True)),
}
_DRAWN_TOGETHER: Final = (("rn", "m"), ("vv", "w"))
_STROKED: Final = re.compile(
    r"LATIN (?:SMALL |CAPITAL )?LETTER (?:SMALL CAPITAL |DOTLESS |SCRIPT )?([A-Z])(?: WITH .+)?"
)
_ALSO: Final = {"LATIN SMALL LETTER ALPHA": "a", "LATIN SMALL LETTER IOTA": "i", "LATIN SMALL LETTER UPSILON": "u"}
_EVERYDAY: Final = (
    "LATIN GREEK CYRILLIC ARMENIAN GEORGIAN HEBREW ARABIC THAANA ETHIOPIC DEVANAGARI BENGALI GURMUKHI GUJARATI ORIYA "
    "TAMIL TELUGU KANNADA MALAYALAM SINHALA THAI LAO TIBETAN MYANMAR KHMER HANGUL HIRAGANA KATAKANA BOPOMOFO CJK"
)
RECOMMENDED: Final = frozenset(_EVERYDAY.split())
"""The writing systems in everyday use (Unicode UAX 31, table 5), as `scripts_of` calls them."""

_JOINERS: Final = str.maketrans("", "", "\u200c\u200d")


def skeleton(name: str) -> str:
    """Return a key that two names share when people would read them as one name; it is for comparing only.

    Case, accents, width and punctuation make no difference (see `fold`), nor do letters of Greek, Cyrillic, Armenian
    or Cherokee that look like Latin ones, strokes and hooks, and what is drawn alike: I, l and 1, O and 0, rn and m.
    """
    bare = "".join(map(_plain, fold(name.translate(_JOINERS))))
    for drawn, like in _DRAWN_TOGETHER:
        bare = bare.replace(drawn, like)
    return bare


@cache
def _plain(letter: str) -> str:
    if letter.isascii():
        return _DRAWN_LIKE.get(letter, letter)
    called = unicodedata.name(letter, "")
    stroked = _STROKED.fullmatch(called)
    base = stroked[1].lower() if stroked else _ALSO.get(called, letter)
    return _DRAWN_LIKE.get(base, base)


def scripts_of(word: str) -> set[str]:
    """Return the writing systems of the letters and digits of `word`, by the first word of their Unicode names.

    The digits 0 to 9 belong to every system.
    """
    marked = [letter for letter in word if unicodedata.category(letter)[0] in "LN" and not letter.isdecimal()]
    marked += [letter for letter in word if letter.isdecimal() and not letter.isascii()]
    return {_script(letter) for letter in marked}


def _script(letter: str) -> str:
    first = re.split(r"[ -]", unicodedata.name(letter, "UNNAMED"))[0]
    return {"EXTENDED": "ARABIC", "IDEOGRAPHIC": "CJK"}.get(first, first)
