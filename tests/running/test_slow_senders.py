"""Senders whose bodies never come do not keep the site from others, and are sent away in the end."""

import contextlib
import socket
import time

import pytest

from hearth.config import load
from hearth.core.gateway import THREADS
from hearth.core.serving import web_command
from tests.running.sites import START_SECONDS, Process, free_port, get, running, wait_until_answers

SECRET = "s" * 50
PATIENCE = 4  # as in impatient.py, which needs settings to be imported
SLOW = 5 * THREADS


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The web server, as `web` would start it, but impatient; gives its port."""
    home, port = tmp_path_factory.mktemp("slow") / "home", free_port()
    assert Process(["django", "prepare"], home, "prepare", {"SECRET_KEY": SECRET}).process.wait(START_SECONDS) == 0
    config = load({"HEARTH_HOME": str(home), "SECRET_KEY": SECRET, "PORT": str(port)})
    command = web_command(config)
    with running(
        [*command[command.index("granian") : -1], "tests.running.impatient:application"],
        home,
        SECRET_KEY=SECRET,
        PORT=str(port),
    ) as web:
        wait_until_answers(port, web)
        assert web.said == ""
        yield port


def post(port: int, body: bytes, length: int) -> socket.socket:
    """Post to the form of the display, saying that `length` bytes come and sending `body`."""
    sender = socket.create_connection(("127.0.0.1", port), timeout=15)
    head = f"POST /display/ HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: {length}\r\nOrigin: http://localhost:{port}\r\n"
    sender.sendall(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\n".encode() + body)
    return sender


def status(sender: socket.socket) -> int:
    """Return the status that the site answers with."""
    return int(sender.recv(65536).split(b" ", 2)[1])


def until_closed(sender: socket.socket) -> bool:
    """Read until the site closes the connection."""
    while sender.recv(65536):
        pass
    return True


def test_slow_senders_do_not_keep_the_site_from_others(site):
    """Tried again on a machine so busy that the slow ones were sent away before the others could even ask."""
    assert any(others_are_served_meanwhile(site) for _ in range(5))


def others_are_served_meanwhile(site: int) -> bool:
    """Say whether others were answered while the slow ones still sent; who is slow is sent away in any case."""
    with contextlib.ExitStack() as stack:
        began = time.monotonic()
        slow = [stack.enter_context(post(site, b"ab", 1000)) for _ in range(SLOW)]
        assert [get(site, path) for path in ("/health/", "/about/")] == [200, 200]
        assert status(stack.enter_context(post(site, b"theme=dark", 10))) == 302
        in_time = time.monotonic() - began < PATIENCE
        assert [status(sender) for sender in slow] == [408] * SLOW
        assert [until_closed(sender) for sender in slow] == [True] * SLOW
        return in_time


def test_a_body_that_is_too_large_is_refused_before_it_came(site):
    with post(site, b"ab", 10**9) as sender:
        assert status(sender) == 413
