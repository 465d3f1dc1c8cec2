"""Several people at the same moment."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction


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


def one_behind_the_other(
    first: Callable[[], Any], second: Callable[[], Any], *, then: Callable[[], Any] = lambda: None
) -> tuple[Any, Any]:
    """Call `first`, and `second` in another thread before that is committed; return what each returned or raised.

    `second` comes as far as it can: only once it waits for what `first` has read or written, or is through, `then` is
    done in the same transaction as `first`, and that committed. SQLite lets it begin no sooner than that.
    """
    ready, waiting, outcomes = threading.Event(), threading.Event(), [None, None]
    backend: list[int] = []

    def run() -> None:
        try:
            backend.extend(_backend())
            ready.set()
            waiting.wait(10)
            outcomes[1] = second()
        except Exception as error:  # noqa: BLE001  what was raised is an outcome too
            outcomes[1] = error
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    ready.wait(10)
    try:
        with transaction.atomic():
            outcomes[0] = first()
            waiting.set()
            while backend and thread.is_alive() and not _waits(backend[0]):
                pass
            then()
    except Exception as error:  # noqa: BLE001  at the commit
        outcomes[0] = error
    waiting.set()
    thread.join(60)
    return outcomes[0], outcomes[1]


def _backend() -> list[int]:
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return list(cursor.fetchone())


def _waits(backend: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [backend])
        return bool(cursor.fetchone()[0])


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
