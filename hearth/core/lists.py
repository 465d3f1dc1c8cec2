"""Many rows as one value, so that what stands beside a row needs no query of its own."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, JSONField
from django.db.models.sql.compiler import SQLCompiler


class AsList(Aggregate):
    """The values of a group as one list, in no order; nothing for no rows. The same on both databases."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any) -> tuple[str, Any]:
        """PostgreSQL has another name for it."""
        return self.as_sql(compiler, connection, function="JSONB_AGG", **more)
