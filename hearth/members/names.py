"""Names people show: what is allowed, and a suggestion for whoever wants none that anyone knows.

No sign, emoji included, may stand in a name: one is read as a badge ("checked", "clinician"), is spelled out by screen
readers in the middle of every post, and looks different on each telephone.
"""

import re
import secrets
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from typing import Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from hearth.core.lookalikes import RECOMMENDED, scripts_of, skeleton
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
_BESIDE_LETTERS: Final = {"MODIFIER"}  # letters like the Hawaiian okina, in every alphabet
_NUMBERS: Final = re.compile(r"(?<![^\W_])\d+|\d+(?![^\W_])")  # at the ends of words
_RESERVED_WORDS: Final = (
    "admin admins administrator administrators administration moderator moderators moderation mod mods staff "
    "official officials support helpdesk system webmaster root hearth verified "
    "noreply postmaster hostmaster localhost "
    "administrador administradora administradores administración moderador moderadora moderadores moderación "
    "oficial oficiales soporte verificado verificada webmáster "
    "مشرف مشرفة المشرف المشرفة مشرفون المشرفون الإشراف إدارة الإدارة مدير المدير مديرة المديرة الرسمي الرسمية "
    "الدعم موظف موظفة طاقم موثق موثقة"
)
_RESERVED: Final = frozenset(map(skeleton, _RESERVED_WORDS.split()))
_COMPANION_WORDS: Final = "the team crew site help desk service equipo ayuda sitio servicio فريق مساعدة خدمة"
_COMPANIONS: Final = frozenset(map(skeleton, _COMPANION_WORDS.split()))  # a title once joined to a reserved word
_FORMER: Final = (_("A former member"), _("former member"))  # what stands above the words of those who have left

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


def draw() -> list[str]:
    """Return every invented name in the language of the page, in an order drawn by lot; not all are `is_usable`."""
    language = (get_language() or "en").split("-")[0]
    first = _FIRST.get(language, _FIRST["en"]).split()
    second = _SECOND.get(language, _SECOND["en"]).split()
    drawn = [f"{one} {two}" for one in first for two in second]
    secrets.SystemRandom().shuffle(drawn)
    return drawn


def is_usable(name: str) -> bool:
    """Say whether `clean` takes `name` as it is, in its normal form: an invented one may hold the house’s name."""
    return not any(is_wrong(name) for is_wrong, _message in _FAULTS)


def suggest(count: int = 3) -> list[str]:
    """Return `count` different invented names that `clean` takes, as far as there are, in the language of the page."""
    return list(islice(filter(is_usable, draw()), count))


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
    return bare if is_usable(bare) else suggest(1)[0]


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
    words = (scripts_of(word) - _BESIDE_LETTERS for word in re.split(r"[\s\-·_.,]+", name))
    return any(len(found) > 1 and not any(found <= together for together in _WRITTEN_TOGETHER) for found in words)


def _is_in_rare_alphabet(name: str) -> bool:
    return not scripts_of(name) <= RECOMMENDED | _BESIDE_LETTERS


def _sounds_official(name: str) -> bool:
    houses = frozenset(filter(None, map(skeleton, (settings.CONFIG.site_name, *reserved_names()))))
    return any(_is_official(skeleton(read), houses) for read in _readings(name))


def _readings(name: str) -> Iterator[str]:
    """Yield `name` as people read it: as it stands and its words taken apart, each without numbers at its ends too."""
    for read in (name, _take_apart(name)):
        yield read
        yield _NUMBERS.sub("", read)


def _take_apart(name: str) -> str:
    """Return `name` with a space before every word that a capital begins, as in ModTeam and ADMINRosa."""
    letters = zip(f" {name}", name, f"{name} "[1:], strict=False)
    return "".join(f" {each}" if _begins(before, each, after) else each for before, each, after in letters)


def _begins(before: str, letter: str, after: str) -> bool:
    return letter.isupper() and (before.islower() or (before.isupper() and after.islower()))


def _is_official(key: str, houses: frozenset[str]) -> bool:
    words, joined = f" {key} ", key.replace(" ", "")
    if any(f" {word} " in words for word in _RESERVED | houses | _former_members()):
        return True
    if any(len(word) >= _LONG and word in joined for word in _RESERVED):
        return True
    titles = "|".join(re.escape(word.replace(" ", "")) for word in _RESERVED | houses)
    others = "|".join(map(re.escape, _COMPANIONS))
    return re.fullmatch(f"(?:{others})*(?:{titles})(?:{titles}|{others})*", joined) is not None


@cache
def _former_members() -> frozenset[str]:
    """Return what the pages call those who have left, in every language: nobody else is called so."""
    found = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            found |= {skeleton(str(words)) for words in _FORMER}
    return frozenset(found)


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
        _is_in_rare_alphabet,
        _(
            "We cannot take names in this alphabet: its letters are easily taken for others. "
            "Write your name in another one, like %(name)s."
        ),
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
