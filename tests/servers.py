"""Private PostgreSQL and Redis servers on sockets in a temporary folder, stopped and removed at the end."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from hearth.core.snapshots import find_postgres_tool

DEADLINE_SECONDS = 30
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "timezone=UTC",
    "autovacuum=off",  # it counts rows when it likes, and plans change with what it counted
)


def has_postgres() -> bool:
    """Say whether PostgreSQL's own programs are on this machine."""
    return bool(find_postgres_tool("initdb") and find_postgres_tool("postgres"))


def has_redis() -> bool:
    """Say whether a Redis or Valkey server is on this machine."""
    return bool(_redis_program())


@contextmanager
def private_postgres(kept: Path | None = None) -> Iterator[str]:
    """Run a server of our own, reached by a socket only; give the URL of its database `hearth`, empty at first.

    PostgreSQL refuses to run as root: then it runs as `postgres`, or `nobody` where there is none. Its data goes when
    it ends, or stays for the next time in the folder `kept`, which that user has to be able to reach.
    """
    folder = Path(tempfile.mkdtemp(prefix="hearth-pg-"))
    prefix = _as_other_user(folder)
    data, log = kept or folder / "data", folder / "log"
    if kept:
        kept.mkdir(exist_ok=True)
        _as_other_user(kept)
    try:
        initdb, postgres = find_postgres_tool("initdb"), find_postgres_tool("postgres")
        making = [str(initdb), "-D", str(data), "-U", "hearth", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
        if not (data / "PG_VERSION").exists():
            subprocess.run([*prefix, *making], check=True, capture_output=True, cwd=folder)
        options = [word for setting in (*SETTINGS, f"unix_socket_directories={folder}") for word in ("-c", setting)]
        command = [*prefix, str(postgres), "-D", str(data), "-c", "listen_addresses=", *options]
        with log.open("wb") as output:
            server = subprocess.Popen(command, stdout=output, stderr=output, cwd=folder, process_group=0)
        try:
            environment = os.environ | {"PGHOST": str(folder), "PGUSER": "hearth"}
            _wait_until(lambda: _createdb(environment), server, log)
            yield f"postgres://hearth@/hearth?host={folder}"
        finally:
            _end(server, signal.SIGINT)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def private_redis() -> Iterator[str]:
    """Run a Redis or Valkey of our own on a free loopback port; give its URL without a database number."""
    with tempfile.TemporaryDirectory(prefix="hearth-redis-") as folder:
        port, log = free_port(), Path(folder) / "log"
        command = [str(_redis_program()), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
        with log.open("wb") as output:
            server = subprocess.Popen(command, stdout=output, stderr=output, process_group=0)
        try:
            _wait_until(lambda: _listens(port), server, log)
            yield f"redis://127.0.0.1:{port}"
        finally:
            _end(server, signal.SIGTERM)


def free_port() -> int:
    """Return a loopback port that nobody listens on and that this process keeps from being given to anybody else.

    A server that sets SO_REUSEADDR, as servers do, may listen on it all the same (Linux).
    """
    holder = socket.socket()
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    holder.bind(("127.0.0.1", 0))
    KEPT.append(holder)
    port: int = holder.getsockname()[1]
    return port


KEPT: list[socket.socket] = []


def _redis_program() -> str | None:
    return shutil.which("redis-server") or shutil.which("valkey-server")


def _as_other_user(folder: Path) -> Sequence[str]:
    if os.geteuid() != 0:
        return []
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            user = pwd.getpwnam(name)
            os.chown(folder, user.pw_uid, user.pw_gid)
            return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    raise RuntimeError("There is no user postgres or nobody to run PostgreSQL as.")


def _createdb(environment: dict[str, str]) -> bool:
    command = [str(find_postgres_tool("createdb")), "hearth"]
    made = subprocess.run(command, env=environment, capture_output=True)
    return made.returncode == 0 or b"already exists" in made.stderr


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_until(ready, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not ready():
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"The server did not start: {log.read_text(errors='replace')[-500:]}")
        time.sleep(0.05)


def _end(server: "subprocess.Popen[bytes]", number: int) -> None:
    # setpriv runs the server in its own place, so that the signal reaches it.
    server.send_signal(number)
    try:
        server.wait(DEADLINE_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
