"""Telling by its beginning which kind of file it is."""

from pathlib import Path
from typing import IO

from hearth.topics.records.diseases import SPANISH, TERMS, header_of, read_spanish, read_terms
from hearth.topics.records.medlineplus import read_lines, read_xml
from hearth.topics.records.record import BadFile, Read

BEGINNING = 4_096


def read(path: Path, file: IO[bytes], *, makes_topics: bool = False) -> Read:
    """Return the reader of `file`, which was opened at its beginning. Raises BadFile when it is of no kind we read.

    `makes_topics` says whether every disease becomes a topic, or only those lend their words that are topics here.
    """
    start = file.read(BEGINNING)
    file.seek(0)
    header = header_of(start.split(b"\n", 1)[0])
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if header == TERMS:
        return read_terms(file, makes_topics=makes_topics)
    if header == SPANISH:
        return read_spanish(file)
    if bare.startswith(b"<"):
        return read_xml(file)
    if bare.startswith(b"{"):
        return read_lines(file)
    if path.suffix.lower() == ".tsv":
        raise BadFile(f"its columns should be {', '.join(TERMS)} or {', '.join(SPANISH)}")
    raise BadFile("it is neither MedlinePlus (JSON lines or XML) nor a table of the Disease Ontology")
