"""Reads a list of official accounts, or of agencies with their web sites, into the directory."""

from argparse import ArgumentParser
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from hearth.organizations.actions.counting import recount_directory
from hearth.organizations.actions.importing import Seen, finish_import, put_source
from hearth.organizations.actions.speaking import put_accounts
from hearth.organizations.management.reading import Reading, day_of_release
from hearth.organizations.records.fault import BadFile
from hearth.organizations.records.mapping import Columns, read_mapping, shipped

SHIPPED: Final = ("us_facebook_pages", "us_agencies")
COUNTED: Final = ("added", "matched", "changed", "unchanged", "left out", "dead", "unreadable")


class Command(BaseCommand):
    help = "Reads official accounts of organisations into the directory. None counts as checked. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--mapping", type=Path, help="a TOML file that says which column holds what (see the docs)")
        parser.add_argument("--released", type=day_of_release, help="the day the list is of, such as 2017-07-03")

    def handle(self, *args: Any, file: Path, mapping: Path | None, released: date | None, **options: Any) -> None:
        columns = self.columns(file, mapping)
        counted: Counter[str] = Counter()
        reading, seen = Reading(file, columns, self, tells=True), Seen()
        source = put_source(dict(columns.source), released_on=released)
        try:
            for batch in reading.batches():
                said = put_accounts(source, batch, columns, seen)
                counted += said
                for line, fault in said.unread:
                    reading.fault(line, fault)
            finish_import(source)
        finally:
            recount_directory()
        counted["unreadable"] = reading.bad
        reading.sum_up()
        self.stdout.write(", ".join(f"{kind} {counted[kind]}" for kind in COUNTED))

    def columns(self, file: Path, mapping: Path | None) -> Columns:
        """Return how `file` is read: as told, or by the first mapping that comes with Hearth whose columns it has."""
        try:
            if mapping:
                return read_mapping(mapping)
            with file.open("rb") as opened:
                header = opened.readline(65_536).decode("utf-8-sig", errors="replace").strip()
        except BadFile as error:
            raise CommandError(f"The mapping {mapping} does not do: {error}.") from error
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        names = [name.strip(' "') for name in header.split(",")]
        for each in map(shipped, SHIPPED):
            if set(each.wanted) <= set(names):
                return each
        told = " or ".join(", ".join(shipped(name).wanted) for name in SHIPPED)
        raise CommandError(f"{file} has none of the columns we know ({told}). Say with --mapping which are which.")
