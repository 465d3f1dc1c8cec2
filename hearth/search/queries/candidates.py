"""What matches, in tiers: what says it in these words, in others that mean the same, and in some of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, NamedTuple

from django.db.models.functions import Left

from hearth.search.engines import engine
from hearth.search.models import DocumentQuerySet
from hearth.search.queries.scoring import Counts, Scale, Worth
from hearth.search.queries.sight import COMMON, Sight
from hearth.search.wanted import Clause, Wanted

MOST: Final = 1_001
"""Candidates that are ranked, the newest: one more than are counted, and beyond that nobody pages."""

FEW: Final = 20
"""With fewer than these, what holds only some of the words is offered too."""

BEGINNING: Final = 4_000
"""Letters of the stems of each body that all candidates are weighed by."""


class Hit(NamedTuple):
    """One document that matches: its key, in which tier, and what its beginning is worth; its time where asked for."""

    pk: int
    tier: int
    score: float = 0.0
    at: datetime | None = None


def hits_of(among: DocumentQuerySet, tiers: Sequence[Wanted], counts: Counts, worth: Worth | None) -> list[Hit]:
    """Return the hits for each of `tiers` among the documents `among`, each once, at most MOST.

    A tier is asked while there are fewer than FEW from those before it, or where the tier before it asks for all words.
    Without the `worth` of what stands there they have their times instead: each costs as much as matching.
    """
    found: dict[int, Hit] = {}
    for number, wanted in enumerate(tiers):
        if not wanted or len(found) >= MOST or (wanted.any_will_do and len(found) >= FEW):
            continue
        for hit in _hits(among, number, wanted, counts, worth):
            found.setdefault(hit.pk, hit)
    return list(found.values())[:MOST]


def counts_in(tiers: Iterable[Wanted], sight: Sight) -> Counts:
    """Return in how many documents in `sight` each clause stands that `tiers` look for."""
    clauses = list(dict.fromkeys(clause for wanted in tiers for clause in wanted.clauses))
    return dict(zip(clauses, sight.counts(clauses), strict=True))


def _hits(among: DocumentQuerySet, tier: int, wanted: Wanted, counts: Counts, worth: Worth | None) -> Iterator[Hit]:
    numbers = [counts[clause] for clause in wanted.clauses]
    if not (any(numbers) if wanted.any_will_do else all(numbers)):
        return
    wanted = replace(wanted, clauses=_rarest(wanted.clauses, counts)) if wanted.any_will_do else wanted
    is_common = wanted.any_will_do or min(numbers) >= COMMON
    narrowed = engine().narrow(among, wanted, is_common=is_common)
    if worth is None:
        yield from (Hit(pk, tier, at=at) for pk, at in narrowed.values_list("pk", "at")[:MOST])
        return
    scale = Scale(wanted.clauses, worth)
    for pk, title, body in narrowed.values_list("pk", "title_stems", Left("body_stems", BEGINNING))[:MOST]:
        yield Hit(pk, tier, scale.weigh(title, body))


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
