"""Reading a list into the directory: a batch at a time, again and again, without losing what people said themselves."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hearth.activity.actions import record
from hearth.core.countries import continent_of
from hearth.core.folding import fold
from hearth.core.turns import take_turn
from hearth.organizations.actions.regions import put_regions
from hearth.organizations.models import DirectoryEntry, DirectorySource, Organization, Origin
from hearth.organizations.records.listed import Listed, read_list
from hearth.organizations.records.mapping import read_mapping
from hearth.organizations.verbs import DIRECTORY_IMPORTED

BATCH: Final = 500
ENTRY: Final = (
    "name", "address", "postcode", "place", "state", "county", "telephone", "website", "kind_words", "ownership",
)  # fmt: skip
OF_ENTRY: Final = (*ENTRY, "more", "digest", "closed_on", "changed_at")
OF_ORGANIZATION: Final = (
    "name", "name_key", "kind", "region_id", "country", "place", "website", "closed_on", "changed_at",
)  # fmt: skip


class Seen:
    """Which entries a reading came by: a bit for each, so that a million of them take little room."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def add(self, key: int) -> bool:
        """Note the entry with primary key `key`; say whether it is the first time."""
        byte, bit = divmod(key, 8)
        if byte >= len(self._bits):
            self._bits.extend(bytes(byte - len(self._bits) + 4_096))
        if self._bits[byte] >> bit & 1:
            return False
        self._bits[byte] |= 1 << bit
        return True

    def __contains__(self, key: int) -> bool:
        byte, bit = divmod(key, 8)
        return byte < len(self._bits) and bool(self._bits[byte] >> bit & 1)


class Outcome(Counter[str]):
    """How many rows were added, closed, changed, unchanged and twice; `twice` holds the lines of the last."""

    def __init__(self) -> None:
        super().__init__()
        self.twice: list[Listed] = []

    def take(self, kind: str, row: Listed) -> None:
        """Count a row as `kind`."""
        self[kind] += 1
        if kind == "twice":
            self.twice.append(row)


@transaction.atomic
def put_source(said: dict[str, str], *, released_on: date | None = None) -> DirectorySource:
    """Return the list with that key, saying of itself what `said` says. A day of release, once told, stays."""
    put_regions()  # a list may be the first thing a new site is given
    fields = {name: value for name, value in said.items() if name not in {"key", "language"}}
    fields["lang"] = said.get("language", "en")
    days = {"released_on": released_on} if released_on else {}
    source, _is_new = DirectorySource.objects.update_or_create(key=said["key"], defaults=fields | days)
    return source


def in_batches(rows: Iterable[Listed]) -> Iterator[list[Listed]]:
    """Yield `rows` in lists of at most BATCH."""
    batch: list[Listed] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def survey(source: DirectorySource | None, rows: Sequence[Listed], seen: Seen, new: set[str]) -> Outcome:
    """Return what `put_entries` would do with `rows`, and write nothing; `new` holds the identifiers it would add.

    One query.
    """
    outcome, known = Outcome(), _known(source, rows)
    for row in rows:
        entry = known.get(row.identifier)
        if entry is None:
            is_first = row.identifier not in new
            new.add(row.identifier)
            outcome.take("added" if is_first else "twice", row)
        elif not seen.add(entry.pk):
            outcome.take("twice", row)
        else:
            outcome["changed" if differs(entry, row) else "unchanged"] += 1
    return outcome


@transaction.atomic
def put_entries(source: DirectorySource, rows: Sequence[Listed], seen: Seen, *, at: datetime | None = None) -> Outcome:
    """Let the directory say what `rows` say, and return how many were added, changed and unchanged.

    The second row of an identifier is left out. An organisation that somebody claimed keeps what its people say: only
    the entry beside it changes. An entry that had closed opens again. Doing it twice changes nothing.
    """
    take_turn(f"directory {source.key}")
    outcome, known, now = Outcome(), _known(source, rows), at or timezone.now()
    added: dict[str, Listed] = {}
    changed: list[tuple[DirectoryEntry, Listed]] = []
    for row in rows:
        entry = known.get(row.identifier)
        if row.identifier in added or (entry is not None and not seen.add(entry.pk)):
            outcome.take("twice", row)
        elif entry is None:
            added[row.identifier] = row
        elif differs(entry, row):
            changed.append((entry, row))
        else:
            outcome["unchanged"] += 1
    for each in _add(source, list(added.values()), now):
        seen.add(each.pk)
    _change(changed, now)
    outcome.update(added=len(added), changed=len(changed))
    if added or changed:
        record(DIRECTORY_IMPORTED, by=None, subject=source, at=now)
    return outcome


def note_present(source: DirectorySource | None, identifiers: Iterable[str], seen: Seen) -> None:
    """Note that the list still has these entries, though their rows cannot be read: they are not to be closed."""
    wanted = [each for each in identifiers if each]
    if source is not None and wanted:
        keys = DirectoryEntry.objects.filter(source=source, identifier__in=wanted).values_list("pk", flat=True)
        for key in keys:
            seen.add(key)


