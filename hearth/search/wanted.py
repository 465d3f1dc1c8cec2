"""What is looked for, in stems: what every engine is asked."""

from dataclasses import dataclass
from typing import Final

Phrase = tuple[str, ...]
"""Stems that follow each other; mostly one."""

Clause = frozenset[Phrase]
"""Phrases of which any will do: the forms of a word, or the names of a topic."""

MOST_CLAUSES: Final = 40


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a document has to hold.

    Arguments:
        clauses: what is looked for.
        without: what must not stand there.
        any_will_do: whether one of `clauses` is enough; else all of them have to stand there.
    """

    clauses: tuple[Clause, ...]
    without: tuple[Clause, ...] = ()
    any_will_do: bool = False

    def __bool__(self) -> bool:
        return bool(self.clauses)
