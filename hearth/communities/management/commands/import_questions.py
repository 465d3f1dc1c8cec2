"""Brings a file of questions and answers in: one JSON object a line, see `communities.entries`."""

from argparse import ArgumentParser
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from hearth.communities.actions.importing import Collection, count_anew, put_entries, put_library
from hearth.communities.entries import BadEntry, Entry, read_entry

BATCH = 200
MOST_LINE = 2_000_000  # characters


class Command(BaseCommand):
    help = "Brings questions and answers in as discussions of a community of their own. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="one JSON object a line: id, question, answer, source, url")
        parser.add_argument("--name", help="what the community is called; otherwise “Question library”")
        parser.add_argument("--key", default="", help="what the collection is known by next time; otherwise its name")
        parser.add_argument("--licence", default="CC BY 4.0", help="the licence of the texts, shown with each")
        parser.add_argument("--as-of", type=date.fromisoformat, help="the day the texts are from, shown with each")
        parser.add_argument("--language", default="en", help="the language of the texts")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        with override(options["language"]):
            name = options["name"] or _("Question library")
        collection = Collection(name, options["licence"], options["as_of"], options["language"], options["key"])
        counted: Counter[str] = Counter(added=0, updated=0, unchanged=0, skipped=0)
        try:
            with file.open(encoding="utf-8", errors="surrogateescape") as lines:
                library = put_library(collection)
                batch: dict[str, Entry] = {}
                for number, line in enumerate(lines, start=1):
                    entry = self.read(number, line, counted)
                    if entry is None:
                        continue
                    if len(batch) >= BATCH or entry.key in batch:
                        counted += put_entries(library, collection, batch.values())
                        batch = {}
                        self.stdout.write(f"{number - 1} lines read")
                    batch[entry.key] = entry
                counted += put_entries(library, collection, batch.values())
                count_anew(library)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        said = ", ".join(f"{counted[kind]} {kind}" for kind in ("added", "updated", "unchanged", "skipped"))
        self.stdout.write(f"{said}.")

    def read(self, number: int, line: str, counted: Counter[str]) -> Entry | None:
        """Return the entry of a line; None for an empty line, and for a bad one, which is reported and counted."""
        if not line.strip():
            return None
        try:
            if len(line) > MOST_LINE:
                raise BadEntry("it is too long")
            return read_entry(line)
        except BadEntry as fault:
            counted["skipped"] += 1
            self.stderr.write(f"line {number}: {fault}")
            return None
