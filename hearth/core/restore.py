"""`bin/restore FILE`: bring back what bin/backup wrote. Runs before Django, whose secrets are in the archive."""

import argparse
import os
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hearth.config import ConfigurationError, load
from hearth.core import archives
from hearth.core.locks import lock_home
from hearth.core.snapshots import SnapshotError, open_database


class RestoreError(Exception):
    """Nothing was replaced, or what was is named; the message says so in one sentence."""


def restore(source: Path, *, home: Path, force: bool = False) -> int:
    """Bring the archive `source` back into `home` and the database its settings name; return how many rows came.

    The environment wins over the archive's `.env`, as it does when the site runs. With `force`, what `home` held is
    moved to `home/before-restore-…`; a PostgreSQL database is replaced. Raises RestoreError, ArchiveError,
    SnapshotError or ConfigurationError, before anything is touched unless its message says otherwise.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = lock_home(home)
    if lock is None:
        raise RestoreError(f"Hearth runs from {home}. Stop it first.")
    try:
        return _restore(source, home, force)
    finally:
        os.close(lock)


def _restore(source: Path, home: Path, force: bool) -> int:
    if not force and (held := next(archives.kept_files(home), None)):
        raise RestoreError(f"{home} holds data already ({held.relative_to(home)}). Use --force to replace it.")
    with tempfile.TemporaryDirectory(prefix="restore-", dir=home) as folder:
        unpacked = Path(folder)
        manifest = archives.read(source, unpacked)
        config = load(os.environ | {"HEARTH_HOME": str(home)}, env_file=unpacked / "home" / ".env")
        database = open_database(config.database_url)
        if database.engine != manifest.engine:
            raise RestoreError(f"The archive holds a {manifest.engine} database; DATABASE_URL names {database.label}.")
        if not force and not database.is_empty():
            raise RestoreError(f"{database.label} holds data already. Use --force to replace it.")
        aside = home / f"before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S}"
        rows = database.bring_back(unpacked / "database", aside)
        _put_files(unpacked / "home", home, aside)
    if rows != manifest.rows:
        wrong = sorted(name for name in rows.keys() | manifest.rows if rows.get(name) != manifest.rows.get(name))
        raise RestoreError(f"Restored, but these tables differ in their number of rows: {', '.join(wrong)}.")
    return sum(rows.values())


def _put_files(source: Path, home: Path, aside: Path) -> None:
    for name in archives.KEPT:
        if (home / name).exists():
            aside.mkdir(mode=0o700, exist_ok=True)
            shutil.move(home / name, aside / name)
        if (source / name).exists():
            shutil.move(source / name, home / name)
    if (home / "mail").exists():
        for name in ("cur", "new", "tmp"):
            (home / "mail" / name).mkdir(mode=0o700, exist_ok=True)


def main(arguments: list[str]) -> None:
    """Run `bin/restore`."""
    parser = argparse.ArgumentParser(prog="bin/restore", description="Brings back what bin/backup wrote.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--force", action="store_true", help="replace what HEARTH_HOME and the database hold")
    options = parser.parse_args(arguments)
    home = Path(os.environ.get("HEARTH_HOME") or "var").resolve()
    try:
        count = restore(options.file, home=home, force=options.force)
    except (RestoreError, archives.ArchiveError, SnapshotError, ConfigurationError, OSError) as error:
        sys.exit(str(error))
    sys.stdout.write(f"Restored {count} rows into {home}. Start with bin/run.\n")


if __name__ == "__main__":
    main(sys.argv[1:])
