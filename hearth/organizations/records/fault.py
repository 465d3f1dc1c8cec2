"""What is wrong with a file, or with a row of it."""

from dataclasses import dataclass


class BadFile(Exception):
    """A file that cannot be read; says why, in the middle of a sentence."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that is left out: where it stands, why, and whom it is about as far as that could be read."""

    line: int
    fault: str
    identifier: str = ""
