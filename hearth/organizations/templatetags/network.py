"""Drawing what the network counts."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from django import template

register = template.Library()
WIDTH, HEIGHT, EDGE = 80, 32, 3
FEWEST: Final = 2


class Spark(NamedTuple):
    """A line of a small figure: its points as SVG has them, and the height of the last."""

    points: str
    last: str


@register.simple_tag
def sparkline(line: Sequence[tuple[date, int]]) -> Spark | None:
    """Return `line`, months with how many there were, as a small figure from nothing to the most; None for too few."""
    counts = [count for _month, count in line]
    if len(counts) < FEWEST or not max(counts):
        return None
    across = WIDTH / (len(counts) - 1)
    heights = [HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * count / max(counts) for count in counts]
    points = " ".join(f"{number * across:.1f},{height:.1f}" for number, height in enumerate(heights))
    return Spark(points, f"{heights[-1]:.1f}")
