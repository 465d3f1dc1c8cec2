"""A provider that is silent, slow, endless or sends us to our neighbours, against the site's own door."""

import socket
import threading
import time
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from hearth.members import outside_session
from hearth.members.outside import Provider
from hearth.members.outside_session import AT_ONCE, OutsideAway, OutsideSession
from hearth.members.tests.test_outside import come_from_there
from tests.openid import CLIENT, SECRET, OpenID
from tests.threads import at_once

pytestmark = pytest.mark.django_db
ENTER = "/sign-in/with/clinic/"


@pytest.fixture(autouse=True)
def _no_limits_left_over():
    cache.clear()


@contextmanager
def server(answer):
    """Serve each connection on loopback by `answer(connection)`, in a thread of its own; give its address."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                connection, _address = listening.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=[connection], daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://localhost:{listening.getsockname()[1]}"
    finally:
        listening.close()


def silence(connection):
    while connection.recv(1024):
        pass


def dripping(connection):
    connection.recv(1024)
    stop = threading.Event()
    try:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
        while not stop.wait(0.02):
            connection.sendall(b" ")
    except OSError:
        return


def endless(connection):
    connection.recv(1024)
    try:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        while True:
            connection.sendall(b" " * 65536)
    except OSError:
        return


def named(settings, address):
    settings.OUTSIDE_PROVIDERS = [
        Provider(id="clinic", name="Clínica", client_id=CLIENT, secret=SECRET, server=address)
    ]


def timed(client):
    began = time.monotonic()
    answer = client.post(ENTER)
    return answer, time.monotonic() - began


@pytest.mark.parametrize("manner", [silence, dripping, endless])
def test_whatever_a_provider_does_one_visit_waits_so_long_and_the_next_not_at_all(
    client, settings, monkeypatch, manner
):
    monkeypatch.setattr(outside_session, "VISIT", 0.5)
    with server(manner) as address:
        named(settings, address)
        answer, took = timed(client)
        assert (answer.status_code, took < 2) == (401, True)
        assert "That did not work" in answer.content.decode()
        answer, took = timed(Client())
        assert (answer.status_code, took < 0.4) == (401, True)


def test_what_is_asked_at_once_leaves_the_rest_of_the_site_its_threads(settings, monkeypatch):
    monkeypatch.setattr(outside_session, "VISIT", 1.0)
    arrived = []

    def noted_silence(connection):
        arrived.append(connection)
        silence(connection)

    with server(noted_silence) as address:
        named(settings, address)
        said = at_once(6, lambda number: OutsideSession(None).get(f"{address}/{number}"))
    assert all(isinstance(each, OutsideAway) for each in said)
    assert len(arrived) <= AT_ONCE


def test_that_many_wait_says_nothing_of_the_provider(settings):
    with OpenID() as provider:
        named(settings, provider.url)
        for _each in range(AT_ONCE):
            outside_session._talking.acquire()
        try:
            assert Client().post(ENTER).status_code == 401
        finally:
            for _each in range(AT_ONCE):
                outside_session._talking.release()
        assert Client().post(ENTER).status_code == 302


def test_discovery_is_asked_for_once_by_all_who_come(settings):
    with OpenID() as provider:
        named(settings, provider.url)
        assert {Client().post(ENTER).status_code for _each in range(3)} == {302}
    assert provider.visits == ["/.well-known/openid-configuration"]


def test_keys_that_were_replaced_are_asked_for_anew(settings):
    with OpenID() as provider:
        named(settings, provider.url)
        cache.set(outside_session._key(f"{provider.url}/keys"), outside_session.Answer(200, b'{"keys": []}', {}))
        assert come_from_there(Client()).url == reverse("members:join")
        assert come_from_there(Client()).url == reverse("members:join")
    assert provider.visits.count("/keys") == 1


def test_a_provider_cannot_send_us_to_our_neighbours(settings):
    with OpenID() as provider:
        named(settings, provider.url)
        port = provider.url.rpartition(":")[2]
        for address in (
            f"http://127.0.0.1:{port}/keys",
            "http://169.254.169.254/latest",
            "http://[::1]/",
            "http://10.0.0.1/",
        ):
            with pytest.raises(OutsideAway):
                OutsideSession(None).get(address)
        assert OutsideSession(None).get(f"{provider.url}/keys").json()["keys"]


def test_entering_counts_by_network(settings):
    with OpenID() as provider:
        named(settings, provider.url)
        first, second = (Client(REMOTE_ADDR=f"198.51.100.{number}") for number in (1, 2))
        answers = [first.post(ENTER).status_code for _each in range(61)]
        assert (answers[:60], answers[60]) == ([302] * 60, 429)
        assert second.post(ENTER).status_code == 302
        assert first.get(reverse("account_login")).status_code == 200
