"""Which documents hold each of many clauses, and how many: alike on every database, but for how one is asked."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Final

from django.db import connection

from hearth.search.wanted import Clause

AT_ONCE: Final = 100  # clauses of one query: SQLite takes five hundred


class Holding(ABC):
    """The half of an engine that looks for clauses one by one, whoever may read what holds them; see `Engine`."""

    keys: ClassVar[str]
    """A query for the keys of documents that hold what is written, and for how many at most."""

    @abstractmethod
    def write(self, clause: Clause) -> str:
        """Return `clause` as the query `keys` reads it."""

    def some(self, clauses: Sequence[Clause], *, most: int) -> list[list[int]]:
        """Return the keys of documents that hold each of `clauses`, of at most `most`."""
        found: list[list[int]] = [[] for _clause in clauses]
        one = f"SELECT %s, held.* FROM ({self.keys}) AS held"  # noqa: S608 - an engine's own text
        for start in range(0, len(clauses), AT_ONCE):
            part = clauses[start : start + AT_ONCE]
            values = [value for at, clause in enumerate(part, start) for value in (at, self.write(clause), most)]
            with connection.cursor() as cursor:
                cursor.execute(" UNION ALL ".join([one] * len(part)), values)
                for at, key in cursor.fetchall():
                    found[at].append(key)
        return found

    def count(self, clauses: Sequence[Clause], *, most: int) -> list[int]:
        """Return how many documents hold each of `clauses`, counting no further than `most`."""
        if not clauses:
            return []
        one = f"(SELECT count(*) FROM ({self.keys}) AS held)"  # noqa: S608 - an engine's own text
        values = [value for clause in clauses for value in (self.write(clause), most)]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join([one] * len(clauses))}", values)
            return list(cursor.fetchone())
