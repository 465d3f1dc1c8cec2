"""Whole sites in a folder and a database of their own, run by real processes."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psycopg

TOP = Path(__file__).resolve().parents[2]


def connect(database_url, **options):
    """Connect to the PostgreSQL database that a site knows by `database_url`."""
    return psycopg.connect(database_url, **options)


class Site:
    """A site with the play app at `home`, on the database at `database_url`; `environment` is added to its own."""

    def __init__(self, home, database_url, **environment):
        self.home, self.database_url = home, database_url
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.play.settings",
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
        process = subprocess.Popen(command, env=self.environment, cwd=TOP, stdout=log, stderr=log)
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
        with connect(self.database_url) as connection:
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
