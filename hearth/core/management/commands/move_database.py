"""Copies every row into another, empty database: the step from SQLite to PostgreSQL."""

import os
import re
import subprocess
import sys
from getpass import getpass
from itertools import islice
from typing import Any

import environ
from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.core.management.color import no_style
from django.db import connections, models, transaction

from hearth.core.snapshots import SnapshotError, open_database

TARGET, BATCH = "move_target", 500
VARIABLE = "HEARTH_NEW_DATABASE_URL"
SHAPE = "postgres://USER:PASSWORD@HOST:PORT/NAME"


class Command(BaseCommand):
    help = (
        "Copies every row into another, empty database and compares the counts. Stop the site first. "
        f"The database's address, {SHAPE}, is read from {VARIABLE}, else asked for or read from standard input."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        url = read_address()
        try:
            if not open_database(url).is_empty():
                raise CommandError("That database holds tables already. Give an empty one.")
        except SnapshotError as error:
            raise CommandError(str(error)) from error
        self._make_tables(url)
        connections.databases[TARGET] = connections.configure_settings({"default": environ.Env.db_url_config(url)})[
            "default"
        ]
        try:
            count = copy_rows()
        finally:
            connections[TARGET].close()
        self.stdout.write(
            f"Copied {count} rows. Put this into HEARTH_HOME/.env, with the password, and start again:\n"
            f"DATABASE_URL={without_password(url)}"
        )

    def _make_tables(self, url: str) -> None:
        command = [sys.executable, "-P", "-m", "django", "migrate", "--verbosity", "0"]
        done = subprocess.run(  # noqa: S603 - our own command
            command, env=os.environ | {"DATABASE_URL": url}, capture_output=True, text=True
        )
        if done.returncode:
            raise CommandError(f"The tables could not be made: {done.stderr.strip()}")


def read_address() -> str:
    """Return the address of the new database: not from the command line, which every user of the machine may read.

    Raises CommandError when there is none.
    """
    url = os.environ.get(VARIABLE) or ""
    if not url:
        url = getpass(f"Address of the new database ({SHAPE}): ") if sys.stdin.isatty() else sys.stdin.readline()
    if not re.match(r"(postgres|postgresql|sqlite)://", url.strip()):
        raise CommandError(f"Put the address of the new database, {SHAPE}, into {VARIABLE} or into standard input.")
    return url.strip()


def without_password(url: str) -> str:
    """Return the database address `url` with PASSWORD in place of its password."""
    url = re.sub(r"^(\w+://[^:/?#]*):.*@", r"\1:PASSWORD@", url)
    return re.sub(r"([?&]password=)[^&]*", r"\1PASSWORD", url)


def copy_rows() -> int:
    """Copy all rows of all models from the site's database to the target; return how many.

    In one transaction, in which foreign keys are checked at the end: either everything arrives or nothing.
    """
    every = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    every = [model for model in every if not model._meta.proxy]
    total = 0
    with transaction.atomic(using=TARGET), connections[TARGET].constraint_checks_disabled():
        for model in every:
            model._base_manager.using(TARGET).all()._raw_delete(TARGET)
        for model in every:
            total += _copy(model)
        with connections[TARGET].cursor() as cursor:
            for statement in connections[TARGET].ops.sequence_reset_sql(no_style(), every):
                cursor.execute(statement)
    return total


def _copy(model: type[models.Model]) -> int:
    rows = iter(model._base_manager.using("default").iterator(chunk_size=BATCH))
    target, copied = model._base_manager.using(TARGET), 0
    while batch := list(islice(rows, BATCH)):
        # Raw: as the rows are, without what a field would do on an ordinary save.
        target._insert(  # type: ignore[attr-defined]
            batch, fields=model._meta.local_concrete_fields, using=TARGET, raw=True
        )
        copied += len(batch)
    if target.count() != copied:
        raise CommandError(f"{model._meta.label}: {target.count()} of {copied} rows arrived.")
    return copied
