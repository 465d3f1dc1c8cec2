"""Copies every row into another, empty database: the step from SQLite to PostgreSQL."""

import os
import subprocess
import sys
from argparse import ArgumentParser
from itertools import islice
from typing import Any

import environ
from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.core.management.color import no_style
from django.db import connections, models, transaction

from hearth.core.snapshots import SnapshotError, open_database

TARGET, BATCH = "move_target", 500


class Command(BaseCommand):
    help = "Copies every row into the empty database at URL and compares the counts. Stop the site first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("url", help="postgres://USER:PASSWORD@HOST:PORT/NAME")

    def handle(self, *args: Any, url: str, **options: Any) -> None:
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
        self.stdout.write(f"Copied {count} rows. Put this into HEARTH_HOME/.env and start again:\nDATABASE_URL={url}")

    def _make_tables(self, url: str) -> None:
        command = [sys.executable, "-P", "-m", "django", "migrate", "--verbosity", "0"]
        done = subprocess.run(  # noqa: S603 - our own command
            command, env=os.environ | {"DATABASE_URL": url}, capture_output=True, text=True
        )
        if done.returncode:
            raise CommandError(f"The tables could not be made: {done.stderr.strip()}")


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
