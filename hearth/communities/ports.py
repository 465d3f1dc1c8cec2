"""What communities ask of every room above, which registers from its `adapters.py`, in `AppConfig.ready()`.

Before a file is erased: whether something there still needs it. Beside a discussion: whether there is something to say
to this very reader. And what they are told, in our own transaction: that a post goes on as another, or lost its words.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models.expressions import Combinable

from hearth.communities.models import Discussion, Reply
from hearth.members.models import Member

Needed = Callable[[set[str]], set[str]]
"""Is given keys of pictures, and returns those whose files have to stay though no post shows them any more."""

Becoming = Callable[[Discussion | Reply, Discussion | Reply], None]
"""Is given a post that is deleted next and the one it goes on as (an opening as a reply, or the other way round), and
takes along what the room keeps about it, and about what moved with it."""

Erased = Callable[[Discussion | Reply], None]
"""Is given a post whose words go for good, whether a mark of it stays or not, and erases what the room made of them."""

_ASKED: list[Needed] = []
_TOLD: list[Becoming] = []
_ERASED: list[Erased] = []


def register(needed: Needed) -> None:
    """Ask `needed` from now on."""
    _ASKED.append(needed)


def register_becoming(told: Becoming) -> None:
    """Tell `told` from now on."""
    _TOLD.append(told)


def register_erased(told: Erased) -> None:
    """Tell `told` from now on."""
    _ERASED.append(told)


def needed_above(keys: set[str]) -> set[str]:
    """Return those of `keys` that some room above still needs."""
    return set[str]().union(*(needed(keys) for needed in _ASKED))


@dataclass(frozen=True, slots=True)
class Piece:
    """What a room above says to one reader above the composer: its template, and what this finds as `about`."""

    template: str
    about: object


class Beside(Protocol):
    """A room above that has something to say to a few readers of a discussion."""

    name: str
    """What it is known by among them."""

    def key(self, viewer: Member) -> Combinable:
        """Return a subquery of the discussion at `OuterRef("pk")`, null for those it has nothing to say to.

        It is part of the one query that reads a discussion, for everybody: an index has to answer it.
        """
        ...

    def piece(self, key: Any, *, viewer: Member) -> Piece | None:
        """Return what to say to `viewer`, whose `key` is not null."""
        ...


_BESIDE: list[Beside] = []


def speak(beside: Beside) -> None:
    """Let a room above speak to readers of a discussion from now on."""
    _BESIDE.append(beside)


def keys_above(viewer: Member) -> dict[str, Combinable]:
    """Return what to annotate a discussion with, so that `pieces_above` knows whether to ask."""
    return {f"above_{each.name}": each.key(viewer) for each in _BESIDE}


def pieces_above(row: Any, *, viewer: Member) -> list[Piece]:
    """Return what the rooms above say of `row`, a discussion that was read with `keys_above`."""
    keys = [(each, getattr(row, f"above_{each.name}")) for each in _BESIDE]
    found = [each.piece(key, viewer=viewer) for each, key in keys if key is not None]
    return [piece for piece in found if piece is not None]


def tell_became(was: Discussion | Reply, now: Discussion | Reply) -> None:
    """Tell every room above that the post `was` goes on as `now`."""
    for told in _TOLD:
        told(was, now)


def tell_erased(written: Discussion | Reply) -> None:
    """Tell every room above, in the caller's transaction, that the words of `written` go for good."""
    for told in _ERASED:
        told(written)