def missing_of(source: DirectorySource, seen: Seen) -> Iterator[list[int]]:
    """Yield the primary keys of the open entries of `source` that were not seen, some at a time."""
    last = ""
    # By identifier, as the index of a list's entries has them: by key, each part of a million would be sorted anew.
    rows = DirectoryEntry.objects.filter(source=source, closed_on=None).order_by("identifier")
    while found := list(rows.filter(identifier__gt=last).values_list("identifier", "pk")[:BATCH]):
        yield [key for _identifier, key in found if key not in seen]
        last = found[-1][0]


@transaction.atomic
def close_entries(source: DirectorySource, keys: Sequence[int], *, on: date) -> int:
    """Say of these entries of `source` that the list has them no more, since `on`; return how many there were.

    The organisation closes with its entry, unless somebody claimed it, it belongs to the network, or another list has
    it still. Nothing is deleted.
    """
    take_turn(f"directory {source.key}")
    now = timezone.now()
    rows = DirectoryEntry.objects.filter(source=source, pk__in=keys, closed_on=None)
    organizations = list(rows.values_list("organization_id", flat=True))
    count = rows.update(closed_on=on, changed_at=now)
    if count:
        still = DirectoryEntry.objects.filter(organization__in=organizations, closed_on=None)
        _listed_only(organizations).exclude(pk__in=still.values("organization")).update(closed_on=on, changed_at=now)
        record(DIRECTORY_IMPORTED, by=None, subject=source, at=now)
    return count


@transaction.atomic
def finish_import(source: DirectorySource, *, at: datetime | None = None) -> None:
    """Note that the list was read to its end just now."""
    DirectorySource.objects.filter(pk=source.pk).update(imported_at=at or timezone.now())


@transaction.atomic
def put_list(file: Path, mapping: Path, *, released_on: date, at: datetime | None = None) -> Outcome:
    """Let the directory say what a short list says, in one transaction; nothing is closed.

    `mapping` is a file as `read_mapping` takes it. Return how many entries were added, changed and unchanged. Raises
    BadFile, or ValueError for a row that cannot be read.
    """
    columns, seen, outcome = read_mapping(mapping), Seen(), Outcome()
    source = put_source(dict(columns.source), released_on=released_on)
    with file.open("rb") as opened:
        rows = list(read_list(opened, columns, encoding="utf-8"))
    good = [row for row in rows if isinstance(row, Listed)]
    if len(good) < len(rows):
        raise ValueError(next(str(row) for row in rows if not isinstance(row, Listed)))
    for batch in in_batches(good):
        outcome.update(put_entries(source, batch, seen, at=at))
    finish_import(source, at=at)
    return outcome


def _known(source: DirectorySource | None, rows: Sequence[Listed]) -> dict[str, DirectoryEntry]:
    if source is None:
        return {}
    found = DirectoryEntry.objects.filter(source=source, identifier__in=[row.identifier for row in rows])
    fields = ("identifier", "digest", "closed_on", "organization_id")
    return {each.identifier: each for each in found.only(*fields)}


def differs(entry: DirectoryEntry, row: Listed) -> bool:
    """Say whether the list says something else of an entry than before."""
    return entry.digest != row.digest() or entry.closed_on != row.closed_on


def _add(source: DirectorySource, rows: list[Listed], now: datetime) -> list[DirectoryEntry]:
    organizations = Organization.objects.bulk_create(
        Organization(origin=Origin.DIRECTORY, lang=source.lang, **_public(row, now)) for row in rows
    )
    return DirectoryEntry.objects.bulk_create(
        DirectoryEntry(
            source=source,
            organization=organization,
            identifier=row.identifier,
            first_seen_at=now,
            **_own(row, now),
        )
        for row, organization in zip(rows, organizations, strict=True)
    )


def _change(changed: list[tuple[DirectoryEntry, Listed]], now: datetime) -> None:
    for entry, row in changed:
        for name, value in _own(row, now).items():
            setattr(entry, name, value)
    DirectoryEntry.objects.bulk_update([entry for entry, _row in changed], OF_ENTRY)
    rows = {entry.organization_id: row for entry, row in changed}
    # Held until it is written: who claims one meanwhile waits, or is waited for.
    organizations = list(_listed_only(list(rows)).select_for_update(no_key=True))
    for organization in organizations:
        for name, value in _public(rows[organization.pk], now).items():
            setattr(organization, name, value)
    Organization.objects.bulk_update(organizations, [name.removesuffix("_id") for name in OF_ORGANIZATION])


def _listed_only(keys: Sequence[int]) -> QuerySet[Organization]:
    """Return those of which nobody but a list speaks."""
    return Organization.objects.filter(pk__in=keys, claimed_at=None, joined_on=None, origin=Origin.DIRECTORY)


def _own(row: Listed, now: datetime) -> dict[str, object]:
    said = {name: row.said[name] for name in ENTRY}
    return said | {"more": row.more, "digest": row.digest(), "closed_on": row.closed_on, "changed_at": now}


def _public(row: Listed, now: datetime) -> dict[str, object]:
    continent = continent_of(row.country)
    return {
        "name": row.name,
        "name_key": fold(row.name),
        "kind": row.kind,
        "region_id": continent.value if continent else "",
        "country": row.country,
        "place": row.said["place"],
        "website": row.said["website"],
        "closed_on": row.closed_on,
        "changed_at": now,
    }
