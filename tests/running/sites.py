"""Real sites, in processes of their own, for the tests that must see one start, answer and stop."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

from tests.servers import free_port

TOP = Path(__file__).parent.parent.parent
START_SECONDS, STOP_SECONDS = 300, 60


class Process:
    """A process of the site, its log, and how to end it."""

    def __init__(self, arguments: list[str], home: Path, name: str, environment: dict[str, str]) -> None:
        self.home, self.log = home, home.parent / f"{name}.log"
        given = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "PYTHONPATH": str(TOP)}
        given |= {"HEARTH_HOME": str(home), "DJANGO_SETTINGS_MODULE": "hearth.settings"} | environment
        with self.log.open("wb") as log:
            command = [sys.executable, "-P", "-u", "-m", *arguments]
            self.process = subprocess.Popen(command, env=given, stdout=log, stderr=log, stdin=subprocess.DEVNULL)

    @property
    def said(self) -> str:
        """What it has written so far."""
        return self.log.read_text()

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Wait until it has written something that matches `pattern`."""
        deadline = time.monotonic() + START_SECONDS
        while not (found := re.search(pattern, self.said)):
            assert self.process.poll() is None, f"it ended: {self.said}"
            assert time.monotonic() < deadline, f"it never said {pattern!r}: {self.said}"
            time.sleep(0.05)
        return found

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send it a signal and return its exit code."""
        self.process.send_signal(number)
        return self.process.wait(STOP_SECONDS)


@contextlib.contextmanager
def running(arguments: list[str], home: Path, name: str = "site", **environment: str) -> Iterator[Process]:
    """Run `python -m ARGUMENTS` with `home` as its HEARTH_HOME and nothing of this environment; end it after."""
    process = Process(arguments, home, name, environment)
    try:
        yield process
    finally:
        if process.process.poll() is None:
            process.stop()


def get(port: int, path: str = "/") -> int:
    """Return the status the site on `port` answers `path` with; 0 when nobody answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    with contextlib.closing(connection), contextlib.suppress(OSError):
        connection.request("GET", path, headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status
    return 0


def wait_until_answers(port: int, *processes: Process) -> None:
    """Wait until /health/ answers on `port`."""
    deadline = time.monotonic() + START_SECONDS
    while get(port, "/health/") != 200:
        for process in processes:
            assert process.process.poll() is None, f"it ended: {process.said}"
        assert time.monotonic() < deadline, "nobody answers"
        time.sleep(0.1)


def left_behind(home: Path) -> list[str]:
    """Return the command lines of all processes that run with `home` as their HEARTH_HOME."""
    found = []
    for number in numbers_of(home):
        with contextlib.suppress(OSError):
            found.append(Path(f"/proc/{number}/cmdline").read_text().replace("\0", " "))
    return found


def numbers_of(home: Path, **given: str) -> list[int]:
    """Return the ids of all processes that run with `home` as their HEARTH_HOME and with all of `given`."""
    wanted = {f"{name}={value}".encode() for name, value in {"HEARTH_HOME": str(home), **given}.items()}
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if wanted <= set((folder / "environ").read_bytes().split(b"\0")):
                found.append(int(folder.name))
    return found


__all__ = ["Process", "free_port", "get", "left_behind", "numbers_of", "running", "wait_until_answers"]
