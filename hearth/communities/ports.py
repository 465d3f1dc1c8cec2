"""What communities ask and tell every room above, in their own transaction.

A room registers functions from its `adapters.py`, in `AppConfig.ready()`:

- `Needed`, asked before files are erased, is given keys of pictures, and returns those whose files have to stay though
  no post shows them any more;
- `Becoming`, told while discussions are merged or split, is given a post that is deleted next and the one it goes on as
  (an opening as a reply, or the other way round), and takes along what the room keeps about it, and about what moved
  with it.
"""

from collections.abc import Callable

from hearth.communities.models import Discussion, Reply

Needed = Callable[[set[str]], set[str]]
Becoming = Callable[[Discussion | Reply, Discussion | Reply], None]

_ASKED: list[Needed] = []
_TOLD: list[Becoming] = []


def register(needed: Needed) -> None:
    """Ask `needed` from now on."""
    _ASKED.append(needed)


def register_becoming(told: Becoming) -> None:
    """Tell `told` from now on."""
    _TOLD.append(told)


def needed_above(keys: set[str]) -> set[str]:
    """Return those of `keys` that some room above still needs."""
    return set[str]().union(*(needed(keys) for needed in _ASKED))


def tell_became(was: Discussion | Reply, now: Discussion | Reply) -> None:
    """Tell every room above that the post `was` goes on as `now`."""
    for told in _TOLD:
        told(was, now)
