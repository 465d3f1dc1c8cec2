"""A list, read by a command: what is wrong with it is told on the terminal, within bounds."""

from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Final

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hearth.organizations.actions.importing import in_batches
from hearth.organizations.records.fault import BadFile, BadRow
from hearth.organizations.records.listed import Listed, read_list
from hearth.organizations.records.mapping import Columns
from hearth.organizations.records.table import encoding_of

MOST_TOLD: Final = 20
PROGRESS: Final = 20_000


def day_of_release(said: str) -> date:
    """Return the day that somebody wrote on the command line. Raises ArgumentTypeError."""
    try:
        day = date.fromisoformat(said)
    except ValueError as error:
        raise ArgumentTypeError(f"{said!r} is no day; write one such as 2026-02-06") from error
    if day > timezone.localdate():
        raise ArgumentTypeError(f"{day} has not come yet")
    return day


class Reading:
    """One pass over a file: what its rows say, and which are bad.

    `ends_badly` says whether the last row so far is a bad one, as where a file was cut off.
    """

    def __init__(self, path: Path, columns: Columns, command: BaseCommand, *, tells: bool) -> None:
        self.path, self.columns, self.command, self.tells = path, columns, command, tells
        self.rows = self.bad = 0
        self.unread: list[str] = []
        self.ends_badly = False

    def batches(self) -> Iterator[list[Listed]]:
        """Yield what the rows say, some at a time. Raises CommandError for a file that cannot be read."""
        with ExitStack() as stack:
            try:
                file = stack.enter_context(self.path.open("rb"))
                encoding = encoding_of(file)
                if encoding != "utf-8" and self.tells:
                    self.command.stderr.write(f"{self.path.name} is not UTF-8; it is read as Latin-1 (Windows-1252).")
                yield from in_batches(self._good(read_list(file, self.columns, encoding=encoding)))
            except OSError as error:
                raise CommandError(f"{self.path} cannot be read: {error.strerror}.") from error
            except BadFile as error:
                raise CommandError(f"{self.path} cannot be read: {error}.") from error

    def fault(self, line: int, fault: str) -> None:
        """Tell of a bad row, unless there were too many already."""
        self.bad += 1
        if self.tells and self.bad <= MOST_TOLD:
            self.command.stderr.write(f"line {line}: {fault}.")

    def _good(self, rows: Iterator[Listed | BadRow]) -> Iterator[Listed]:
        for row in rows:
            self.rows += 1
            self.ends_badly = isinstance(row, BadRow)
            if self.tells and self.rows % PROGRESS == 0:
                self.command.stderr.write(f"{self.rows:,} rows read")
            if isinstance(row, BadRow):
                self.fault(row.line, row.fault)
                self.unread.append(row.identifier[:80])
            else:
                yield row

    def sum_up(self) -> None:
        """Say how many bad rows there were."""
        if self.bad > MOST_TOLD:
            self.command.stderr.write(f"and {self.bad - MOST_TOLD:,} more bad rows.")
        if self.bad:
            told = "1 bad row was" if self.bad == 1 else f"{self.bad:,} bad rows were"
            self.command.stdout.write(f"{told} left out.")

    def take_unread(self) -> list[str]:
        """Return the identifiers of the bad rows since last time."""
        unread, self.unread = self.unread, []
        return unread
