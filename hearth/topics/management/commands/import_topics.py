"""Brings outside vocabularies in: MedlinePlus (JSON lines, XML) and the tables of the Disease Ontology."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hearth.core.folding import fold
from hearth.topics.actions.importing import COUNTED, put_records, relate
from hearth.topics.actions.known import Known
from hearth.topics.models import Scheme
from hearth.topics.records.files import read
from hearth.topics.records.record import BadFile, BadRow, Read, Record

BATCH = 100
MOST_TOLD = 20


class Tally:
    """What one file held: its topics, and the synonyms as it said them."""

    def __init__(self) -> None:
        self.counted: Counter[str] = Counter()
        self.topics: set[str] = set()
        self.synonyms = 0
        self.named: dict[str, set[str]] = {}
        self.related: list[tuple[tuple[Scheme, str], str]] = []

    def add(self, record: Record) -> None:
        """Count a record, and remember what it is related to until all are there. Synonyms are counted once a row."""
        own = record.ids[0]
        self.topics.add(own[1])
        for said in record.names[1:]:
            self.synonyms += 1
            self.named.setdefault(fold(said.text), set()).add(own[1])
        self.related += [(own, other) for other in record.related]

    def __str__(self) -> str:
        """Say it in one sentence."""
        shared = sum(len(owners) > 1 for owners in self.named.values())
        parts = ", ".join(f"{self.counted[kind]:,} {kind}" for kind in COUNTED)
        return (
            f"{len(self.topics):,} topics ({parts}), {self.synonyms:,} synonyms, {shared} shared by several topics, "
            f"{self.counted['bad']} bad rows"
        )


class Command(BaseCommand):
    help = "Brings topics in from files of MedlinePlus and the Disease Ontology. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
        parser.add_argument(
            "--every-disease",
            action="store_true",
            help="make a topic of every disease of the Disease Ontology, not only add its words to those that are here",
        )

    def handle(self, *args: Any, files: list[Path], every_disease: bool, **options: Any) -> None:
        known = Known()
        faults = [fault for path in files if (fault := self.bring(path, known, every_disease))]
        if faults:
            raise CommandError("\n".join(faults))

    def bring(self, path: Path, known: Known, every_disease: bool) -> str:
        """Bring one file in, say what it held, and return what kept it from being read to its end, if anything did."""
        tally, fault = Tally(), ""
        try:
            with path.open("rb") as file:
                self.put(read(path, file, makes_topics=every_disease), known, tally)
        except OSError as error:
            return f"{path} cannot be read: {error.strerror}."
        except BadFile as error:
            fault = f"{path} was not read to its end: {error}."
        pairs = ((known.identified.get(own), known.identified.get((own[0], other))) for own, other in tally.related)
        relate((one, other) for one, other in pairs if one and other)
        self.stdout.write(f"{path.name}: {tally}.")
        return fault

    def put(self, rows: Read, known: Known, tally: Tally) -> None:
        """Bring the rows in, some at a time; those before a fault in the file stay."""
        batch: list[Record] = []
        try:
            for row in rows:
                if isinstance(row, BadRow):
                    self.tell(row, tally)
                    continue
                tally.add(row)
                batch.append(row)
                if len(batch) == BATCH:
                    tally.counted += put_records(batch, known)
                    batch = []
        finally:
            tally.counted += put_records(batch, known)

    def tell(self, row: BadRow, tally: Tally) -> None:
        tally.counted["bad"] += 1
        if tally.counted["bad"] <= MOST_TOLD:
            self.stderr.write(f"line {row.line}: {row.fault}.")
