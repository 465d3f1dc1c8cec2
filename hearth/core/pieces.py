"""Much work in small transactions, between which others write."""

import time
from collections.abc import Callable
from typing import Final

from django.db import connection, transaction

BREATH: Final = 0.1  # seconds: whoever waits for SQLite's lock looks at least that often (sqliteDefaultBusyCallback)


def piece_by_piece(do: Callable[[], bool]) -> None:
    """Call `do`, each time in a transaction of its own, until it says that there is no more.

    What one call did stays done when a later one fails: `do` has to find by itself what is left.
    """
    while _one(do):
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            time.sleep(BREATH)  # its lock is not given in turn: without a pause whoever waits may miss every gap


@transaction.atomic
def _one(do: Callable[[], bool]) -> bool:
    return do()
