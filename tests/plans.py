"""How a database finds what it is asked for."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection


def plans_of(ask: Callable[[], Any], *, about: str) -> list[str]:
    """Call `ask`; return the plan of each reading query of its that names the table `about`, as SQLite explains it.

    Skips the test on another database: which way PostgreSQL takes depends on how many rows there are.
    """
    if connection.vendor != "sqlite":
        pytest.skip("which way PostgreSQL takes depends on how many rows there are")
    found = []

    def explain(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if about in sql and sql.startswith("SELECT"):
            with connection.cursor() as cursor:
                cursor.cursor.execute(f"EXPLAIN QUERY PLAN {sql.replace('%s', '?')}", params)
                found.append("\n".join(row[3] for row in cursor.cursor.fetchall()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        ask()
    return found
