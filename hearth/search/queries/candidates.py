"""What matches, in tiers: what says it in these words, in others that mean the same, and in some of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hearth.search.engines import engine
from hearth.search.models import DocumentQuerySet
from hearth.search.queries.sight import COMMON, Sight
from hearth.search.wanted import Wanted

MOST: Final = 2_000
"""Candidates that are ranked, the newest: beyond that nobody pages."""

FEW: Final = 20
"""With fewer than these, what holds only some of the words is offered too."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One document that matches: its key, kind, time, score by the engine, and in which tier."""

    pk: int
    kind: str
    at: datetime
    score: float
    tier: int


def hits_of(among: Callable[[], DocumentQuerySet], tiers: Iterable[Wanted], sight: Sight) -> list[Hit]:
    """Return the hits for each of `tiers` among the documents that `among` returns, each once, at most MOST.

    These are some of what is in `sight`.

    A tier is asked while there are fewer than FEW from those before it, or where the tier before it asks for all words.
    """
    found: dict[int, Hit] = {}
    for number, wanted in enumerate(tiers):
        if not wanted or len(found) >= MOST or (wanted.any_will_do and len(found) >= FEW):
            continue
        for row in _rows(among, wanted, sight):
            found.setdefault(row[0], Hit(*row[:3], score=float(row[3]), tier=number))
    return list(found.values())[:MOST]


def _rows(
    among: Callable[[], DocumentQuerySet], wanted: Wanted, sight: Sight
) -> list[tuple[int, str, datetime, float]]:
    counts = sight.counts(wanted.clauses)
    if not (any(counts) if wanted.any_will_do else all(counts)):
        return []
    is_common = wanted.any_will_do or min(counts) >= COMMON
    narrowed = engine().narrow(among(), wanted, is_common=is_common)
    return list(narrowed.values_list("pk", "kind", "at", "score")[:MOST])
