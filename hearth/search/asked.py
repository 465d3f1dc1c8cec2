"""The query language: words, "phrases", -without. Everything else is a word, and nothing is an error."""

import re
from dataclasses import dataclass
from typing import Final

from hearth.search.stems import words_of

LONGEST: Final = 1_000  # characters that are read; a question somebody pastes says it all by then
MOST_WORDS: Final = 120
_PART: Final = re.compile(
    r'(?P<minus>(?<!\S)[-−–])?(?:["“”„«»](?P<phrase>[^"“”„«»]*)(?:["“”„«»]|$)|(?P<words>[^\s"“”„«»]+))'
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed: words one by one, phrases as their words, and what must not stand there."""

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)


def read(text: str) -> Asked:
    """Return what `text` asks for; of a very long one the beginning."""
    words: list[str] = []
    phrases: list[tuple[str, ...]] = []
    without: list[tuple[str, ...]] = []
    left = MOST_WORDS
    for part in _PART.finditer(text[:LONGEST]):
        said = tuple(words_of(part["phrase"] if part["phrase"] is not None else part["words"] or ""))[:left]
        left -= len(said)
        if not said:
            continue
        if part["minus"]:
            without.append(said)
        elif part["phrase"] is not None and len(said) > 1:
            phrases.append(said)
        else:
            words += said
    return Asked(tuple(dict.fromkeys(words)), tuple(phrases), tuple(without))
