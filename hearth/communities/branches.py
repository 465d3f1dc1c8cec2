"""Which replies go together when some of them become a discussion of their own, and where each stands then."""

from collections.abc import Collection, Mapping
from typing import NamedTuple


class Branch(NamedTuple):
    """Where a reply stands: below which other one (None: the opening), and what it answers, if not the opening."""

    parent: int | None
    above: int | None


Tree = Mapping[int, Branch]
"""Every reply of a discussion by its key."""


def with_answers(chosen: Collection[int], tree: Tree) -> set[int]:
    """Return the keys in `chosen` with those of everything that answers one of them, and so on."""
    answers: dict[int, list[int]] = {}
    for key, branch in tree.items():
        if branch.above is not None:
            answers.setdefault(branch.above, []).append(key)
    found, waiting = set[int](), [*chosen]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += answers.get(key, ())
    return found


def opens_with(chosen: Collection[int], tree: Tree) -> int:
    """Return the one of `chosen` that is read first: replies in the order of their keys, each with its answers."""
    return min(chosen, key=lambda key: (tree[key].parent or key, tree[key].parent is not None, key))


def placed(moving: Collection[int], tree: Tree, *, opening: int) -> dict[int, Branch]:
    """Return where each of `moving` stands in a discussion that the reply `opening` opens: one level of threading."""
    return {key: _placed(key, set(moving), tree, opening) for key in moving}


def _placed(key: int, moving: set[int], tree: Tree, opening: int) -> Branch:
    above = tree[key].above
    if above is None or above == opening or above not in moving:
        return Branch(None, None)
    top = above
    while (further := tree[top].above) in moving and further is not None and further != opening:
        top = further
    return Branch(top, above)
