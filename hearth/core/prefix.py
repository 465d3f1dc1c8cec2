"""Finding texts by how they begin, with an index on every database."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import StartsWith
from django.db.models.sql.compiler import SQLCompiler

LAST = "\U0010ffff"


class Beginning(StartsWith):
    """`begins`: as `startswith`, for folded keys.

    SQLite's LIKE looks at every row; there it is a range, which its index answers. PostgreSQL's index for patterns,
    which Django makes with `db_index`, answers LIKE itself, whatever the collation.
    """

    lookup_name = "begins"

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """Return what `startswith` says."""
        return StartsWith(self.lhs, self.rhs).as_sql(compiler, connection)

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        """Return the range from the beginning itself up to the last text that has it."""
        column, given = self.process_lhs(compiler, connection)
        return f"({column} >= %s AND {column} < %s)", [*given, self.rhs, *given, f"{self.rhs}{LAST}"]
