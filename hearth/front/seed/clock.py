"""When things happened in the demo world, and by which ids they are known."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from hearth.core.ids import ids_drawn_from


@dataclass(frozen=True)
class Clock:
    """The present moment of the world, and moments before it."""

    now: datetime

    def before(self, days: int, key: str) -> datetime:
        """Return a moment `days` before now, at a time of day that follows from `key`; never later than now."""
        minutes = Random(key).randrange(24 * 60)  # noqa: S311
        midnight = (self.now - timedelta(days=days)).replace(hour=0, minute=0, second=0, microsecond=0)
        return min(midnight + timedelta(minutes=minutes), self.now)


@contextmanager
def thing(kind: str, key: str) -> Iterator[None]:
    """Make the ids of what is put in the block follow from what it is."""
    with ids_drawn_from(f"{kind} {key}"):
        yield
