"""The whole index, from what the living rows say: while the site runs, a little at a time."""

from collections.abc import Callable, Iterator
from typing import Any

from hearth.members.models import Kind as FaceKind
from hearth.search.actions.indexing import in_batches, index
from hearth.search.models import Kind
from hearth.search.queries.readings import MODELS


def rebuild(*, said: Callable[[str, int], object] = lambda kind, count: None, kinds: tuple[str, ...] = ()) -> int:
    """Make every document of `kinds` (all) say what its living row says now; return how many there are.

    Documents stay findable meanwhile; `said` is told the kind and how many of it are done.
    """
    total = 0
    for kind in kinds or tuple(MODELS):
        done = 0
        for keys in keys_of(kind):
            done += index(kind, keys)
            said(kind, done)
        total += done
    return total


def keys_of(kind: str) -> Iterator[list[int]]:
    """Yield the primary keys of the living rows of `kind` that can be found, some at a time."""
    rows: Any = MODELS[kind]._default_manager.all()
    return in_batches(rows.filter(kind=FaceKind.MAIN) if kind == Kind.MEMBER else rows)
