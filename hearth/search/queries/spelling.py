"""What somebody may have meant by a word that stands nowhere: one letter more, less, other, or two changed over."""

from collections.abc import Callable
from typing import Final

from hearth.search.models import DocumentQuerySet, Word
from hearth.search.queries.candidates import any_holds, counts_of
from hearth.search.queries.understanding import Meant
from hearth.search.stems import key_of
from hearth.search.wanted import Clause

SHORTEST: Final = 4  # letters of a word that is mended: a shorter one is near to too much
LATIN: Final = "abcdefghijklmnopqrstuvwxyz0123456789"
ARABIC: Final = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
MOST: Final = 4  # words that are mended
TRIED: Final = 24  # spellings that are counted
LIKELIEST: Final = 3  # that are looked for among what the reader may see


def corrections(meant: Meant, among: Callable[[], DocumentQuerySet], *, language: str) -> dict[str, Word]:
    """Return what the words of `meant` that stand nowhere may have been meant as: only what stands in one of `among`.

    So nobody learns by a slip which words stand in what they may not read. A few queries for each word.
    """
    slips = [word for word in meant.unknown if len(key_of(word)) >= SHORTEST][:MOST]
    near = {word: _nearest(key_of(word), among, language) for word in slips}
    return {word: found for word, found in near.items() if found is not None}


def clause_of(word: Word) -> Clause:
    """Return what looks for `word`."""
    return frozenset({(word.stem,)})


def _nearest(key: str, among: Callable[[], DocumentQuerySet], language: str) -> Word | None:
    """Return the spelling one slip away that stands in most documents, of the reader's language where there is one."""
    found = list(Word.objects.filter(key__in=_one_slip_from(key)).order_by("pk")[:TRIED])
    counts = dict(zip(found, counts_of(map(clause_of, found)), strict=True))

    def likelihood(word: Word) -> tuple[bool, int, bool, int]:
        return word.key[0] == key[0], counts[word], word.language == language, -word.pk

    likeliest = sorted((word for word in found if counts[word]), key=likelihood, reverse=True)[:LIKELIEST]
    return next((word for word in likeliest if any_holds(among(), clause_of(word))), None)


def _one_slip_from(key: str) -> set[str]:
    letters = ARABIC if any("\u0600" <= letter <= "\u06ff" for letter in key) else LATIN
    parts = [(key[:at], key[at:]) for at in range(len(key) + 1)]
    less = {left + right[1:] for left, right in parts if right}
    over = {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    other = {left + letter + right[1:] for left, right in parts if right for letter in letters}
    more = {left + letter + right for left, right in parts for letter in letters}
    return less | over | other | more
