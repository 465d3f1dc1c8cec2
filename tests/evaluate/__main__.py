"""`bin/evaluate`: a home and a database of its own, thrown away at the end, and the command `evaluate` in it."""

import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path

from tests.servers import private_postgres

TOP = Path(__file__).parent.parent.parent


def main(arguments: list[str]) -> int:
    """Run the command with `arguments` and return its exit code; with `--postgres` on a PostgreSQL of its own."""
    options = ArgumentParser(add_help=False, allow_abbrev=False)
    options.add_argument("--postgres", action="store_true")
    own, rest = options.parse_known_args(arguments)
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="hearth-evaluate-"))
        given = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "PYTHONPATH": str(TOP)}
        given |= {"HEARTH_HOME": home, "SECRET_KEY": "only-to-measure-" * 4, "HEARTH_SITE_URL": "http://localhost"}
        given["DJANGO_SETTINGS_MODULE"] = "tests.evaluate.settings"
        if own.postgres:
            given["DATABASE_URL"] = stack.enter_context(private_postgres())
        return subprocess.run(
            [sys.executable, "-m", "django", "evaluate", *rest], cwd=os.getcwd(), env=given
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
