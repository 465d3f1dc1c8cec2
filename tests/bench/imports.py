"""What it costs to read a list into the directory: beside the plain rows, in memory, and again."""

import csv
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from io import StringIO
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from typing import Any

from django.core.management import call_command
from django.db import transaction

from hearth.core.ids import new_public_id
from hearth.organizations.actions.counting import recount_directory
from hearth.organizations.models import DirectoryEntry, Organization
from hearth.organizations.records.mapping import shipped
from tests.bench.server import backends, cpu_of, most_memory_of

ROUNDS = 5
SHORT = 5_421  # rows: as many as the list of CMS
WORDS = "Saint Mercy County General Memorial Valley Lake River Children Regional University Community".upper().split()
STATES = "AL AK AZ CA CO FL GA IL MA MI NY OH PA TX WA PR".split()  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Took:
    """What something took: on the clock, of the processor, and of memory at most, if measured.

    What PostgreSQL's own process used is in it where this process asked, not where a child did.
    """

    seconds: float
    cpu_seconds: float
    megabytes: float | None = None


def measure_imports(rows: int, home: Path) -> Iterator[dict[str, Any]]:
    """Yield what reading lists costs, in an empty directory: a short one beside its plain rows, then one of `rows`.

    The latter is read by a process of its own each time, as whoever runs a site does: tried, read, and read again.
    """
    short, long = home / "short.csv", home / "long.csv"
    write_list(short, SHORT)
    yield measure_ratio(short)
    write_list(long, rows)
    for name, options in (("dry_run", ["--dry-run"]), ("first", []), ("again", [])):
        yield {"name": f"import_{name}", "rows": rows} | asdict(_child(long, *options))
    yield {"name": "recount", "rows": rows} | asdict(took(recount_directory))


def measure_ratio(path: Path) -> dict[str, Any]:
    """Return how many times the plain rows it costs to read the list at `path`: the median of some rounds.

    Every round is taken back.
    """
    rounds = []
    for _each in range(ROUNDS):
        with transaction.atomic():
            read = took(lambda: call_command("import_hospitals", str(path), stdout=StringIO(), stderr=StringIO()))
            rounds.append((read, write_plainly()))
            transaction.set_rollback(True)
    return {
        "name": "import_ratio",
        "rows": SHORT,
        "times_by_cpu": round(median(read.cpu_seconds / plain.cpu_seconds for read, plain in rounds), 2),
        "times_by_clock": round(median(read.seconds / plain.seconds for read, plain in rounds), 2),
        "cpu_seconds": median(read.cpu_seconds for read, _plain in rounds),
        "plain_cpu_seconds": median(plain.cpu_seconds for _read, plain in rounds),
    }


def write_list(path: Path, rows: int) -> None:
    """Write an invented list of hospitals in the shape of CMS: the same every time."""
    columns, chance = shipped("us_hospitals"), random.Random(8)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(columns.wanted)), restval="Not Available")
        writer.writeheader()
        for number in range(rows):
            said = {
                "identifier": f"{number:07}",
                "name": f"{' '.join(chance.choices(WORDS, k=3))} HOSPITAL {number}",
                "address": f"{number} MAIN STREET",
                "place": chance.choice(WORDS),
                "state": chance.choice(STATES),
                "postcode": f"{number % 100_000:05}",
                "telephone": f"(555) {number % 1_000:03}-{number % 10_000:04}",
                "kind": "Acute Care Hospitals",
            }
            writer.writerow({columns.columns[name]: value for name, value in said.items()})


def write_plainly() -> Took:
    """Write the rows of the directory once more, as somebody would who has them already, and take them back.

    Organisations and entries, by `bulk_create` alone. Return what that took.
    """
    entries = list(DirectoryEntry.objects.select_related("organization"))
    organizations = [each.organization for each in entries]
    with transaction.atomic():
        for row in (*entries, *organizations):
            row.pk, row._state.adding = None, True
        for organization in organizations:
            organization.public_id = new_public_id()
        for entry in entries:
            entry.identifier += " again"

        def write() -> None:
            Organization.objects.bulk_create(organizations)
            for entry, organization in zip(entries, organizations, strict=True):
                entry.organization = organization
            DirectoryEntry.objects.bulk_create(entries)

        spent = took(write)
        transaction.set_rollback(True)
    return spent


def took(work: Callable[[], object]) -> Took:
    """Do `work`; return what it took this process and, where there is one, the PostgreSQL process that serves it."""
    serving = backends()
    served, used, began = sum(map(cpu_of, serving)), time.process_time(), time.perf_counter()
    work()
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    return Took(round(seconds, 3), round(cpu + sum(map(cpu_of, serving)) - served, 3))


def _child(path: Path, *options: str) -> Took:
    """Read the list in a process of its own, as whoever runs a site does; raises RuntimeError where that fails."""
    command = [sys.executable, "-m", "django", "import_hospitals", str(path), *options]
    used, began, most = _used_by_children(), time.perf_counter(), 0.0
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while child.poll() is None:
        most = max(most, most_memory_of(child.pid))
        with suppress(subprocess.TimeoutExpired):
            child.wait(0.1)
    if child.returncode:
        raise RuntimeError(f"import_hospitals ended with {child.returncode}")
    return Took(round(time.perf_counter() - began, 1), round(_used_by_children() - used, 1), most)


def _used_by_children() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
