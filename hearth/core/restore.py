"""`bin/restore FILE`: bring back what bin/backup wrote. Runs before Django, whose secrets are in the archive."""

import argparse
import os
import re
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hearth.config import Config, ConfigurationError, load, read_env_file
from hearth.core import archives
from hearth.core.locks import lock_home
from hearth.core.snapshots import SnapshotError, open_database

DATABASE_LINE = re.compile(r"\s*(export\s+)?DATABASE_URL\s*=")


class RestoreError(Exception):
    """Nothing was replaced, or what was is named; the message says so in one sentence."""


def restore(source: Path, *, home: Path, force: bool = False, its_database: bool = False) -> int:
    """Bring the archive `source` back into `home` and its database; return how many rows came.

    DATABASE_URL of the environment says where the rows go. Without it a SQLite database goes to `home`, and the `.env`
    that is brought back no longer names another place; a PostgreSQL database that only the archive names is refused.
    With `its_database` the archive is trusted to say where. With `force`, what `home` held is moved to
    `home/before-restore-…`; a PostgreSQL database is replaced. Raises RestoreError, ArchiveError, SnapshotError or
    ConfigurationError, before anything is touched unless its message says otherwise.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = lock_home(home)
    if lock is None:
        raise RestoreError(f"Hearth runs from {home}. Stop it first.")
    try:
        return _restore(source, home, force, its_database)
    finally:
        os.close(lock)


def _restore(source: Path, home: Path, force: bool, its_database: bool) -> int:
    if not force and (held := next(archives.kept_files(home), None)):
        raise RestoreError(f"{home} holds data already ({held.relative_to(home)}). Use --force to replace it.")
    with tempfile.TemporaryDirectory(prefix="restore-", dir=home) as folder:
        unpacked = Path(folder)
        manifest = archives.read(source, unpacked)
        settings = unpacked / "home" / ".env"
        if not its_database and not os.environ.get("DATABASE_URL"):
            _keep_database_at_home(settings, home)
        database = open_database(_load(settings, home).database_url)
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


def _load(settings: Path, home: Path) -> Config:
    try:
        return load(os.environ | {"HEARTH_HOME": str(home)}, env_file=settings)
    except ValueError as error:
        raise RestoreError("The archive's .env cannot be read.") from error


def _keep_database_at_home(settings: Path, home: Path) -> None:
    """Take out of the `.env` at `settings` a DATABASE_URL that names a file; raise RestoreError for a server."""
    url = _load(settings, home).database_url
    if not url.startswith("sqlite:"):
        raise RestoreError(
            f"The archive's own settings name the {open_database(url).label}. To bring its rows back there, add "
            "--its-database; to bring them elsewhere, set DATABASE_URL."
        )
    if settings.exists():
        lines = settings.read_text(encoding="utf-8").splitlines(keepends=True)
        settings.write_text("".join(line for line in lines if not DATABASE_LINE.match(line)), encoding="utf-8")
    if "DATABASE_URL" in read_env_file(settings):
        raise RestoreError("The archive's .env cannot be read.")


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
    parser.add_argument("--its-database", action="store_true", help="into the database that the archive's .env names")
    options = parser.parse_args(arguments)
    home = Path(os.environ.get("HEARTH_HOME") or "var").resolve()
    try:
        count = restore(options.file, home=home, force=options.force, its_database=options.its_database)
    except (RestoreError, archives.ArchiveError, SnapshotError, ConfigurationError, OSError) as error:
        sys.exit(str(error))
    sys.stdout.write(f"Restored {count} rows into {home}. Start with bin/run.\n")


if __name__ == "__main__":
    main(sys.argv[1:])
