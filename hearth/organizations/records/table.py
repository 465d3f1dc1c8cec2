"""A table of text (RFC 4180), read line by line: whatever its length, little of it is in memory at a time."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Final

from hearth.organizations.records.fault import BadFile, BadRow

LONGEST_LINE: Final = 65_536  # bytes
MOST_LINES: Final = 20  # of one row, where cells hold line ends
BOM: Final = b"\xef\xbb\xbf"
LOST: Final = "\ufffd"
DELIMITERS: Final = (",", ";", "\t", "|")
PACKED: Final = (b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")  # zip (and xlsx, ods), gzip, the older xls


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, and the line it begins on."""

    line: int
    cells: list[str]


def encoding_of(file: IO[bytes]) -> str:
    """Return how `file`, opened at its beginning, is written: `utf-8`, or `cp1252` for Latin-1 as people write it.

    A few broken lines in a file that else has letters in UTF-8 do not make it Latin-1: they are bad rows. Raises
    BadFile for what is no text, or UTF-16.
    """
    good = bad = 0
    start = file.readline(LONGEST_LINE)
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise BadFile("it is written in UTF-16; save it as UTF-8")
    if start.startswith(PACKED):
        raise BadFile("it is a workbook or an archive; save it as CSV in UTF-8")
    if any(byte < 32 and byte not in b"\t\r\n" for byte in start):
        raise BadFile("it is no text in UTF-8 or Latin-1; save it as CSV in UTF-8")
    file.seek(0)
    while line := file.readline(LONGEST_LINE):
        if not line.isascii():
            try:
                line.decode()
                good += 1
            except UnicodeDecodeError:
                bad += 1
    file.seek(0)
    return "cp1252" if bad > good else "utf-8"


def read_table(file: IO[bytes], *, encoding: str, delimiter: str, wanted: Sequence[str]) -> Iterator[Row | BadRow]:
    """Yield the rows of `file` below its header, each with the cells `wanted` (column names), in that order.

    Rows of empty cells are none. A row with more or fewer cells than the header is a bad one; it says the first wanted
    cell as its identifier where that is there. A quotation mark that is never closed spoils its own line only.
    Raises BadFile when the file is empty or has not all of these columns.
    """
    rows = _rows(file, encoding, delimiter)
    header = next(rows, None)
    if isinstance(header, BadRow):
        raise BadFile(f"its first line is no header with {delimiter!r} between the cells ({header.fault})")
    if header is None or not any(header.cells):
        raise BadFile("it is empty, or has no header")
    names = [name.strip() for name in header.cells]
    if missing := [name for name in wanted if name not in names]:
        there = ", ".join(repr(name[:60]) for name in names[:40])
        other = next((each for each in DELIMITERS if len(names) == 1 and each in names[0]), "")
        if other:
            there += f", so that its cells may be parted by {other!r}, not by {delimiter!r}"
        raise BadFile(f"it has no column {', '.join(map(repr, missing))}; it has {there}")
    if twice := [name for name in wanted if names.count(name) > 1]:
        raise BadFile(f"it has more than one column {twice[0]!r}")
    places = [names.index(name) for name in wanted]
    for row in rows:
        if isinstance(row, BadRow):
            yield row
        elif not any(cell.strip() for cell in row.cells):
            continue  # spreadsheets write such rows below the last
        elif len(row.cells) == len(names):
            yield Row(row.line, [row.cells[place] for place in places])
        else:
            fault = f"it has {len(row.cells)} cells instead of {len(names)}"
            known = row.cells[places[0]].strip() if places[0] < len(row.cells) - 1 else ""
            yield BadRow(row.line, fault, known)


def _rows(file: IO[bytes], encoding: str, delimiter: str) -> Iterator[Row | BadRow]:
    """Yield each row with all its cells."""
    lines = _lines(file, encoding)
    waiting: deque[tuple[int, str | None]] = deque()
    while True:
        first = waiting.popleft() if waiting else next(lines, None)
        if first is None:
            return
        number, text = first
        if text is None:
            yield BadRow(number, f"the line is longer than {LONGEST_LINE:,} bytes")
            continue
        taken: list[tuple[int, str | None]] = []
        while text.count('"') % 2 and len(taken) < MOST_LINES:
            more = waiting.popleft() if waiting else next(lines, None)
            if more is not None:
                taken.append(more)
            if more is None or more[1] is None:
                break
            text += more[1]
        if text.count('"') % 2:
            waiting.extendleft(reversed(taken))
            yield BadRow(number, "a quotation mark is not closed")
            continue
        try:
            yield Row(number, next(csv.reader([text], delimiter=delimiter, strict=True), []))
        except csv.Error as error:
            yield BadRow(number, f"it is no row: {error}")


def _lines(file: IO[bytes], encoding: str) -> Iterator[tuple[int, str | None]]:
    """Yield the lines with their numbers; None for one that is too long."""
    number = 0
    while raw := file.readline(LONGEST_LINE):
        number += 1
        if number == 1:
            raw = raw.removeprefix(BOM)
        if len(raw) == LONGEST_LINE and not raw.endswith(b"\n"):
            while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        else:
            yield number, raw.decode(encoding, errors="replace")
