"""Consistent copies of a database that is in use, and bringing them back. Knows no models, only tables and rows."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import environ
import psycopg
from psycopg import sql

LIBPQ_OPTIONS = ("host", "port", "user", "password", "sslmode", "sslrootcert", "sslcert", "sslkey")
SIDE_FILES = ("", "-wal", "-shm")
SQLITE_HEADER = b"SQLite format 3\0"  # https://www.sqlite.org/fileformat.html


class SnapshotError(Exception):
    """The copy could not be made or brought back; the message says why in one sentence."""


class Database(Protocol):
    """What backup and restore need of a database."""

    engine: str
    label: str

    def copy(self, target: Path) -> dict[str, int]:
        """Write a consistent copy to `target`; return the number of rows of each table in that copy."""

    def is_empty(self) -> bool:
        """Say whether there is nothing that a restore would replace."""

    def bring_back(self, source: Path, aside: Path) -> dict[str, int]:
        """Put the copy at `source` in place; return its rows. What it replaces goes to `aside` where it can."""


def open_database(url: str) -> Database:
    """Return the database behind DATABASE_URL `url`."""
    settings = environ.Env.db_url_config(url)
    return Sqlite(Path(settings["NAME"])) if url.startswith("sqlite:") else Postgres(settings)


class Sqlite:
    """A SQLite file."""

    engine = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path, self.label = path, str(path)

    def copy(self, target: Path) -> dict[str, int]:
        if not self.path.exists():
            raise SnapshotError(f"There is no database at {self.path}.")
        with closing(sqlite3.connect(f"file:{quote(str(self.path))}?mode=ro", uri=True, timeout=60)) as connection:
            connection.execute("VACUUM INTO ?", [str(target)])
        return self._rows(target)

    def is_empty(self) -> bool:
        return not self.path.exists()

    def bring_back(self, source: Path, aside: Path) -> dict[str, int]:
        rows = self._checked_rows(source)
        for suffix in SIDE_FILES:
            old = Path(f"{self.path}{suffix}")
            if old.exists():
                aside.mkdir(mode=0o700, exist_ok=True)
                shutil.move(old, aside / old.name)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(source, self.path)
        self.path.chmod(0o600)
        return rows

    def _checked_rows(self, path: Path) -> dict[str, int]:
        with path.open("rb") as file:
            begins = file.read(len(SQLITE_HEADER))
        try:
            if begins == SQLITE_HEADER:
                return self._rows(path)
        except sqlite3.Error as error:
            raise SnapshotError(f"The copy of the database is damaged: {error}.") from error
        raise SnapshotError("The copy of the database is no SQLite file.")

    @staticmethod
    def _rows(path: Path) -> dict[str, int]:
        with closing(sqlite3.connect(path)) as connection:
            names = [
                name
                for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
                if not name.startswith("sqlite_")
            ]
            # Names come from the catalogue, doubled quotes keep them names.
            counts = {}
            for name in names:
                quoted = name.replace('"', '""')
                counts[name] = connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0]  # noqa: S608
            return counts


class Postgres:
    """A PostgreSQL database, read and written by pg_dump and pg_restore."""

    engine = "postgresql"

    def __init__(self, settings: Mapping[str, Any]) -> None:
        options = settings.get("OPTIONS", {})
        self.parameters: dict[str, str] = {
            "dbname": settings["NAME"],
            "user": settings["USER"],
            "password": settings["PASSWORD"],
            "host": settings["HOST"],
            "port": str(settings["PORT"] or ""),
        } | {name: str(options[name]) for name in LIBPQ_OPTIONS if name in options}
        self.parameters = {name: value for name, value in self.parameters.items() if value}
        self.label = f"PostgreSQL database {settings['NAME']} at {settings['HOST'] or 'this machine'}"

    def copy(self, target: Path) -> dict[str, int]:
        with self._connect() as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            row = connection.execute("SELECT pg_export_snapshot()").fetchone()
            rows = self._rows(connection)
            self._tool("pg_dump", "--format=custom", "--no-owner", f"--snapshot={row and row[0]}", f"--file={target}")
        return rows

    def is_empty(self) -> bool:
        with self._connect() as connection:
            return not self._rows(connection)

    def bring_back(self, source: Path, aside: Path) -> dict[str, int]:
        with self._connect() as connection:
            if self._rows(connection):
                connection.execute("DROP SCHEMA public CASCADE")
                connection.execute("CREATE SCHEMA public")
        self._tool(
            "pg_restore", "--no-owner", "--single-transaction", f"--dbname={self.parameters['dbname']}", str(source)
        )
        with self._connect() as connection:
            return self._rows(connection)

    def _connect(self) -> "psycopg.Connection[tuple[Any, ...]]":
        try:
            return psycopg.connect(**self.parameters)  # type: ignore[arg-type]
        except psycopg.OperationalError as error:
            raise SnapshotError(f"{self.label} cannot be reached: {str(error).splitlines()[0]}") from error

    def _rows(self, connection: "psycopg.Connection[tuple[Any, ...]]") -> dict[str, int]:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
        counts = {}
        for (name,) in connection.execute(query).fetchall():
            counted = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", name)))
            counts[name] = (counted.fetchone() or (0,))[0]
        return counts

    def _tool(self, name: str, *arguments: str) -> None:
        found = find_postgres_tool(name)
        if not found:
            raise SnapshotError(f"{name} is not here. On Debian and Ubuntu: apt install postgresql-client")
        # By the environment, not the command line, which every user of the machine may read.
        names = {"dbname": "PGDATABASE"} | {key: f"PG{key.upper()}" for key in self.parameters if key != "dbname"}
        environment = os.environ | {names[key]: value for key, value in self.parameters.items()}
        done = subprocess.run([found, *arguments], env=environment, capture_output=True, text=True)  # noqa: S603
        if done.returncode:
            raise SnapshotError(f"{name} failed: {done.stderr.strip()}")


def find_postgres_tool(name: str) -> str | None:
    """Return the path of PostgreSQL's program `name`, the newest where there are several; None when absent."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    for folder in reversed(folders):
        if (folder / name).exists():
            return str(folder / name)
    return shutil.which(name)
