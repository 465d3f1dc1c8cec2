"""Names people show: what is allowed, and a suggestion for whoever wants none that anyone knows.

No sign, emoji included, may stand in a name: one is read as a badge ("checked", "clinician"), is spelled out by screen
readers in the middle of every post, and looks different on each telephone.
"""

import re
import secrets
import unicodedata
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hearth.core.lookalikes import scripts_of, skeleton
from hearth.core.refusals import Refusal
from hearth.members.reserved import reserved_names

MAX_LENGTH: Final = 40
_LOOKED_AT: Final = 10 * MAX_LENGTH  # letters of a name: whatever is longer is refused without being read to its end
_MARKS: Final = ".,'’-·_ʻʼ"
_MARKS_ON_ONE_LETTER: Final = 3
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
# Persian and several scripts of India need these two inside a word (RFC 5892, appendix A.1 and A.2).
_NEEDED_JOINER: Final = re.compile(
    "(?<=[\u0620-\u06ff])\u200c(?=[\u0620-\u06ff])"
    "|(?<=[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca])[\u200c\u200d](?=\\w)"
)
_PICTURE_SCRIPTS: Final = {"EGYPTIAN", "ANATOLIAN", "CUNEIFORM", "LINEAR"}  # ankhs and the like
_WRITTEN_TOGETHER: Final = [{"HIRAGANA", "KATAKANA", "CJK", "BOPOMOFO", "LATIN"}, {"HANGUL", "CJK", "LATIN"}]
_LONG: Final = 9  # a reserved word of so many letters counts inside a longer one too: ModeratorTeam
_RESERVED_WORDS: Final = (
    "admin admins administrator administrators administration moderator moderators moderation mod mods staff "
    "official officials support helpdesk system webmaster root hearth verified "
    "administrador administradora administradores administración moderador moderadora moderadores moderación "
    "oficial oficiales soporte verificado verificada webmáster "
    "مشرف مشرفة المشرف المشرفة مشرفون المشرفون الإشراف إدارة الإدارة مدير المدير مديرة المديرة الرسمي الرسمية "
    "الدعم موظف موظفة طاقم موثق موثقة"
)
_RESERVED: Final = frozenset(map(skeleton, _RESERVED_WORDS.split()))

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
    """Return `count` different invented names, as far as there are, in the language of the page."""
    language = (get_language() or "en").split("-")[0]
    first = _FIRST.get(language, _FIRST["en"]).split()
    second = _SECOND.get(language, _SECOND["en"]).split()
    found: set[str] = set()
    while len(found) < min(count, len(first) * len(second)):
        found.add(f"{secrets.choice(first)} {secrets.choice(second)}")
    return sorted(found)


def clean(name: str) -> str:
    """Return `name` in its normal form.

    Raises Refusal, with a name that would do, when it is empty, too long, or could be read as something or somebody
    else: invisible characters, signs that look like badges, a word in letters of two alphabets, the words of the house
    and the names of those who run it, however they are drawn (after Unicode TR 39).
    """
    begun = " ".join(name.split())[:_LOOKED_AT]
    name = " ".join(unicodedata.normalize("NFKC", begun).split())
    for is_wrong, message in _FAULTS:
        if is_wrong(name):
            raise Refusal(str(message) % {"name": _instead_of(name), "count": MAX_LENGTH})
    return name


def _instead_of(name: str) -> str:
    """Return what is left of `name` without what nobody may use, or an invented name when that will not do."""
    kept = "".join(letter for letter in name if not _is_invisible(letter) and not _is_sign(letter))
    bare = " ".join(kept.split())
    return suggest(1)[0] if any(is_wrong(bare) for is_wrong, _message in _FAULTS) else bare


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "C" or any(first <= letter <= last for first, last in _IGNORABLE)


def _is_sign(letter: str) -> bool:
    if letter in _MARKS or letter == " " or _is_invisible(letter):
        return False
    category = unicodedata.category(letter)
    is_modifier = "\u02b0" <= letter <= "\u02ff"
    return category[0] not in "LMN" or category == "Me" or is_modifier or bool(scripts_of(letter) & _PICTURE_SCRIPTS)


def _hides_something(name: str) -> bool:
    return any(map(_is_invisible, _NEEDED_JOINER.sub("", name)))


def _holds_signs(name: str) -> bool:
    kinds = "".join(unicodedata.category(letter)[0] for letter in name)
    heaped = "M" * (_MARKS_ON_ONE_LETTER + 1)
    return any(map(_is_sign, name)) or heaped in kinds or kinds.startswith("M") or "ZM" in kinds


def _holds_no_letter(name: str) -> bool:
    return not any(unicodedata.category(letter)[0] in "LN" for letter in name) or not skeleton(name)


def _mixes_alphabets(name: str) -> bool:
    words = (scripts_of(word) - {"MODIFIER"} for word in re.split(r"[\s\-·_.,]+", name))
    return any(len(found) > 1 and not any(found <= together for together in _WRITTEN_TOGETHER) for found in words)


def _sounds_official(name: str) -> bool:
    key = skeleton(name)
    words, joined = f" {key} ", key.replace(" ", "")
    if any(f" {word} " in words or joined == word or (len(word) >= _LONG and word in joined) for word in _RESERVED):
        return True
    houses = filter(None, map(skeleton, (settings.CONFIG.site_name, *reserved_names())))
    return any(f" {house} " in words or house.replace(" ", "") == joined for house in houses)


_FAULTS: Final[list[tuple[Callable[[str], bool], str | Promise]]] = [
    (
        _holds_signs,
        _("Signs and pictures cannot be part of a name. Use letters, numbers and spaces only, like %(name)s."),
    ),
    (
        _hides_something,
        _("This name holds a character that cannot be seen. Use letters, numbers and spaces only, like %(name)s."),
    ),
    (_holds_no_letter, _("Write a name with at least one letter, like %(name)s.")),
    (
        _mixes_alphabets,
        _("Write each word in one alphabet, like %(name)s: some letters of another look the same."),
    ),
    (
        _sounds_official,
        _("This name sounds like the people who run this place. Choose another, like %(name)s."),
    ),
    (
        lambda name: len(name) > MAX_LENGTH,
        _("Use at most %(count)d letters, like %(name)s: longer names do not fit beside a post."),
    ),
]
