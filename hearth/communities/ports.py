"""What communities ask of every room above before they erase a file: whether something there still needs it.

A room registers a function from its `adapters.py`, in `AppConfig.ready()`. It is given keys of pictures, and returns
those whose files have to stay though no post shows them any more.
"""

from collections.abc import Callable

Needed = Callable[[set[str]], set[str]]

_ASKED: list[Needed] = []


def register(needed: Needed) -> None:
    """Ask `needed` from now on."""
    _ASKED.append(needed)


def needed_above(keys: set[str]) -> set[str]:
    """Return those of `keys` that some room above still needs."""
    return set[str]().union(*(needed(keys) for needed in _ASKED))
