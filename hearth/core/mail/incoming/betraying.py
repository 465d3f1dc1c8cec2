"""Whether a text says who wrote it, for words that are to stand under a name that must not lead to the person."""

import re
from collections.abc import Iterable
from enum import Enum

from hearth.core.folding import fold

SHORTEST = 3  # letters of a name: initials say little
ENDING = 3  # words of a line that is a name by itself, however it is written
WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
# Two to six groups of digits, parted by one or two of the usual marks.
TELEPHONE = re.compile(
    r"(?<![\w.,/:-])(?:\+|00)?\(?\d{1,5}\)?(?:[ \xa0./()-]{1,2}\d{1,5}){1,6}(?!\w)|(?<![\w.,/-])\+?\d{8,15}(?!\w)"
)
NO_TELEPHONE = re.compile(
    r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./ ]\d{1,2}[-./ ]\d{2,4}"  # a date
    r"|\d{4}\s?[-–/]\s?\d{4}"  # from year to year
    r"|(?:\d{2,3}/\d{2,3}[ ,]*)+"  # blood pressures
    r"|\d{1,3}(?:[. ]\d{3})+"  # a large number
)
DIGITS = range(7, 16)  # E.164 has fifteen at most; a number without its area has seven


class Betrayal(Enum):
    """What a text gives away."""

    NAME = "name"
    ADDRESS = "address"
    TELEPHONE = "telephone"


def betrays(text: str, *, names: Iterable[str], address: str) -> list[Betrayal]:
    """Return what `text` gives away of a person called `names` who writes from the e-mail `address`.

    A part of a name counts where it is written as a name is, with a capital, or stands in a line of its own; in
    scripts without capitals anywhere. Any telephone number counts: nobody can tell whose it is.
    """
    found = []
    if _says_name(text, {part for name in names for part in _parts(name)}):
        found.append(Betrayal.NAME)
    if _says_address(text, address):
        found.append(Betrayal.ADDRESS)
    if any(_is_telephone(match.group()) for match in TELEPHONE.finditer(text)):
        found.append(Betrayal.TELEPHONE)
    return found


def _parts(name: str) -> list[str]:
    return [part for part in fold(name).split() if len(part) >= SHORTEST]


def _says_name(text: str, parts: set[str]) -> bool:
    said: set[str] = set()
    for line in text.split("\n") if parts else ():
        words = WORD.findall(line)
        said.update(words if len(words) <= ENDING else (word for word in words if not word[0].islower()))
    return any(not parts.isdisjoint(fold(word).split()) for word in said)


def _says_address(text: str, address: str) -> bool:
    said, local = text.casefold(), address.casefold().partition("@")[0]
    if address and address.casefold() in said:
        return True
    return len(local) > SHORTEST * 2 and re.search(rf"(?<!\w){re.escape(local)}(?!\w)", said) is not None


def _is_telephone(written: str) -> bool:
    return sum(letter.isdigit() for letter in written) in DIGITS and not NO_TELEPHONE.fullmatch(written.strip(" .,()-"))
