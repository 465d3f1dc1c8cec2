"""Erasing for good: what a row does not say any more must not stand in the database's log either.

SQLite keeps changed pages in a log of its own (https://www.sqlite.org/wal.html) until it is written back.
"""

from __future__ import annotations

from typing import Final

from django.db import connection, transaction

from hearth.core.models import Emptying
from hearth.core.work import owe

PATIENCE: Final = 200  # milliseconds to wait for readers: all that time nobody else can write


class LogInUse(Exception):
    """Somebody still reads an older state of the database."""


def erase_traces() -> None:
    """Let nothing that the caller's transaction erases outlive it in SQLite's log; called in that transaction.

    The log is emptied right after the commit. Where somebody reads an older state at that moment, or the process ends,
    the worker owes it. With another engine there is nothing to do.
    """
    if connection.vendor == "sqlite":
        owe([Emptying.objects.create()])
        transaction.on_commit(empty_write_ahead_log, robust=True)


def empty_log(emptying: Emptying) -> None:
    """Do what `emptying` asks for. Raises LogInUse when it has to wait."""
    if connection.vendor == "sqlite" and not empty_write_ahead_log():
        raise LogInUse


def empty_write_ahead_log() -> bool:
    """Put SQLite's write-ahead log into the database and empty it, so that what was erased stands in neither.

    Returns whether that was done: not with another engine, inside a transaction, or while somebody reads an old state.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (usual,) = cursor.fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (is_busy, _pages, _moved) = cursor.fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
    return not is_busy
