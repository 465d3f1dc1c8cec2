"""What somebody may read, as a search asks it: nothing else counts, orders, spells or mends anything for them."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

from hearth.core.translated import Words
from hearth.search.engines import engine
from hearth.search.models import Document, DocumentQuerySet, Word
from hearth.search.queries.readings import READINGS
from hearth.search.stems import words_of
from hearth.search.wanted import Clause, Wanted

RARE: Final = 100
"""What stands in more documents than these is nobody's secret: it is counted whoever may read them."""

COMMON: Final = 5_000
"""How far that is counted."""

LOOKED_AT: Final = 8
"""Documents that are asked first whether one of them may be read, of a word that stands in more than RARE."""

READ_AT_ONCE, MOST_READ = 10, 40
"""Texts in which a spelling is looked for, the newest."""

READ_THROUGH: Final = 5_000
"""Characters of each."""


class Sight:
    """The documents that are `readable`, for the length of one search: nothing is counted twice.

    To ask what may be read costs much the same for one word as for forty: who has several asks for them at once.
    """

    def __init__(self, readable: DocumentQuerySet) -> None:
        self.readable = readable
        self._counted: dict[Clause, int] = {}
        self._seen: dict[Clause, list[int]] = {}

    def counts(self, clauses: Iterable[Clause]) -> list[int]:
        """Return in how many documents each of `clauses` stands: none where none of them may be read.

        Exactly so many as may be read where there are at most RARE; else all there are, at most COMMON. Three queries.
        """
        asked = list(clauses)
        new = [clause for clause in dict.fromkeys(asked) if clause not in self._counted]
        shared = []
        for clause, (there, seen) in zip(new, self._looked_at(new), strict=True):
            self._counted[clause], self._seen[clause] = len(seen), seen
            if there > RARE and (seen or self._walk(clause)):
                shared.append(clause)
        self._counted |= zip(shared, engine().count(shared, most=COMMON), strict=True)
        return [self._counted[clause] for clause in asked]

    def holds(self, clauses: Iterable[Clause]) -> list[bool]:
        """Say of each of `clauses` whether any document that may be read holds it: they are counted, as they will be
        later anyway.
        """
        return [count > 0 for count in self.counts(clauses)]

    def says(self, word: Word) -> bool:
        """Say whether `word` itself, not only another form of it, stands in what may be read; of a common one yes."""
        clause = clause_of(word)
        if self.counts([clause])[0] > RARE:
            return True
        newest = sorted(self._seen[clause], reverse=True)[:MOST_READ]
        rows = Document.objects.filter(pk__in=newest).defer("title_stems", "body_stems").order_by("-pk")
        keys = [(each.kind, each.living_id) for each in rows]
        return any(_stands_in(word, keys[at : at + READ_AT_ONCE]) for at in range(0, len(keys), READ_AT_ONCE))

    def _looked_at(self, clauses: Sequence[Clause]) -> list[tuple[int, list[int]]]:
        """Return for each of `clauses` how many documents hold it, at most one more than RARE, and the keys of those
        that may be read; where there are more than RARE, of the first few.
        """
        found = engine().some(clauses, most=RARE + 1)
        asked = [keys if len(keys) <= RARE else keys[:LOOKED_AT] for keys in found]
        # Asked for no document as well: that nothing holds a word takes no less time than that nothing readable does.
        every = [0, *dict.fromkeys(chain.from_iterable(asked))]
        seen = set(self.readable.filter(pk__in=every).values_list("pk", flat=True)) if clauses else set()
        return [(len(keys), [*seen.intersection(few)]) for keys, few in zip(found, asked, strict=True)]

    def _walk(self, clause: Clause) -> bool:
        """Say whether any document that may be read holds `clause`, looking at all that do."""
        narrowed = engine().narrow(self.readable, Wanted((clause,)), is_common=False)
        return bool(narrowed.values_list("pk", flat=True)[:1])


def clause_of(word: Word) -> Clause:
    """Return what looks for `word`."""
    return frozenset({(word.stem,)})


def _stands_in(word: Word, living: Iterable[tuple[str, int]]) -> bool:
    keys: dict[str, list[int]] = {}
    for kind, key in living:
        keys.setdefault(kind, []).append(key)
    return any(
        _says(word, text)
        for kind, some in keys.items()
        for reading in READINGS[kind](some)
        for text in (*reading.titles, *reading.bodies)
    )


def _says(word: Word, text: Words) -> bool:
    return text.lang == word.language and word.shown in words_of(text.text[:READ_THROUGH])
