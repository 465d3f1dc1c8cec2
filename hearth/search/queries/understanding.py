"""What somebody means by what they typed: each word as every stem that its spellings have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, product
from typing import Final

from hearth.search.asked import Asked
from hearth.search.models import Word
from hearth.search.queries.sight import Sight, clause_of
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
        spelled: how each word is spelled, by whomever and wherever.
    """

    asked: Asked
    clauses: tuple[Clause, ...]
    words: tuple[str, ...]
    without: tuple[Clause, ...] = ()
    spelled: Mapping[str, Sequence[Word]] = field(default_factory=dict)


def understand(asked: Asked, sight: Sight, *, language: str) -> Meant:
    """Return what `asked` means to a reader of `language` who has `sight` of some documents. A few queries."""
    telling = ([word for word in asked.words if not says_nothing(word)] or list(asked.words))[:MOST_CLAUSES]
    said = {*telling, *chain.from_iterable((*asked.phrases, *asked.without))}
    spelled = _spelled(said)
    stems = _stems(spelled, sight, language)
    phrases = [_together(phrase, stems) for phrase in asked.phrases]
    clauses = {_together((word,), stems): word for word in telling} | dict.fromkeys(phrases, "")
    kept = [(clause, word) for clause, word in clauses.items() if clause][:MOST_CLAUSES]
    without = tuple(clause for each in asked.without if (clause := _together(each, stems)))
    return Meant(asked, tuple(each for each, _word in kept), tuple(word for _each, word in kept), without, spelled)


def _spelled(words: Iterable[str]) -> dict[str, list[Word]]:
    """Return for each of `words` how it is spelled, by whomever and wherever."""
    keys = {word: key_of(word) for word in words}
    by_key: dict[str, list[Word]] = {}
    for row in Word.objects.filter(key__in=set(keys.values())).order_by("pk"):
        by_key.setdefault(row.key, []).append(row)
    return {word: by_key.get(key, []) for word, key in keys.items()}


def _stems(spelled: Mapping[str, Sequence[Word]], sight: Sight, language: str) -> dict[str, list[str]]:
    """Return the stems of each word, as a reader of `language` and whoever spelled it in what is in `sight` form them.

    What nobody spelled there may be of any language. Stems that stand nowhere there are left out.
    """
    own = {word: stems_in(word, {language, "en"}) for word in spelled}
    any_language = {word: stems_in(word, {language, *LANGUAGES}) - own[word] for word in spelled}
    others = {word: any_language[word] | {row.stem for row in rows} - own[word] for word, rows in spelled.items()}
    asked = {frozenset({(stem,)}): stem for stem in sorted(set().union(*others.values()))}
    sight.counts([*asked, *(frozenset((stem,) for stem in stems) for stems in own.values() if stems)])  # all at once
    held = {stem for clause, stem in asked.items() if all(sight.holds([clause]))}
    doubtful = {word: rows for word, rows in spelled.items() if others[word] & held}
    sight.counts(clause_of(row) for rows in doubtful.values() for row in rows)  # these too
    for word, rows in doubtful.items():
        said = {row.stem for row in rows if sight.says(row)}
        own[word] |= said or any_language[word] & held
    return {word: sorted(stems) for word, stems in own.items()}


def _together(words: tuple[str, ...], stems: dict[str, list[str]]) -> Clause:
    forms = [stems[word] for word in words if stems[word]]
    return frozenset(islice(product(*forms), MOST_FORMS)) if forms else frozenset()
