"""`bin/bench`: a home and a database of its own, thrown away at the end, and the command `bench` in it."""

import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.servers import private_postgres

TOP = Path(__file__).parent.parent.parent


def main(arguments: list[str]) -> int:
    """Run the command with `arguments`, on a PostgreSQL of its own with `--postgres`; return its exit code."""
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="hearth-bench-"))
        given = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "PYTHONPATH": str(TOP)}
        given |= {"HEARTH_HOME": home, "SECRET_KEY": "only-to-measure-" * 4, "HEARTH_SITE_URL": "http://localhost"}
        given["HEARTH_POSTS_AN_HOUR"] = "1000000"  # whoever answers in a case does so without a pause
        given["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
        if "--postgres" in arguments:
            given["DATABASE_URL"] = stack.enter_context(private_postgres())
        rest = [each for each in arguments if each != "--postgres"]
        return subprocess.run([sys.executable, "-m", "django", "bench", *rest], cwd=os.getcwd(), env=given).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
