"""What is still there: everything that the database holds, in its rows and in its files."""

from pathlib import Path

from django.db import connection


def database() -> str:
    """Return everything that the database holds, as text: every row of every table, and of SQLite the files too."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = []
        for table in tables:
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT * FROM {name}")
            found.append(f"{table}: {cursor.fetchall()}")
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        parts = [file, file.with_name(file.name + "-wal")]
        found += [part.read_bytes().decode("utf-8", errors="replace") for part in parts if part.exists()]
    return "\n".join(found).lower()
