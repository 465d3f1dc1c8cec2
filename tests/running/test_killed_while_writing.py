"""The server is killed again and again while somebody writes: what was acknowledged is there, once."""

import contextlib
import json
import os
import random
import re
import signal
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from tests.running.sites import START_SECONDS, free_port, numbers_of, running, wait_until_answers

ROUNDS = 15
CSRF = "c" * 32
SERVER = ["granian", "--interface", "rsgi", "--no-ws", "--host", "127.0.0.1", "--workers", "1"]


class Writer:
    """Somebody who posts one reply after the other, and sends the same form again when there was no answer."""

    def __init__(self, port: int, discussion: str, session: str) -> None:
        self.port, self.path = port, f"/discussions/{discussion}/replies/"
        self.headers = {
            "Host": f"localhost:{port}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"hearth_session={session}; hearth_csrf={CSRF}",
        }
        self.acknowledged: list[str] = []
        self.sent = 0

    @property
    def words(self) -> str:
        """What is posted next."""
        return f"Reply number {len(self.acknowledged)}."

    def post(self) -> bool:
        """Send the next reply; say whether it was acknowledged."""
        form = {"body": self.words, "name": "usual", "once": f"key {self.words}", "csrfmiddlewaretoken": CSRF}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        self.sent += 1
        with contextlib.closing(connection), contextlib.suppress(OSError, HTTPException):
            connection.request("POST", self.path, urlencode(form), self.headers)
            answer = connection.getresponse()
            assert answer.status == 302, answer.read().decode()
            assert re.search("/replies/[^/]+/$", answer.headers["Location"])
            self.acknowledged.append(self.words)
            return True
        return False

    def post_until_no_answer(self) -> None:
        """Post one reply after the other."""
        while self.post():
            pass


@contextlib.contextmanager
def killed_in(seconds: float, home: Path) -> Iterator[None]:
    """End every process of the site as a power failure does, in `seconds`, whatever it is doing then."""
    numbers = numbers_of(home)

    def strike() -> None:
        for number in numbers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)

    timer = threading.Timer(seconds, strike)
    timer.start()
    yield
    timer.join()


@contextlib.contextmanager
def started(home: Path, port: int, name: str) -> Iterator[None]:
    """Run the web server alone until it is killed."""
    arguments = [*SERVER, "--port", str(port), "--log-level", "warning", "hearth.rsgi:application"]
    with running(arguments, home, name, PORT=str(port), SECRET_KEY="s" * 50) as process:
        wait_until_answers(port, process)
        yield


def rows(home: Path, question: str) -> list[tuple]:
    """Ask the database itself."""
    with contextlib.closing(sqlite3.connect(home / "hearth.sqlite3")) as database:
        return database.execute(question).fetchall()


def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(tmp_path):
    home, port, chance = tmp_path / "home", free_port(), random.Random(4)
    site = {"PORT": str(port), "SECRET_KEY": "s" * 50, "DJANGO_SETTINGS_MODULE": "tests.play.settings"}
    with running(["django", "prepare"], home, "prepare", **site) as process:
        assert process.process.wait(START_SECONDS) == 0, process.said
    with running(["django", "talk"], home, "talk", **site) as process:
        assert process.process.wait(START_SECONDS) == 0, process.said
        writer = Writer(port, **json.loads(process.said.splitlines()[-1]))
    for number in range(ROUNDS):
        with started(home, port, f"web-{number}"):
            assert writer.post()
            with killed_in(chance.uniform(0, 0.25), home):
                writer.post_until_no_answer()
        assert numbers_of(home) == []
    with started(home, port, "web-last"):
        assert writer.post()
    said = Counter(words for (words,) in rows(home, "SELECT body FROM communities_reply"))
    assert said == Counter(f"<p>{words}</p>" for words in writer.acknowledged)
    assert len(writer.acknowledged) >= ROUNDS
    assert writer.sent > len(writer.acknowledged)
    counted = "SELECT reply_count, (SELECT count(*) FROM communities_reply) FROM communities_discussion"
    assert rows(home, counted) == [(len(writer.acknowledged),) * 2]
    assert rows(home, "PRAGMA integrity_check") == [("ok",)]
