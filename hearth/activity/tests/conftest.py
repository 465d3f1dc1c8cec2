"""Verbs and handlers that last one test, and whole sites with real workers."""

import contextlib
import copy
import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from hearth.activity import verbs

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def village():
    """A place where a test may announce verbs and register handlers of its own; they are gone with it."""
    before = [(register, copy.deepcopy(register)) for register in (verbs.VERBS, verbs.HANDLERS, verbs.WANTED)]
    yield verbs
    for register, kept in before:
        register.clear()
        register.update(kept)


class Site:
    """A whole site in a folder and a database of its own, run by real processes."""

    def __init__(self, home, database_url, **environment):
        self.home, self.database_url = home, database_url
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "hearth.activity.tests.play.settings",
            "HEARTH_HOME": str(home),
            "SECRET_KEY": "only-for-tests-" * 5,
            "DATABASE_URL": database_url,
            "HEARTH_LOG_LEVEL": "WARNING",
            **environment,
        }
        self.processes = []

    def start(self, *arguments):
        log = (self.home / "log").open("ab")
        command = [sys.executable, "-m", "django", *arguments]
        process = subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=log, stderr=log)
        self.processes.append(process)
        return process

    def manage(self, *arguments):
        process = self.start(*arguments)
        assert process.wait(120) == 0, self.log()
        return process

    def log(self):
        return (self.home / "log").read_text()

    def execute(self, sql):
        """Run one statement straight on the site's database; return its rows, if it has any."""
        if self.database_url.startswith("sqlite"):
            with contextlib.closing(sqlite3.connect(self.home / "hearth.sqlite3", timeout=20)) as connection:
                rows = connection.execute(sql).fetchall()
                connection.commit()
                return rows
        with psycopg.connect(self.database_url) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def count(self, sql):
        return self.execute(sql)[0][0]

    def wait_until(self, true, seconds=120):
        deadline = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < deadline, self.log()
            assert any(process.poll() is None for process in self.processes), self.log()
            time.sleep(0.05)

    def stop(self):
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.wait()


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
        with psycopg.connect(configured, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}{source}")
        made.append(name)
        return urlsplit(configured)._replace(path=f"/{name}").geturl()

    yield make
    for name in made:
        with psycopg.connect(configured, autocommit=True) as connection:
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
