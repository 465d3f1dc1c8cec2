"""What a document is worth to who asks: alike on every database, of stems alone.

BM25 over two fields (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009), and how much of the title is
what was asked for. A database's own measure is not asked: SQLite's counts every document that holds a word, each time.
"""

from collections.abc import Mapping, Sequence
from math import log
from typing import Final

from django.db.models import Max, Min

from hearth.search.models import Document
from hearth.search.wanted import Clause, Phrase

SATURATION: Final = 1.2
TITLE_COUNTS: Final = 4.0
USUAL_LENGTH: Final = 120  # stems of a body
LENGTH_COUNTS: Final = 0.6
TITLE_IS_IT: Final = 2.0  # how much it counts that a title says what was asked for and little else

Counts = Mapping[Clause, int]
"""In how many documents each clause stands, as somebody has sight of them (`Sight.counts`)."""

Worth = Mapping[Clause, float]
"""What it is worth that a document holds a clause: the fewer do, the more."""


def worth_of(counts: Counts) -> Worth:
    """Return what each clause is worth by how many documents hold it: BM25's measure, which is never below nothing."""
    total = _total() if counts else 0
    return {clause: log(1 + (max(total, count) - count + 0.5) / (count + 0.5)) for clause, count in counts.items()}


def _total() -> int:
    """Return about how many documents there are: what their keys span, which costs nothing to know.

    The next power of two: no single one of which somebody may not know changes an order.
    """
    # Both at once would walk them all.
    first, last = (Document.objects.aggregate(key=end("pk"))["key"] for end in (Min, Max))
    span: int = last - first + 1 if last else 0
    return 1 << span.bit_length()


class Scale:
    """Weighs documents by what they hold of some clauses, each worth so much."""

    def __init__(self, clauses: Sequence[Clause], worth: Worth) -> None:
        self._sought = [(worth[clause], [*map(_written, clause)]) for clause in clauses]
        self._all = sum(worth[clause] for clause in clauses)

    def weigh(self, title: str, body: str) -> float:
        """Return what a document of these stems is worth, which stand between single spaces."""
        title, body = _apart(title), _apart(body)
        longer = 1 - LENGTH_COUNTS + LENGTH_COUNTS * (body.count(" ") / 2) / USUAL_LENGTH
        named, score = 0, 0.0
        for value, phrases in self._sought:
            above = sum(map(title.count, phrases))
            weight = TITLE_COUNTS * above + sum(map(body.count, phrases)) / longer
            score += value * weight / (SATURATION + weight)
            named += bool(above)
        alike = named / (len(self._sought) + max(0, title.count(" ") / 2 - named))
        return score + TITLE_IS_IT * self._all * alike**2


def _written(phrase: Phrase) -> str:
    return _apart(" ".join(phrase))


def _apart(stems: str) -> str:
    """Return `stems` with a space of its own on either side of each, so that none that follows itself is missed."""
    return f" {stems.replace(' ', '  ')} "
