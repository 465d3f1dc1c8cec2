"""What matches, in tiers: what says it in these words, in others that mean the same, and in some of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from hearth.search.engines import engine
from hearth.search.models import DocumentQuerySet
from hearth.search.queries.sight import COMMON, Sight
from hearth.search.wanted import Clause, Wanted

MOST: Final = 1_001
"""Candidates that are ranked, the newest: one more than are counted, and beyond that nobody pages."""

FEW: Final = 20
"""With fewer than these, what holds only some of the words is offered too."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One document that matches: its key, score by the engine, and in which tier; its time where that was asked for."""

    pk: int
    score: float
    tier: int
    at: datetime | None = None


Counts = Mapping[Clause, int]
"""In how many documents each clause stands, as somebody has sight of them (`Sight.counts`)."""


def hits_of(among: DocumentQuerySet, tiers: Sequence[Wanted], counts: Counts, *, timed: bool = False) -> list[Hit]:
    """Return the hits for each of `tiers` among the documents `among`, each once, at most MOST.

    A tier is asked while there are fewer than FEW from those before it, or where the tier before it asks for all words.
    Times are read only where they are wanted (`timed`): of thousands of hits they cost as much as matching.
    """
    found: dict[int, Hit] = {}
    for number, wanted in enumerate(tiers):
        if not wanted or len(found) >= MOST or (wanted.any_will_do and len(found) >= FEW):
            continue
        for pk, score, *at in _rows(among, wanted, counts, timed=timed):
            found.setdefault(pk, Hit(pk, float(score), number, *at))
    return list(found.values())[:MOST]


def counts_in(tiers: Iterable[Wanted], sight: Sight) -> Counts:
    """Return in how many documents in `sight` each clause stands that `tiers` look for."""
    clauses = list(dict.fromkeys(clause for wanted in tiers for clause in wanted.clauses))
    return dict(zip(clauses, sight.counts(clauses), strict=True))


def _rows(among: DocumentQuerySet, wanted: Wanted, counts: Counts, *, timed: bool) -> list[tuple[Any, ...]]:
    numbers = [counts[clause] for clause in wanted.clauses]
    if not (any(numbers) if wanted.any_will_do else all(numbers)):
        return []
    wanted = replace(wanted, clauses=_rarest(wanted.clauses, counts)) if wanted.any_will_do else wanted
    is_common = wanted.any_will_do or min(numbers) >= COMMON
    narrowed = engine().narrow(among, wanted, is_common=is_common)
    return list(narrowed.values_list("pk", "score", *["at"] * timed)[:MOST])


def _rarest(clauses: Iterable[Clause], counts: Counts) -> tuple[Clause, ...]:
    """Return those of `clauses` that few documents hold, as many as are ranked together: always the rarest."""
    kept: list[Clause] = []
    held = 0
    for clause in sorted((each for each in clauses if counts[each]), key=lambda each: counts[each]):
        held += counts[clause]
        if kept and held > MOST:
            break
        kept.append(clause)
    return tuple(kept)
