"""What somebody may have meant by a word that stands nowhere: one letter more, less, other, or two changed over."""

from dataclasses import dataclass
from typing import Final

from hearth.search.models import Word
from hearth.search.queries.candidates import counts_of
from hearth.search.queries.understanding import Meant
from hearth.search.stems import key_of
from hearth.search.wanted import Clause

SHORTEST: Final = 4  # letters of a word that is mended: a shorter one is near to too much
LATIN: Final = "abcdefghijklmnopqrstuvwxyz0123456789"
ARABIC: Final = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
MOST: Final = 4  # words that are mended
TRIED: Final = 24  # spellings that are counted


@dataclass(frozen=True, slots=True)
class Mended:
    """What was asked for with its slips mended: the words in one line, and a clause for each of those asked for."""

    text: str
    clauses: tuple[Clause, ...]


def corrected(meant: Meant, *, language: str) -> Mended | None:
    """Return `meant` with the words that stand nowhere as they may have been meant; None where none can be.

    The caller shows it only where a search with it found something the viewer may see. Two queries for each word.
    """
    words, clauses, changed = list(meant.words), list(meant.clauses), False
    for word in [each for each in meant.unknown if len(key_of(each)) >= SHORTEST][:MOST]:
        near = _nearest(key_of(word), language)
        if near is not None:
            at = words.index(word)
            words[at], clauses[at], changed = near.shown, frozenset({(near.stem,)}), True
    text = " ".join(filter(None, words))
    return Mended(text, tuple(clauses)) if changed else None


def _nearest(key: str, language: str) -> Word | None:
    """Return the spelling one slip away that stands in most documents, of the reader's language where there is one."""
    found = list(Word.objects.filter(key__in=_one_slip_from(key)).order_by("pk")[:TRIED])
    if not found:
        return None
    counts = counts_of([frozenset({(word.stem,)}) for word in found])
    first = {pk: number for number, pk in enumerate(word.pk for word in found)}
    best = max(
        zip(found, counts, strict=True),
        key=lambda each: (
            each[1] > 0,
            each[0].key[0] == key[0],
            each[1],
            each[0].language == language,
            -first[each[0].pk],
        ),
    )
    return best[0] if best[1] else None


def _one_slip_from(key: str) -> set[str]:
    letters = ARABIC if any("\u0600" <= letter <= "\u06ff" for letter in key) else LATIN
    parts = [(key[:at], key[at:]) for at in range(len(key) + 1)]
    less = {left + right[1:] for left, right in parts if right}
    over = {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    other = {left + letter + right[1:] for left, right in parts if right for letter in letters}
    more = {left + letter + right for left, right in parts for letter in letters}
    return less | over | other | more
