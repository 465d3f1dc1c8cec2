"""Real workers, in processes of their own, on a database of their own."""

import os
import secrets
import shutil
import signal
import socket
from urllib.parse import urlsplit

import pytest

from tests.play.site import Site, connect
from tests.servers import has_redis, private_redis

STOP_SECONDS = 60
MARKS = "SELECT count(*) FROM auth_group WHERE name LIKE '{} %'"
WAITING = "SELECT count(*) FROM activity_delivery WHERE state = 'waiting'"


@pytest.fixture(scope="session")
def own_database():
    """Make databases beside the one the tests use, on the same engine: empty, or a copy of `template`'s."""
    configured = os.environ.get("DATABASE_URL", "sqlite:")
    made = []

    def make(home, template=None):
        if configured.startswith("sqlite"):
            if template:
                shutil.copy(template.home / "hearth.sqlite3", home)
            return f"sqlite:///{home}/hearth.sqlite3"
        name = f"hearth_site_{secrets.token_hex(6)}"
        source = f" TEMPLATE {urlsplit(template.database_url).path[1:]}" if template else ""
        with connect(configured, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}{source}")
        made.append(name)
        return urlsplit(configured)._replace(path=f"/{name}").geturl()

    yield make
    for name in made:
        with connect(configured, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def migrated_site(tmp_path_factory, own_database):
    """A site that only serves as the mould for others."""
    home = tmp_path_factory.mktemp("mould")
    site = Site(home, own_database(home))
    site.manage("migrate", "-v0")
    site.manage("createcachetable")
    return site


@pytest.fixture
def make_site(tmp_path, own_database, migrated_site):
    """Make a migrated site, with `environment` added to its own."""
    sites = []

    def make(**environment):
        home = tmp_path / f"home{len(sites)}"
        home.mkdir()
        sites.append(Site(home, own_database(home, migrated_site), **environment))
        return sites[-1]

    yield make
    for site in sites:
        site.stop()


def stop_gracefully(process):
    process.send_signal(signal.SIGTERM)
    assert process.wait(STOP_SECONDS) == 0


def test_three_workers_deliver_a_thousand_activities_once_each(make_site):
    site = make_site()
    site.manage("play", "bell.rung", "1000")
    workers = [site.start("worker", "--interval", "0.1") for _ in range(3)]
    site.wait_until(lambda: site.count(WAITING) == 0)
    site.wait_until(lambda: site.count("SELECT count(*) FROM core_workerbeat") == 3)
    for worker in workers:
        stop_gracefully(worker)
    assert site.count(MARKS.format("listen")) == 1000
    distinct = MARKS.format("listen").replace("*", "DISTINCT substr(name, 1, length(name) - 37)")
    assert site.count(distinct) == 1000
    assert site.count("SELECT max(attempts) FROM activity_delivery") == 1
    assert site.count(MARKS.format("chime")) == 1, "a periodic task runs once, whatever the number of workers"
    assert site.count("SELECT count(*) FROM core_workerbeat") == 0


def test_a_killed_workers_delivery_is_done_once_more_with_one_effect(make_site):
    site = make_site()
    site.manage("play", "lamp.lit", "1")
    killed = site.start("worker", "--interval", "0.1")
    site.wait_until((site.home / "lingering").exists)
    killed.kill()
    killed.wait()
    assert site.count(MARKS.format("linger")) == 0
    assert site.count(WAITING) >= 1

    site.manage("worker", "--once")
    assert site.count(MARKS.format("linger")) == 0, "the lease of the killed worker was not respected"
    site.execute("UPDATE activity_delivery SET leased_until = '2020-01-01 00:00:00' WHERE state = 'waiting'")
    site.manage("worker", "--once")
    site.manage("worker", "--once")
    assert site.count(MARKS.format("linger")) == 1
    assert site.count(MARKS.format("listen")) == 1
    assert site.count(WAITING) == 0
    assert site.count("SELECT attempts FROM activity_delivery WHERE handler = 'play.linger'") == 2


@pytest.fixture
def redis():
    """A Redis of the test's own; yields its address."""
    if not has_redis():
        pytest.skip("redis-server is not here, so the queue in Redis was not tried (apt install redis-server)")
    with private_redis() as url:
        yield url


def test_a_site_with_its_queue_and_cache_in_redis_works(make_site, redis):
    site = make_site(TASKS_URL=f"{redis}/0", CACHE_URL=f"{redis}/1")
    worker = site.start("worker")
    swept = "core_periodictask WHERE name = 'core.sweep' AND finished_at IS NOT NULL"
    site.wait_until(lambda: site.count(f"SELECT count(*) FROM {swept}") == 1)
    # Without a sweep, only the queue can tell the worker.
    site.execute("UPDATE core_periodictask SET next_run_at = '2100-01-01 00:00:00' WHERE name = 'core.sweep'")
    site.manage("play", "bell.rung", "50")
    site.wait_until(lambda: site.count(WAITING) == 0)
    stop_gracefully(worker)
    assert site.count(MARKS.format("listen")) == 50
    assert site.count("SELECT count(*) FROM django_tasks_database_dbtaskresult") == 0


def test_a_lost_queue_loses_nothing(make_site, redis):
    site = make_site(TASKS_URL=f"{redis}/0", CACHE_URL=f"{redis}/1")
    site.manage("play", "bell.rung", "20")
    with socket.create_connection(("127.0.0.1", int(redis.rpartition(":")[2]))) as connection:
        connection.sendall(b"FLUSHALL\r\n")
        assert connection.recv(10).startswith(b"+OK")
    site.manage("worker", "--once")
    assert site.count(MARKS.format("listen")) == 20
