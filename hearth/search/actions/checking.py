"""Whether the index is true, and making it so where only the database can."""

from collections.abc import Iterator
from typing import NamedTuple

from hearth.search.actions.rebuilding import keys_of
from hearth.search.engines import engine
from hearth.search.models import Document
from hearth.search.queries.readings import MODELS, READINGS


class Difference(NamedTuple):
    """How far the documents of a kind are from the truth: rows with none, and with one that says something else."""

    kind: str
    missing: int
    stale: int


def differences(kinds: tuple[str, ...] = ()) -> Iterator[Difference]:
    """Yield how far the index is from the truth, for each of `kinds` (all). Reads everything; changes nothing."""
    for kind in kinds or tuple(MODELS):
        missing = stale = 0
        for keys in keys_of(kind):
            said = {reading.key: reading.said() for reading in READINGS[kind](keys)}
            there = {each.living_id: each for each in Document.objects.filter(**{f"{kind}__in": keys})}
            missing += len(said.keys() - there.keys())
            stale += sum(not each.says(said.get(key, {})) for key, each in there.items())
        yield Difference(kind, missing, stale)


def is_broken() -> bool:
    """Say whether the database's index disagrees with the documents."""
    return engine().broken()


def mend() -> bool:
    """Make the database's index anew where it disagrees with the documents; say whether it did."""
    is_wrong = engine().broken()
    if is_wrong:
        engine().rebuild()
    return is_wrong
