"""The large set-up: PostgreSQL, Redis, a web server and a worker of their own."""

import re
import sqlite3
import time
from contextlib import closing

import psycopg
import pytest

from tests.running.sites import START_SECONDS, Process, free_port, get, left_behind, running, wait_until_answers
from tests.servers import has_postgres, has_redis, private_postgres, private_redis

SECRET = "s" * 50


@pytest.fixture(scope="module")
def servers():
    """The addresses of a PostgreSQL and a Redis of our own, as settings."""
    if not has_postgres():
        pytest.skip("PostgreSQL's programs are not here (apt install postgresql)")
    if not has_redis():
        pytest.skip("neither Redis nor Valkey is here (apt install redis-server)")
    with private_postgres() as database, private_redis() as redis:
        yield {"DATABASE_URL": database, "CACHE_URL": f"{redis}/0", "TASKS_URL": f"{redis}/1", "SECRET_KEY": SECRET}


def manage(home, *arguments: str, **environment: str) -> str:
    """Run a management command to its end; return what it said."""
    process = Process(["django", *arguments], home, "-".join(arguments)[:40].replace("/", "_"), environment)
    assert process.process.wait(START_SECONDS) == 0, process.said
    return process.said


def test_web_and_worker_run_apart_on_postgresql_and_redis(servers, tmp_path):
    home, port = tmp_path / "home", free_port()
    site = servers | {"PORT": str(port)}
    manage(home, "prepare", **site)
    with (
        running(["django", "web"], home, "web", **site) as web,
        running(["django", "worker"], home, "worker", **site) as worker,
    ):
        wait_until_answers(port, web, worker)
        assert get(port, "/") == 200
        assert not list(home.glob("*.sqlite3"))
        with psycopg.connect(servers["DATABASE_URL"]) as connection:
            assert connection.execute("SELECT count(*) FROM organizations_region").fetchone() == (6,)
        assert (web.process.poll(), worker.process.poll()) == (None, None)
        worker.stop()
        web.stop()
    assert left_behind(home) == []


@pytest.mark.parametrize("part", ["web", "worker"])
def test_a_restore_waits_for_each_part_to_stop(tmp_path, part):
    home, port = tmp_path / "home", free_port()
    site = {"SECRET_KEY": SECRET, "PORT": str(port)}
    manage(home, "prepare", **site)
    archive = str(tmp_path / "site.tar.gz")
    manage(home, "backup", archive, **site)
    with running(["django", part], home, part, **site) as process:
        if part == "web":
            wait_until_answers(port, process)
        else:
            wait_until_beats(home, process)
        with running(["hearth.core.restore", "--force", archive], home, "early", **site) as restore:
            assert restore.process.wait(60) == 1
            assert re.fullmatch(r"Hearth runs from .+\. Stop it first\.\n", restore.said)
        assert process.process.poll() is None
        process.stop()
    with running(["hearth.core.restore", "--force", archive], home, "late", **site) as restore:
        assert restore.process.wait(60) == 0, restore.said


def wait_until_beats(home, process: Process) -> None:
    """Wait until a worker has said that it lives."""
    deadline = time.monotonic() + START_SECONDS
    with closing(sqlite3.connect(home / "hearth.sqlite3", timeout=20)) as database:
        while not database.execute("SELECT count(*) FROM core_workerbeat").fetchone()[0]:
            assert process.process.poll() is None, f"it ended: {process.said}"
            assert time.monotonic() < deadline, "no beat"
            time.sleep(0.1)


def test_a_small_site_moves_to_postgresql_with_every_row(servers, tmp_path):
    home = tmp_path / "home"
    manage(home, "prepare", SECRET_KEY=SECRET)
    target = servers["DATABASE_URL"].replace("/hearth?", "/moved?")
    with psycopg.connect(servers["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("CREATE DATABASE moved")
    target = target.replace("//hearth@", "//hearth:password-canary@")
    said = manage(home, "move_database", SECRET_KEY=SECRET, HEARTH_NEW_DATABASE_URL=target)
    assert "DATABASE_URL=postgres://hearth:PASSWORD@/moved?host=" in said
    assert "canary" not in said
    with closing(sqlite3.connect(home / "hearth.sqlite3")) as old, psycopg.connect(target) as new:
        for table in ("organizations_region", "topics_topic", "django_content_type"):
            (count,) = old.execute(f"SELECT count(*) FROM {table}").fetchone()
            assert new.execute(f"SELECT count(*) FROM {table}").fetchone() == (count,)
            assert count
        # The next row gets a number of its own.
        new.execute("INSERT INTO django_content_type (app_label, model) VALUES ('a', 'b')")
