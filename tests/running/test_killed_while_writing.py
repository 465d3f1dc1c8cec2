"""The server is killed again and again while somebody writes: what was acknowledged is there, once, and counted."""

import contextlib
import json
import os
import random
import re
import signal
import sqlite3
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPException
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

from tests.running.sites import START_SECONDS, Process, free_port, numbers_of, running, wait_until_answers

ROUNDS = 15
AHEAD = 3  # servers that start while another is written to; none of them opens the database before its turn
CSRF = "c" * 32
SERVER = ["granian", "--interface", "rsgi", "--no-ws", "--host", "127.0.0.1", "--workers", "1"]
SITE = {"SECRET_KEY": "s" * 50, "HEARTH_POSTS_AN_HOUR": "10000"}
MISCOUNTED = """
SELECT 'discussion', id FROM communities_discussion d
 WHERE reply_count <> (SELECT count(*) FROM communities_reply r WHERE r.discussion_id = d.id)
    OR helpful_count <> (SELECT count(*) FROM communities_reaction e WHERE e.discussion_id = d.id)
 UNION ALL
SELECT 'community', id FROM communities_community c
 WHERE member_count <> (SELECT count(*) FROM communities_membership m WHERE m.community_id = c.id)
    OR discussion_count <> (SELECT count(*) FROM communities_discussion d WHERE d.community_id = c.id)
"""


class Writer:
    """Somebody who writes, reacts and leaves in turn, and sends the same form again when there was no answer."""

    def __init__(self, place: str, discussion: str, session: str) -> None:
        self.place, self.discussion, self.session = f"/communities/{place}", f"/discussions/{discussion}", session
        self.port = 0  # of the server that runs now
        self.replies: list[str] = []
        self.questions: list[str] = []
        self.sent = self.acknowledged = 0
        # Whoever left joins again with the next reply, in the reply's own transaction.
        turns = [self.reply, self.react, self.leave, self.reply, self.ask, self.take_back, self.leave]
        self.turns: Iterator[Callable[[], bool]] = cycle(turns)
        self.turn = next(self.turns)

    def reply(self) -> bool:
        """Answer the discussion."""
        words = f"Reply number {len(self.replies)}."
        form = {"body": words, "name": "usual", "once": f"key {words}"}
        return self._keep(self.replies, words, self._send(f"{self.discussion}/replies/", form, "/replies/[^/]+/$"))

    def ask(self) -> bool:
        """Start a discussion."""
        title = f"Question number {len(self.questions)}?"
        form = {"title": title, "name": "usual", "once": f"key {title}"}
        address = f"{self.place}/discussions/new/"
        return self._keep(self.questions, title, self._send(address, form, "/discussions/[^/]+/question-number-"))

    def react(self) -> bool:
        """Say that it helped."""
        return self._send(f"{self.discussion}/reactions/helpful/", {}, "/discussions/")

    def take_back(self) -> bool:
        """Say so no longer."""
        return self._send(f"{self.discussion}/reactions/helpful/end/", {}, "/discussions/")

    def leave(self) -> bool:
        """Belong to the community no longer."""
        return self._send(f"{self.place}/leave/", {}, "/communities/$")

    def act(self) -> bool:
        """Do what is next; say whether it was acknowledged. What was not is next again."""
        self.sent += 1
        if not self.turn():
            return False
        self.acknowledged += 1
        self.turn = next(self.turns)
        return True

    def act_until_no_answer(self) -> None:
        """Do one thing after the other."""
        while self.act():
            pass

    def _keep(self, kept: list[str], words: str, is_acknowledged: bool) -> bool:
        if is_acknowledged:
            kept.append(words)
        return is_acknowledged

    def _send(self, path: str, form: dict[str, str], leads_to: str) -> bool:
        headers = {
            "Host": f"localhost:{self.port}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"hearth_session={self.session}; hearth_csrf={CSRF}",
        }
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        with contextlib.closing(connection), contextlib.suppress(OSError, HTTPException):
            connection.request("POST", path, urlencode(form | {"csrfmiddlewaretoken": CSRF}), headers)
            answer = connection.getresponse()
            assert answer.status == 302, answer.read().decode()
            assert re.search(leads_to, answer.headers["Location"]), answer.headers["Location"]
            return True
        return False


class Server:
    """The web server alone, on a port of its own."""

    def __init__(self, home: Path, number: int) -> None:
        self.home, self.port = home, free_port()
        arguments = [*SERVER, "--port", str(self.port), "--log-level", "warning", "hearth.rsgi:application"]
        self.process = Process(arguments, home, f"web-{number}", SITE | {"PORT": str(self.port)})

    @property
    def numbers(self) -> list[int]:
        """The ids of its processes."""
        return numbers_of(self.home, PORT=str(self.port))

    def kill(self) -> None:
        """End every process of it as a power failure does, whatever it is doing."""
        for number in self.numbers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        self.process.process.wait()

    @contextlib.contextmanager
    def killed_in(self, seconds: float) -> Iterator[None]:
        """Kill it so much later, and wait for its end."""
        timer = threading.Timer(seconds, self.kill)
        timer.start()
        yield
        timer.join()
        assert self.numbers == []


@contextlib.contextmanager
def servers(home: Path) -> Iterator[Iterator[Server]]:
    """Yield one running server after the other; the next few are on their way."""
    made: deque[Server] = deque()

    def in_turn() -> Iterator[Server]:
        for number in range(ROUNDS + 1 + AHEAD):
            if number < ROUNDS + 1:
                made.append(Server(home, number))
            if number >= AHEAD:
                assert users_of(home / "hearth.sqlite3") == set(), "as after a power failure"
                wait_until_answers(made[0].port, made[0].process)
                yield made[0]
                made.popleft().kill()

    try:
        yield in_turn()
    finally:
        for each in made:
            each.kill()


def users_of(file: Path) -> set[int]:
    """Return the ids of the processes that have `file` open."""
    found = set()
    for opened in Path("/proc").glob("[0-9]*/fd/*"):
        with contextlib.suppress(OSError):
            if opened.readlink() == file:
                found.add(int(opened.parts[2]))
    return found


def rows(home: Path, question: str) -> list[tuple]:
    """Ask the database itself."""
    with contextlib.closing(sqlite3.connect(home / "hearth.sqlite3")) as database:
        return database.execute(question).fetchall()


def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(tmp_path):
    home, chance = tmp_path / "home", random.Random(4)
    for command in ("prepare", "talk"):
        settings = {"DJANGO_SETTINGS_MODULE": "tests.play.settings"}
        with running(["django", command], home, command, **SITE, **settings) as process:
            assert process.process.wait(START_SECONDS) == 0, process.said
    writer = Writer(**json.loads(process.said.splitlines()[-1]))
    with servers(home) as in_turn:
        for number, server in enumerate(in_turn):
            writer.port = server.port
            assert writer.act()
            if number < ROUNDS:
                with server.killed_in(chance.uniform(0, 0.25)):
                    writer.act_until_no_answer()
    said = Counter(words for (words,) in rows(home, "SELECT body FROM communities_reply"))
    assert said == Counter(f"<p>{words}</p>" for words in writer.replies)
    asked = Counter(title for (title,) in rows(home, "SELECT title FROM communities_discussion WHERE id > 1"))
    assert asked == Counter(writer.questions)
    assert writer.acknowledged > ROUNDS
    assert writer.sent > writer.acknowledged
    assert rows(home, MISCOUNTED) == []
    assert rows(home, "PRAGMA integrity_check") == [("ok",)]
