"""What somebody means by what they typed: each word as every stem that its spellings have."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Final

from hearth.search.asked import Asked
from hearth.search.models import Word
from hearth.search.stems import LANGUAGES, key_of, stems_in
from hearth.search.stopwords import says_nothing
from hearth.search.wanted import MOST_CLAUSES, Clause

MOST_FORMS: Final = 8  # of a phrase, whose words have several stems


@dataclass(frozen=True, slots=True)
class Meant:
    """What is looked for, in stems.

    Arguments:
        asked: what was typed.
        clauses: one for each word that says something, and for each phrase.
        words: the word each clause came from; empty for a phrase.
        without: what must not stand there.
        unknown: those of `words` that stand in no document of any language.
    """

    asked: Asked
    clauses: tuple[Clause, ...]
    words: tuple[str, ...]
    without: tuple[Clause, ...] = ()
    unknown: tuple[str, ...] = field(default=())


def understand(asked: Asked, *, language: str) -> Meant:
    """Return what `asked` means to a reader of `language`. One query."""
    said = {word for group in ((asked.words,), asked.phrases, asked.without) for each in group for word in each}
    stems, known = _stems(said, language)
    telling = [word for word in asked.words if not says_nothing(word)] or list(asked.words)
    phrases = [_together(phrase, stems) for phrase in asked.phrases]
    clauses = {_together((word,), stems): word for word in telling} | dict.fromkeys(phrases, "")
    kept = [(clause, word) for clause, word in clauses.items() if clause][:MOST_CLAUSES]
    without = tuple(clause for each in asked.without if (clause := _together(each, stems)))
    unknown = tuple(word for _clause, word in kept if word and key_of(word) not in known)
    return Meant(asked, tuple(each for each, _word in kept), tuple(word for _each, word in kept), without, unknown)


def _stems(words: Iterable[str], language: str) -> tuple[dict[str, list[str]], set[str]]:
    """Return the stems of each of `words`, and the keys of those that stand somewhere."""
    keys = {word: key_of(word) for word in words}
    rows: dict[str, set[str]] = {}
    for key, stem in Word.objects.filter(key__in=set(keys.values())).values_list("key", "stem"):
        rows.setdefault(key, set()).add(stem)
    # A form that nobody wrote yet may be of any language.
    own = {
        word: stems_in(word, {language, "en"} if key in rows else {language, *LANGUAGES}) for word, key in keys.items()
    }
    return {word: sorted(own[word] | rows.get(key, set())) for word, key in keys.items()}, set(rows)


def _together(words: tuple[str, ...], stems: dict[str, list[str]]) -> Clause:
    forms = [stems[word] for word in words if stems[word]]
    return frozenset(islice(product(*forms), MOST_FORMS)) if forms else frozenset()
