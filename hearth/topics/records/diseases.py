"""The Disease Ontology as tables: its terms with what is above each, and Spanish words for them."""

from collections.abc import Iterator
from typing import IO

from hearth.topics.models import NameKind, Scheme, Source
from hearth.topics.records.lines import lines
from hearth.topics.records.record import BadFile, BadRow, Read, Record, Said, kind_of, word

MOST_LINE = 100_000  # bytes
TERMS = ["doid", "label", "parent_label"]
SPANISH = ["doid", "label_en", "kind", "text_en", "text_es", "status"]
NAMING = {"label": NameKind.PREFERRED, "exact": NameKind.CLINICAL, "related": NameKind.EVERYDAY}
"""The kinds of rows that name the disease itself; narrower and broader words, and definitions, do not."""


def read_terms(file: IO[bytes], *, makes_topics: bool = False) -> Read:
    """Yield each disease with its label and the one above it; a topic is made of it only when `makes_topics`."""
    for line, row in _rows(file, TERMS):
        try:
            if isinstance(row, str):
                raise ValueError(row)
            doid, label, parent = row
            name = word(label)
            record = _record(doid, name, [Said("en", NameKind.PREFERRED, name)])
            record.makes_topic = makes_topics
            record.broader = [word(parent)] if parent.strip() else []
            yield record
        except ValueError as fault:
            yield BadRow(line, str(fault))


def read_spanish(file: IO[bytes]) -> Read:
    """Yield the words of each row that names a disease, in both languages. No topic is made of them."""
    for line, row in _rows(file, SPANISH):
        try:
            if isinstance(row, str):
                raise ValueError(row)
            doid, label, kind, english, spanish, _status = row
            if kind not in NAMING:
                continue
            said = word(spanish)
            names = [Said("en", kind_of(english), word(english)), Said("es", _kind(kind, said), said)]
            record = _record(doid, word(label), names)
            record.makes_topic = False
            yield record
        except ValueError as fault:
            yield BadRow(line, str(fault))


def header_of(first: bytes) -> list[str]:
    """Return the columns that a table's first line names."""
    return first.decode("utf-8-sig", errors="replace").rstrip("\r\n").split("\t")


def _kind(kind: str, spanish: str) -> NameKind:
    is_short = kind_of(spanish) == NameKind.ABBREVIATION
    return NameKind.ABBREVIATION if is_short and kind != "label" else NAMING[kind]


def _record(doid: str, label: str, names: list[Said]) -> Record:
    number = doid.removeprefix("DOID:")
    if not (doid.startswith("DOID:") and number.isascii() and number.isdigit() and len(doid) <= 40):
        raise ValueError("the first column is no DOID")
    return Record(Source.DISEASE_ONTOLOGY, [(Scheme.DISEASE_ONTOLOGY, number)], known_as=label, names=names)


def _rows(file: IO[bytes], columns: list[str]) -> Iterator[tuple[int, list[str] | str]]:
    """Yield each row with its line, as its fields, or as what is wrong with it.

    Quotes are letters: the tables quote nothing. Raises BadFile when the columns are others.
    """
    if header_of(file.readline(MOST_LINE)) != columns:
        raise BadFile(f"its columns should be {', '.join(columns)}")
    for number, line in lines(file, most=MOST_LINE, start=2):
        if line is None:
            yield number, "it is too long"
            continue
        try:
            fields = line.decode().rstrip("\r\n").split("\t")
        except UnicodeDecodeError:
            yield number, "it is not UTF-8"
            continue
        if len(fields) != len(columns):
            yield number, f"it has {len(fields)} columns instead of {len(columns)}"
        else:
            yield number, fields
