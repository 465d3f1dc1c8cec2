"""Figures of how good a list of answers is."""

from collections.abc import Collection, Mapping, Sequence
from math import log2


def success(wanted: Sequence[Collection[object]], answers: Sequence[Sequence[object]], size: int) -> float:
    """Return the share of questions with one of what was wanted among the first `size` answers."""
    hits = sum(bool(set(one) & set(found[:size])) for one, found in zip(wanted, answers, strict=True))
    return round(hits / len(wanted), 4) if wanted else 0.0


def successes(
    wanted: Sequence[Collection[object]], answers: Sequence[Sequence[object]], prefix: str
) -> dict[str, float]:
    """Return `success` at 1, 5 and 10, under names that begin with `prefix`."""
    return {f"{prefix}success_at_{size}": success(wanted, answers, size) for size in (1, 5, 10)}


def ndcg(grades: Mapping[int, int], found: Sequence[int], size: int = 10) -> float:
    """Return the normalised discounted cumulative gain of `found` among its first `size`, `grades` by number.

    Gains are 2 ** grade - 1; the ideal is the best order of all that is graded.
    Source: Burges and others, Learning to Rank using Gradient Descent, 2005.
    """
    best = _gain(sorted(grades.values(), reverse=True)[:size])
    return _gain([grades.get(each, 0) for each in found[:size]]) / best if best else 0.0


def mean(figures: Collection[float]) -> float:
    """Return the mean of `figures`, 0 for none."""
    return round(sum(figures) / len(figures), 4) if figures else 0.0


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))
