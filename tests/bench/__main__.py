"""`bin/bench`: a home and a database of its own, thrown away at the end unless named, and the command `bench` in it."""

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
    """Run the command with `arguments` and return its exit code.

    With `--postgres` it has a PostgreSQL of its own; with `--home` what was filled is kept there for the next run.
    """
    options = ArgumentParser(add_help=False, allow_abbrev=False)
    options.add_argument("--postgres", action="store_true")
    options.add_argument("--home", type=Path)
    own, rest = options.parse_known_args(arguments)
    with ExitStack() as stack:
        home = own.home and own.home.resolve()
        if home is None:
            home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hearth-bench-")))
        home.mkdir(parents=True, exist_ok=True)
        given = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "PYTHONPATH": str(TOP)}
        given |= {"HEARTH_HOME": str(home), "SECRET_KEY": "only-to-measure-" * 4, "HEARTH_SITE_URL": "http://localhost"}
        given["HEARTH_POSTS_AN_HOUR"] = "1000000"  # whoever answers in a case does so without a pause
        given["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
        if own.postgres:
            given["DATABASE_URL"] = stack.enter_context(private_postgres(own.home and home / "postgres"))
        return subprocess.run([sys.executable, "-m", "django", "bench", *rest], cwd=os.getcwd(), env=given).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
