"""Several people at the same moment."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection


def at_once(count: int, act: Callable[[int], Any]) -> list[Any]:
    """Call `act` with 0 … `count` - 1, each in a thread of its own, together; return what each returned or raised."""
    ready, outcomes = threading.Barrier(count), [None] * count

    def run(number: int) -> None:
        try:
            ready.wait(60)
            outcomes[number] = act(number)
        except Exception as error:  # noqa: BLE001  what was raised is an outcome too
            outcomes[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return outcomes


@contextmanager
def database_that_waits(folder: Path) -> Iterator[None]:
    """Work on a copy of the tests' database in a file, where that is in memory.

    In memory SQLite refuses a second writer at once; in a file, as on a real site, the second waits for the first.
    """
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        yield
        return
    given, kept, path = connection.settings_dict, connection.connection, folder / "copy.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    name, given["NAME"], connection.connection = given["NAME"], str(path), None
    try:
        yield
    finally:
        connection.close()
        given["NAME"], connection.connection = name, kept
