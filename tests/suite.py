"""`bin/test`: the suite on SQLite, on PostgreSQL, and in a browser; says what was left out and one line of sums."""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tests.servers import has_postgres, private_postgres

TOP = Path(__file__).parent.parent
NO_TESTS = 5  # pytest's exit code when nothing was collected


@dataclass
class Sums:
    """What all runs together came to."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    codes: list[int] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    reasons: dict[str, int] = field(default_factory=dict)

    def add(self, code: int, report: Path) -> None:
        """Add one run of pytest, by its exit code and its report in JUnit's format."""
        self.codes.append(0 if code == NO_TESTS else code)
        if not report.exists():
            self.failed += code != NO_TESTS
            return
        for case in ElementTree.parse(report).getroot().iter("testcase"):
            outcomes = {child.tag for child in case}
            if outcomes & {"failure", "error"}:
                self.failed += 1
            elif "skipped" in outcomes:
                self.skipped += 1
                reason = (case.find("skipped").get("message") or "").strip()  # type: ignore[union-attr]
                self.reasons[reason] = self.reasons.get(reason, 0) + 1
            else:
                self.passed += 1

    def report(self) -> str:
        """Return the last lines: what was left out, why tests were skipped, and the sums."""
        lines = [f"Left out: {reason}" for reason in self.left_out]
        lines += [f"Skipped {count}: {reason}" for reason, count in sorted(self.reasons.items())]
        return "\n".join([*lines, f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"])


def run(name: str, arguments: list[str], sums: Sums, **environment: str) -> None:
    """Run pytest once under the heading `name`."""
    print(f"== {name}", flush=True)
    with tempfile.TemporaryDirectory(prefix="hearth-suite-") as folder:
        os.chmod(folder, 0o711)  # a PostgreSQL of a test's own, under another user, has its folder in here
        report, home = Path(folder) / "report.xml", Path(folder) / "home"
        home.mkdir()
        clean = {key: value for key, value in os.environ.items() if key not in NOT_FOR_TESTS}
        done = subprocess.run(
            [sys.executable, "-m", "pytest", f"--junit-xml={report}", *arguments],
            cwd=TOP,
            env=clean | {"HEARTH_HOME": str(home), "TMPDIR": folder} | environment,
        )
        sums.add(done.returncode, report)


NOT_FOR_TESTS = {
    "DATABASE_URL",
    "CACHE_URL",
    "TASKS_URL",
    "EMAIL_URL",
    "HEARTH_MAIL_FEEDBACK_SECRET",
    "HEARTH_DEMO",
    "HEARTH_SITE_URL",
    "PORT",
    "DEBUG",
}


def find_browser() -> str | None:
    """Return the Chromium of this machine, or None."""
    return os.environ.get("HEARTH_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def main(arguments: list[str]) -> int:
    """Run everything this machine can; return 0 only when nothing failed."""
    sums = Sums()
    # The long walks must not all fall to one process at the end.
    shared = ["-n", "2", "--dist", "worksteal"]
    run("SQLite", [*shared, "-m", "not browser", *arguments], sums)
    # Whole sites bring their own database, the house rules have none: once is enough.
    elsewhere = ["--ignore=tests/running", "--ignore=tests/house"]
    again = [*shared, "-m", "not browser and not once", *elsewhere, *arguments]
    with ExitStack() as stack:
        given = os.environ.get("DATABASE_URL", "")
        if given.startswith("postgres"):
            run("PostgreSQL (DATABASE_URL)", again, sums, DATABASE_URL=given)
        elif has_postgres():
            run("PostgreSQL", again, sums, DATABASE_URL=stack.enter_context(private_postgres()))
        else:
            sums.left_out.append("PostgreSQL: no server in DATABASE_URL and no initdb here (apt install postgresql)")
    if browser := find_browser():
        # By file, so that each site is started once; the full matrix is one long file, worth sharing.
        share = "load" if os.environ.get("HEARTH_FULL_MATRIX") == "1" else "loadfile"
        chosen = ["-n", "2", "--dist", share, "-m", "browser", *arguments]
        run("Browser", chosen, sums, HEARTH_CHROMIUM=browser, DJANGO_ALLOW_ASYNC_UNSAFE="true")
    else:
        sums.left_out.append("browser tests: no Chromium here (apt install chromium)")
    print(sums.report())
    return 1 if sums.failed or any(sums.codes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
