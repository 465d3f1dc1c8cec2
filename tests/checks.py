"""`bin/check`: lint, types, contracts, migrations, translations, generated documents, house rules."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).parent.parent
DJANGO = ["-m", "django"]
CHECKS = {
    "lint": ["-m", "ruff", "check", "--quiet", "."],
    "format": ["-m", "ruff", "format", "--check", "--quiet", "."],
    "types": ["-m", "mypy", "--no-error-summary", "hearth"],
    "templates": ["-m", "djlint", "hearth", "--lint", "--quiet"],
    "imports": ["-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"],
    "site": [*DJANGO, "check", "--fail-level", "WARNING"],
    "migrations": [*DJANGO, "makemigrations", "--check", "--dry-run"],
    "translations": ["-m", "tests.translations"],
    "settings table": [*DJANGO, "settings_table", "--check"],
    "activity map": [*DJANGO, "activity_map", "--check"],
    "house rules": ["-m", "pytest", "--ds=tests.settings", "tests/house"],
}
REMARK = "Left out: "


def run(arguments: list[str], environment: dict[str, str]) -> tuple[bool, str]:
    """Run one check; return whether it is content, and what it said."""
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, cwd=TOP, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    return done.returncode == 0, done.stdout


def main(names: list[str], known: dict[str, list[str]] = CHECKS) -> int:
    """Run those of the `known` checks called `names`, or all; print what failing ones say; return 1 when one fails."""
    if unknown := set(names) - set(known):
        print(f"There is no check called {', '.join(unknown)}; there are: {', '.join(known)}")
        return 2
    failed, remarks = [], []
    with tempfile.TemporaryDirectory(prefix="hearth-check-") as home:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "hearth.settings",
            "HEARTH_HOME": home,
            "SECRET_KEY": "only-for-checks-" * 4,
        }
        for name in names or known:
            content, said = run(known[name], environment)
            remarks += [line for line in said.splitlines() if line.startswith(REMARK)]
            if not content:
                failed.append(name)
                print(f"== {name}\n{said.rstrip()}\n")
    for line in remarks:
        print(line)
    print(f"Failed: {', '.join(failed)}" if failed else "All checks pass.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
