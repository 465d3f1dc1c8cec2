"""Reads a list of organisations into the directory: the hospitals of CMS, or any other by a mapping."""

from argparse import ArgumentParser
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hearth.organizations.actions import importing
from hearth.organizations.actions.counting import recount_directory
from hearth.organizations.management.reading import Reading, day_of_release
from hearth.organizations.models import DirectoryEntry, DirectorySource
from hearth.organizations.records.fault import BadFile
from hearth.organizations.records.mapping import Columns, read_mapping, shipped

MOST_CLOSED = 0.10
COUNTED = ("added", "closed", "changed", "unchanged")


class Command(BaseCommand):
    help = "Reads a list of hospitals, or with a mapping of other organisations, into the directory. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--mapping", type=Path, help="a TOML file that says which column holds what (see the docs)")
        parser.add_argument("--released", type=day_of_release, help="the day the list is of, such as 2026-02-06")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")
        parser.add_argument(
            "--allow-closures", action="store_true", help="close even more than a tenth of what the list had"
        )

    def handle(self, *args: Any, file: Path, mapping: Path | None, released: date | None, **options: Any) -> None:
        columns = self.columns(mapping)
        source = DirectorySource.objects.filter(key=columns.source["key"]).first()
        reading = Reading(file, columns, self, tells=True)
        if options["dry_run"]:
            counted = self.look(source, reading)
        else:
            if source is not None and source.entries.exists() and not options["allow_closures"]:
                self.guard(source, Reading(file, columns, self, tells=False))
            counted = self.bring(reading, released)
        reading.sum_up()
        if source is not None and options["dry_run"] and (fault := self.alarm(source, counted, reading)):
            self.stderr.write(f"{fault} Without --allow-closures it would be refused.")
        self.stdout.write(", ".join(f"{kind} {counted[kind]}" for kind in COUNTED))

    def columns(self, mapping: Path | None) -> Columns:
        """Return how the file is read."""
        try:
            return read_mapping(mapping) if mapping else shipped("us_hospitals")
        except BadFile as error:
            raise CommandError(f"The mapping {mapping} does not do: {error}.") from error

    def look(self, source: DirectorySource | None, reading: Reading) -> Counter[str]:
        """Return what would be done, and write nothing."""
        counted: Counter[str] = Counter()
        seen, new = importing.Seen(), set[str]()
        for batch in reading.batches():
            found = importing.survey(source, batch, seen, new)
            counted += found
            for row in found.twice:
                reading.fault(row.line, f"{row.identifier!r} was there already")
            importing.note_present(source, reading.take_unread(), seen)
        importing.note_present(source, reading.take_unread(), seen)
        if source is not None:
            counted["closed"] = sum(map(len, importing.missing_of(source, seen)))
        return counted

    def guard(self, source: DirectorySource, reading: Reading) -> None:
        """Refuse a file that lacks too much of what the list had, before anything is written."""
        if fault := self.alarm(source, self.look(source, reading), reading):
            raise CommandError(f"{fault} Nothing was written. If that is right, run it again with --allow-closures.")

    def alarm(self, source: DirectorySource, counted: Counter[str], reading: Reading) -> str:
        """Return what is alarming about the closures; empty where nothing is."""
        there, closed = DirectoryEntry.objects.filter(source=source, closed_on=None).count(), counted["closed"]
        if closed > MOST_CLOSED * there:
            return f"{closed} of {there} entries ({100 * closed / there:.1f} %) are not in this file any more."
        if closed and reading.ends_badly:
            return (
                f"The last row cannot be read, as in a file that was cut off; {closed} of {there} entries are missing."
            )
        return ""

    def bring(self, reading: Reading, released: date | None) -> Counter[str]:
        """Do it, a batch at a time."""
        counted: Counter[str] = Counter()
        seen, source = importing.Seen(), None
        try:
            for batch in reading.batches():
                source = source or importing.put_source(dict(reading.columns.source), released_on=released)
                found = importing.put_entries(source, batch, seen)
                counted += found
                for row in found.twice:
                    reading.fault(row.line, f"{row.identifier!r} was there already")
                importing.note_present(source, reading.take_unread(), seen)
            source = source or importing.put_source(dict(reading.columns.source), released_on=released)
            importing.note_present(source, reading.take_unread(), seen)
            on = released or timezone.localdate()
            counted["closed"] = sum(
                importing.close_entries(source, keys, on=on) for keys in importing.missing_of(source, seen) if keys
            )
            importing.finish_import(source)
        finally:
            recount_directory()
        return counted
