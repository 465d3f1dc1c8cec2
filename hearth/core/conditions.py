"""Conditions that are written once and asked many times: to write a long one costs Django more than to ask it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, Self

from django.db.models import BooleanField, Expression, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.dateparse import parse_datetime

LASTING = (bool, int, str)
"""What may stand in a condition that is kept: a moment would be one that has passed."""


class _Asked(RawSQL):
    """SQL that names its table by its own name, and so can stand in no query that calls it otherwise."""

    def relabeled_clone(self, change_map: Mapping[str, str]) -> NoReturn:
        raise TypeError("A condition that was written once cannot be asked in a subquery: it names its table.")


@dataclass(frozen=True, slots=True)
class Written:
    """A condition on the rows of a model, as SQL, and the values in it."""

    sql: str
    values: tuple[Any, ...]

    @classmethod
    def of(cls, condition: Expression | Q, rows: QuerySet[Any]) -> Self:
        """Write `condition` on `rows`, as their database reads it."""
        query = rows.model._default_manager.using(rows.db).filter(condition).query
        sql, values = query.get_compiler(using=rows.db).compile(query.where)
        return cls(sql, tuple(values))

    def lasting(self) -> Self:
        """Return it to be kept longer than for one request; raises TypeError where it is about a moment."""
        if strange := [value for value in self.values if not isinstance(value, LASTING) or _is_moment(value)]:
            raise TypeError(f"A condition that is kept cannot hold {strange!r}.")
        return self

    def ask(self, keys: Mapping[int, int] | None = None) -> RawSQL:
        """Return the condition, to filter rows by that become no subquery (TypeError).

        Arguments:
            keys: what to put in the place of each key that stands in for others; it keeps its type, as drivers want it.
        """
        values = self.values
        if keys:
            values = tuple(type(value)(keys[value]) if value in keys else value for value in values)
        return _Asked(self.sql, values, output_field=BooleanField())


def _is_moment(value: object) -> bool:
    return isinstance(value, str) and parse_datetime(value) is not None  # as SQLite is given one
