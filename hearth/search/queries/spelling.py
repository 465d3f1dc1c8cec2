"""What somebody may have meant by a word that stands nowhere: one letter more, less, other, or two changed over."""

from typing import Final

from hearth.search.models import Word
from hearth.search.queries.sight import Sight, clause_of
from hearth.search.queries.understanding import Meant
from hearth.search.stems import key_of, stems_in

SHORTEST: Final = 4  # letters of a word that is mended: a shorter one is near to too much
LATIN: Final = "abcdefghijklmnopqrstuvwxyz0123456789"
ARABIC: Final = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
MOST: Final = 4  # words that are mended
TRIED: Final = 60  # spellings that are counted
LIKELIEST: Final = 8  # that are looked for in what the reader may read


def corrections(meant: Meant, sight: Sight, *, language: str) -> dict[str, Word]:
    """Return what the words of `meant` that stand nowhere may have been meant as: only what stands in `sight`.

    So nobody learns by a slip which words stand in what they may not read. A few queries for each word.
    """
    slips = [word for word in _unknown(meant, sight, language) if len(key_of(word)) >= SHORTEST][:MOST]
    near = {word: _nearest(key_of(word), sight, language) for word in slips}
    return {word: found for word, found in near.items() if found is not None}


def _unknown(meant: Meant, sight: Sight, language: str) -> list[str]:
    """Return the words that stand nowhere in `sight`, nor any form of them that a reader of `language` would know."""
    words = [word for word in meant.words if word]
    forms = [frozenset((stem,) for stem in stems_in(word, {language, "en"})) for word in words]
    strange = [word for word, is_held in zip(words, sight.holds(forms), strict=True) if not is_held]
    return [word for word in strange if not any(map(sight.says, meant.spelled[word]))]


def _nearest(key: str, sight: Sight, language: str) -> Word | None:
    """Return the spelling one slip away that stands in most documents, of the reader's language where there is one."""
    found = list(Word.objects.filter(key__in=_one_slip_from(key)).order_by("pk")[:TRIED])
    counts = dict(zip(found, sight.counts(map(clause_of, found)), strict=True))

    def likelihood(word: Word) -> tuple[bool, int, bool, int]:
        return word.key[0] == key[0], counts[word], word.language == language, -word.pk

    likeliest = sorted((word for word in found if counts[word]), key=likelihood, reverse=True)[:LIKELIEST]
    return next(filter(sight.says, likeliest), None)


def _one_slip_from(key: str) -> set[str]:
    letters = ARABIC if any("\u0600" <= letter <= "\u06ff" for letter in key) else LATIN
    parts = [(key[:at], key[at:]) for at in range(len(key) + 1)]
    less = {left + right[1:] for left, right in parts if right}
    over = {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    other = {left + letter + right[1:] for left, right in parts if right for letter in letters}
    more = {left + letter + right for left, right in parts for letter in letters}
    return less | over | other | more
