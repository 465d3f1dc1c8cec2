"""One organisation as a list describes it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import IO, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone

from hearth.core.countries import all_countries, continent_of
from hearth.core.folding import fold
from hearth.core.steering import steers
from hearth.organizations.models import DirectoryEntry
from hearth.organizations.records.fault import BadRow
from hearth.organizations.records.mapping import Columns
from hearth.organizations.records.table import LOST, Row, read_table

KEPT: Final = (
    "identifier", "name", "address", "postcode", "place", "state", "county", "telephone", "website", "ownership",
)  # fmt: skip
LONGEST: Final = {
    field.name: field.max_length or 0 for field in DirectoryEntry._meta.fields if field.name in {*KEPT, "kind_words"}
}
LONGEST_MORE: Final = 200
EARLIEST: Final = date(1000, 1, 1)
CENTURY: Final = timedelta(days=36_525)
WEB: Final = URLValidator(["http", "https"])
YES: Final = frozenset({"true", "yes", "y", "1", "t"})


@dataclass(frozen=True, slots=True)
class Listed:
    """What a row says, cleaned: `said` by field of DirectoryEntry; `more` by the list's own column names."""

    line: int
    said: dict[str, str]
    more: dict[str, str]
    kind: str
    country: str
    closed_on: date | None = None
    channel: dict[str, str] = field(default_factory=dict)

    @property
    def identifier(self) -> str:
        """What the list knows it by."""
        return self.said["identifier"]

    @property
    def name(self) -> str:
        """Its name, as the list writes it."""
        return self.said["name"]

    def digest(self) -> str:
        """Return what differs as soon as the row says something else."""
        closed = self.closed_on.isoformat() if self.closed_on else ""
        whole = json.dumps([self.said, self.more, self.kind, self.country, closed], sort_keys=True)
        return hashlib.sha256(whole.encode()).hexdigest()[:32]


def read_list(file: IO[bytes], columns: Columns, *, encoding: str) -> Iterator[Listed | BadRow]:
    """Yield what the rows of `file`, opened at its beginning, say. Raises BadFile."""
    names = {"identifier": columns.columns["identifier"]} | dict(columns.columns)
    wanted = [*names.values(), *columns.more]
    reading = _Reading(columns, list(names))
    for row in read_table(file, encoding=encoding, delimiter=columns.delimiter, wanted=list(dict.fromkeys(wanted))):
        yield row if isinstance(row, BadRow) else reading.read(row)


class _Reading:
    """How the cells of one list become what they say."""

    def __init__(self, columns: Columns, names: list[str]) -> None:
        self.columns = columns
        distinct = list(dict.fromkeys([*(columns.columns[name] for name in names), *columns.more]))
        self.place = {name: distinct.index(columns.columns[name]) for name in names}
        self.more = [(name, distinct.index(name)) for name in columns.more]

    def read(self, row: Row) -> Listed | BadRow:
        """Return what `row` says, or what is wrong with it."""
        identifier = ""
        try:
            cells = {name: line(row.cells[place], name) for name, place in self.place.items()}
            identifier = cells["identifier"]
            return self._listed(row, cells)
        except ValueError as error:
            return BadRow(row.line, str(error), identifier or row.cells[0].strip())

    def _listed(self, row: Row, cells: dict[str, str]) -> Listed:
        said = {name: cells.get(name, "") for name in KEPT} | {"kind_words": cells.get("kind", "")}
        for name, most in LONGEST.items():
            if len(said[name]) > most:
                raise ValueError(f"its {name} is longer than {most} characters")
        if not said["identifier"]:
            raise ValueError("it has no identifier")
        said["website"] = _website(said["website"])
        more = {name: line(row.cells[place], name) for name, place in self.more}
        if long := [name for name, value in more.items() if len(value) > LONGEST_MORE]:
            raise ValueError(f"its {long[0]} is longer than {LONGEST_MORE} characters")
        channel: dict[str, str] = {name: cells[name] for name in ("url", "platform", "is_living") if name in cells}
        if not fold(said["name"]) and channel.get("is_living", "yes").casefold() in YES:
            raise ValueError("it has no name with a letter")
        country = self._country(cells, said["state"])
        closed = self._day(cells.get("closed_on", ""))
        kind = self._kind(said["kind_words"] or said["name"])
        more = {name: value for name, value in more.items() if value}
        return Listed(row.line, said, more, kind, country, closed, channel)

    def _country(self, cells: dict[str, str], state: str) -> str:
        said = cells.get("country", "")
        code = self.columns.territories.get(state) or self.columns.countries.get(said) or said.upper()
        code = code or self.columns.source.get("country", "")
        if code not in all_countries() or continent_of(code) is None:
            raise ValueError(f"its country {code[:20]!r} is not known" if code else "it says no country")
        return code

    def _kind(self, words: str) -> str:
        """Return the kind that the whole of `words` stands for, else the first whose words are within them."""
        kinds = self.columns.kinds
        if words in kinds:
            return kinds[words]
        small = words.casefold()
        return next((kind for said, kind in kinds.items() if said.casefold() in small), self.columns.kind)

    def _day(self, said: str) -> date | None:
        if not said:
            return None
        try:
            day = datetime.strptime(said, self.columns.dates).date()  # noqa: DTZ007  a day, not a moment
        except ValueError as error:
            raise ValueError(f"{said[:40]!r} is no date") from error
        today = timezone.localdate()
        if not EARLIEST <= day <= today + CENTURY:
            raise ValueError(f"{said[:40]!r} is no date that can be")
        return day if day <= today else None


def line(text: str, name: str) -> str:
    """Return `text` as one line. Raises ValueError when it holds what no cell holds."""
    if not (text.isascii() and text.isprintable()):
        if LOST in text:
            raise ValueError(f"its {name} has a letter that could not be read")
        if any(map(steers, text)):
            raise ValueError(f"its {name} holds a control character")
    return " ".join(text.split())


def _website(said: str) -> str:
    """Return the address of a web page; empty for what is none."""
    if not said:
        return ""
    whole = said if "://" in said else f"https://{said}"
    try:
        WEB(whole)
    except ValidationError:
        return ""
    return whole if len(whole) <= LONGEST["website"] else ""
