"""What the database does for search: one interface, and an engine for each database."""

from collections.abc import Sequence
from typing import Any, Protocol

from django.db import connection
from django.db.models import QuerySet

from hearth.search.engines.postgresql import PostgresEngine
from hearth.search.engines.sqlite import SqliteEngine
from hearth.search.wanted import Clause, Wanted


class Engine(Protocol):
    """Something that keeps an index of documents' stems up to date by itself, and finds in it.

    An engine outside the database (OpenSearch) would answer `narrow` with the keys it found, and be fed where documents
    are written (`actions/indexing.py`); what may be seen stays a matter of the query it narrows.
    """

    def narrow(self, documents: QuerySet[Any], wanted: Wanted, *, is_common: bool) -> QuerySet[Any]:
        """Return those of `documents` that hold what is `wanted`, the newest first.

        `is_common` says that a great many hold it, so that the engine walks them from the newest.
        """
        ...

    def some(self, clauses: Sequence[Clause], *, most: int) -> list[list[int]]:
        """Return the keys of documents that hold each of `clauses`, of at most `most`, whoever may read them."""
        ...

    def count(self, clauses: Sequence[Clause], *, most: int) -> list[int]:
        """Return how many documents hold each of `clauses`, counting no further than `most`. One query."""
        ...

    def optimize(self, *, seconds: float) -> bool:
        """Clear the index of all that documents do not say any more, so that no byte of it is left.

        Stop after about `seconds`, where that can be; say whether it is done.
        """
        ...

    def broken(self) -> bool:
        """Say whether the index disagrees with the documents."""
        ...

    def rebuild(self) -> None:
        """Make the index anew from the documents."""
        ...


def engine() -> Engine:
    """Return the engine of the site's database."""
    return SqliteEngine() if connection.vendor == "sqlite" else PostgresEngine()
