"""Work that comes round over many rows, of which a broken one holds up no other."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Row = TypeVar("Row")


def one_by_one(rows: Iterable[Row], do: Callable[[Row], int]) -> int:
    """Do `do` to each of `rows`; return the sum of what it returned, which is how many it found to do.

    `do` makes its own transaction. What it raises holds up no other row: the first of these errors is raised when all
    have had their turn, so that the operator sees it.
    """
    done, trouble = 0, []
    for row in rows:
        try:
            done += do(row)
        except Exception as error:  # noqa: BLE001  raised below
            trouble.append(error)
    if trouble:
        raise trouble[0]
    return done
