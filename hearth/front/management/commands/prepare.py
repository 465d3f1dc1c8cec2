"""Makes a site ready to start: folders, database, cache table, first rows, built static files. Safe to run again."""

import hashlib
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hearth.core.snapshots import SIDE_FILES
from hearth.front.checks import world_problem

PRIVATE = 0o700


class Command(BaseCommand):
    help = "Makes the site ready to start: folders, database, cache table, first rows and static files."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        make_folders(settings.CONFIG.home)
        make_database_private()
        if problem := world_problem():
            sys.exit(problem)
        migrate()
        if isinstance(caches["default"], DatabaseCache):
            call_command("createcachetable", verbosity=0)
        call_command("first_rows")
        collect_static(settings.CONFIG.home)


def make_folders(home: Path) -> None:
    """Make the home and what is inside it, for its owner alone."""
    for folder in (home, home / "media"):
        folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        folder.chmod(PRIVATE)


def make_database_private() -> None:
    """Let nobody but its owner read the file of a SQLite database; SQLite makes the files beside it alike."""
    if connection.vendor != "sqlite":
        return
    path = Path(connection.settings_dict["NAME"])
    path.touch(mode=0o600)
    for suffix in SIDE_FILES:
        if (file := Path(f"{path}{suffix}")).exists():
            file.chmod(0o600)


def migrate() -> None:
    """Bring the database up to date; do nothing when it is."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)


def collect_static(home: Path) -> None:
    """Build static files anew when a source of them changed: compressing costs seconds, listing milliseconds."""
    if settings.DEBUG:
        return
    mark, fingerprint = home / "static.key", static_fingerprint()
    if mark.exists() and mark.read_text() == fingerprint:
        return
    mark.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(fingerprint)


def static_fingerprint() -> str:
    """Return a digest of the names, sizes and times of change of all static files and of where they are built."""
    digest = hashlib.sha256(str(settings.STATIC_ROOT).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
