"""What any of the files says of one topic."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from hearth.core.steering import steers
from hearth.topics.models import NameKind, Scheme, Source

LONGEST_NAME = 200
LONGEST_SENTENCE = 300
MOST_ABBREVIATED = 6


class BadFile(Exception):
    """A file that cannot be read further; says why."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was left out: where it stands, and why."""

    line: int
    fault: str


@dataclass(frozen=True, slots=True)
class Said:
    """A word for the topic: language, kind, and the word."""

    language: str
    kind: NameKind
    text: str


@dataclass(slots=True)
class Record:
    """One topic, or more words for one.

    `ids` are its identifiers, the first its own; `known_as` is the name in English by which a topic that is here
    already is known for the same; `broader` are names in English, `related` identifiers of the same scheme.
    `makes_topic` says whether a topic is made when there is none.
    """

    source: Source
    ids: list[tuple[Scheme, str]]
    known_as: str
    names: list[Said]
    sentences: dict[str, str] = field(default_factory=dict)
    broader: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    makes_topic: bool = True


Read = Iterator[Record | BadRow]


def word(said: object) -> str:
    """Return what was said as one line. Raises ValueError when it is no text, is empty or holds what no name holds."""
    if not isinstance(said, str):
        raise ValueError("a name is no text")
    if any(map(steers, said)):
        raise ValueError("a name holds a control character")
    line = " ".join(said.split())
    if not line:
        raise ValueError("a name is empty")
    if len(line) > LONGEST_NAME:
        raise ValueError(f"a name is longer than {LONGEST_NAME} characters")
    return line


def kind_of(synonym: str) -> NameKind:
    """Return whether a synonym is an abbreviation, which is written in capitals, or an everyday word."""
    is_short = len(synonym) <= MOST_ABBREVIATED and sum(letter.isupper() for letter in synonym) >= 2
    return NameKind.ABBREVIATION if is_short else NameKind.EVERYDAY


def sentence(said: object) -> str:
    """Return the first sentence of what was said, without control characters; empty when it does not fit."""
    if not isinstance(said, str):
        return ""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in said).split())
    end = line.find(". ")
    first = line[: end + 1] if end > 0 else line
    return first if len(first) <= LONGEST_SENTENCE else ""
