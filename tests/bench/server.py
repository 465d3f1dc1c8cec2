"""One worker of the real server, its processor time, and the requests that are sent to it."""

import http.client
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from tests.servers import free_port

START_SECONDS = 60
WARMING = 20  # requests before any is counted, or as many as fit
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Measured:
    """What one case cost. Times in milliseconds; `rps` with eight clients, the percentiles with one."""

    cpu_ms: float
    rps: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    bytes: int


class Server:
    """A site on loopback with one web process."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process, self.port = process, port

    def cpu_seconds(self) -> float:
        """Return the processor time used by the server, its children, and PostgreSQL's processes that serve them."""
        return sum(cpu_of(pid) for pid in (*self._pids(), *backends()))

    def memory_mb(self) -> float:
        """Return the most memory the process that answers has held, in megabytes."""
        return max(most_memory_of(pid) for pid in self._pids())

    def ask(
        self, line: http.client.HTTPConnection, path: str, headers: dict[str, str], body: str | None = None
    ) -> tuple[int, bytes]:
        """Send one request over `line`; return the status and the body as it came over the wire."""
        line.request("POST" if body is not None else "GET", path, body=body, headers=headers)
        answer = line.getresponse()
        return answer.status, answer.read()

    def connection(self) -> http.client.HTTPConnection:
        """Return a new connection."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def _pids(self) -> list[int]:
        children: dict[int, list[int]] = {}
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(folder.name))
        found, waiting = [], [self.process.pid]
        while waiting:
            found.append(pid := waiting.pop())
            waiting += children.get(pid, [])
        return found


def cpu_of(pid: int) -> float:
    """Return the processor time in seconds that a process has used; 0 for one that is gone."""
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK
    return 0.0


def backends() -> list[int]:
    """Return the processes of PostgreSQL that serve connections to our database, ours too; none on SQLite."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        return [pid for (pid,) in cursor.fetchall()]


def most_memory_of(pid: int) -> float:
    """Return the most memory that a process has held so far, in megabytes; 0 for one that is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return round(int(line.split()[1]) / 1024, 1)
    return 0.0


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[Server]:
    """Run the web server with `environment` on a free port, and end it after."""
    port = free_port()
    command = [sys.executable, "-P", "-m", "granian", "--interface", "rsgi", "--no-ws", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", "1", "--log-level", "warning", "hearth.rsgi:application"]
    given = environment | {"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "PORT": str(port)}
    with Path(environment["HEARTH_HOME"], "server.log").open("wb") as log:
        process = subprocess.Popen(command, env=given, stdout=log, stderr=log)
    server = Server(process, port)
    try:
        _wait(server)
        yield server
    finally:
        process.terminate()
        process.wait(30)


def _wait(server: Server) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        with suppress(OSError):
            line = server.connection()
            if server.ask(line, "/health/", {"Host": f"localhost:{server.port}"})[0] == 200:
                return
        if server.process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("The server did not start: see server.log in its home.")
        time.sleep(0.1)


def measure(server: Server, send: Callable[[http.client.HTTPConnection, int], int], *, seconds: float) -> Measured:
    """Send requests for `seconds` from one client, then from eight; `send` returns how many bytes came."""
    line, numbers = server.connection(), iter(range(10**9))
    size, warm_at = send(line, next(numbers)), time.perf_counter() + seconds
    for _each in range(WARMING):
        if time.perf_counter() < warm_at:
            send(line, next(numbers))
    times: list[float] = []
    cpu, until = server.cpu_seconds(), time.perf_counter() + seconds
    # Two at least, between which the percentiles lie, and as many as the clock of the processor takes to move.
    while (began := time.perf_counter()) < until or len(times) < 2 or server.cpu_seconds() == cpu:
        send(line, next(numbers))
        times.append((time.perf_counter() - began) * 1000)
    cpu_ms = (server.cpu_seconds() - cpu) * 1000 / len(times)
    points = statistics.quantiles(times, n=100, method="inclusive")
    return Measured(
        round(cpu_ms, 3),
        round(_together(server, send, numbers, seconds), 1),
        *(round(points[at], 2) for at in (49, 94, 98)),
        bytes=size,
    )


def _together(
    server: Server, send: Callable[[http.client.HTTPConnection, int], int], numbers: Iterator[int], seconds: float
) -> float:
    """Return how many requests a second eight clients get answered."""
    done, until = [0] * 8, time.perf_counter() + seconds
    lock = threading.Lock()

    def work(which: int) -> None:
        line = server.connection()
        while time.perf_counter() < until:
            with lock:
                number = next(numbers)
            send(line, number)
            done[which] += 1

    threads = [threading.Thread(target=work, args=(which,)) for which in range(8)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - began)
