"""What happens before Django can: a home for the site, its secret, and whether it is a demo."""

import argparse
import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

from django.core.management import execute_from_command_line

from hearth.config import TRUE, read_env_file


class Muddle(Exception):
    """What was asked contradicts what the home already is; the message says so in one sentence."""


def make_home(home: Path, environment: Mapping[str, str], *, empty: bool) -> bool:
    """Make sure that `home` is a folder only its owner may read, holding a `.env` with a secret and the mode.

    Returns whether this is the site's first start. Raises Muddle when `empty`, or HEARTH_DEMO in `environment`,
    contradicts the mode the home was made with.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    home.chmod(0o700)
    path = home / ".env"
    kept = read_env_file(path)
    asked = "HEARTH_DEMO" if "HEARTH_DEMO" in environment else "--empty" if empty else ""
    demo = environment["HEARTH_DEMO"].lower() in TRUE if "HEARTH_DEMO" in environment else not empty
    if empty and demo:
        raise Muddle("--empty and HEARTH_DEMO=1 contradict each other: choose one.")
    if "HEARTH_DEMO" in kept:
        was_demo = kept["HEARTH_DEMO"].lower() in TRUE
        if asked and was_demo != demo:
            raise Muddle(
                f"{home} holds {'a demo' if was_demo else 'a site that is no demo'}. "
                f"Set HEARTH_HOME to another folder for {'a demo' if demo else 'an empty site'}."
            )
        return False
    lines = [f"HEARTH_DEMO={int(demo)}"]
    if "SECRET_KEY" not in kept and not environment.get("SECRET_KEY"):
        lines.append(f"SECRET_KEY={secrets.token_urlsafe(50)}")
    append_privately(path, "\n".join(lines) + "\n")
    return True


def append_privately(path: Path, text: str) -> None:
    """Add `text` to the file at `path`, all of it or nothing; only its owner may read it."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    fresh = path.with_name(path.name + ".part")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(before + ("\n" if before and not before.endswith("\n") else "") + text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def main(arguments: list[str]) -> None:
    """Run `bin/run`: make the home, then hand over to the management command `run`."""
    parser = argparse.ArgumentParser(prog="bin/run", description="Starts Hearth, web and worker, until Ctrl-C.")
    parser.add_argument("--empty", action="store_true", help="start an empty site instead of the demo world")
    empty = parser.parse_args(arguments).empty
    os.umask(0o077)
    try:
        _make_home_or_exit(Path(os.environ.get("HEARTH_HOME") or "var").resolve(), empty)
        execute_from_command_line(["bin/run", "run"])
    except KeyboardInterrupt:
        sys.exit(130)


def _make_home_or_exit(home: Path, empty: bool) -> None:
    try:
        make_home(home, os.environ, empty=empty)
    except Muddle as muddle:
        sys.exit(str(muddle))
    except OSError as error:
        sys.exit(f"The folder HEARTH_HOME cannot be used: {error}")


if __name__ == "__main__":
    main(sys.argv[1:])
