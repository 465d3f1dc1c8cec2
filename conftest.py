"""What every test gets: no network but loopback, and a way to let the worker do what is due.

Tests that record activities, put mail or queue tasks ask for `run_worker` and call it: it does in this process what a
worker would, until nothing is due. Work put off by a failure is due later: move the clock with `time_machine.travel`.
"""

import ipaddress
import signal
import socket
from collections.abc import Callable

import pytest
from aiosmtpd.controller import Controller
from django.core.cache import cache, caches

from hearth.core import worker
from tests.letterbox import Letterbox
from tests.servers import free_port
from tests.threads import database_that_waits


def pytest_configure() -> None:
    """Let the sites that tests start hear Ctrl-C, though a shell that put us in the background had it ignored."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


class Outside(OSError):
    """A test reached for the network."""


@pytest.fixture(scope="session", autouse=True)
def loopback_only():
    """Refuse every connection but to this machine, at once and by name, so that no test depends on the network."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        patch.setattr(socket.socket, "sendto", _guarded(socket.socket.sendto))
        yield


def _guarded(call):
    def guarded(sock, *args):
        address = args[-1]
        if sock.family != socket.AF_UNIX and not _is_here(address[0]):
            raise Outside(f"tests may not reach {address[0]}")
        return call(sock, *args)

    return guarded


def _is_here(host: str) -> bool:
    try:
        return host in {"localhost", ""} or ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def no_limits_left_over():
    """Let nothing that an earlier test counted limit this one."""
    cache.clear()
    caches["process"].clear()


@pytest.fixture
def run_worker(db) -> Callable[[], None]:
    """Do all background work that is due now, in this process."""
    return worker.drain


@pytest.fixture
def mail_port(settings):
    """A port of this machine where no mail server listens yet, and that the site sends its mail to."""
    port = free_port()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    return port


@pytest.fixture
def mail_server(mail_port):
    """Start the mail server; returns its letterbox."""
    box = Letterbox()
    controller = Controller(box, hostname="127.0.0.1", port=mail_port)

    def start():
        controller.start()
        return box

    yield start
    if controller.server:
        controller.stop()


@pytest.fixture
def waiting_database(transactional_db, tmp_path):
    """A database on which several threads can write, each in its turn; see `tests.threads.at_once`."""
    with database_that_waits(tmp_path):
        yield
