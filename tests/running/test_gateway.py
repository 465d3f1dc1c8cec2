"""What the gateway makes of requests, seen by an application behind a real Granian."""

import contextlib
import json
import socket
from http.client import HTTPConnection

import pytest

from hearth.config import load
from hearth.core.serving import web_command
from tests.running.sites import free_port, get, running


@pytest.fixture(scope="module")
def echo(tmp_path_factory):
    """A site that says what reached it; gives its port and its process."""
    home, port = tmp_path_factory.mktemp("echo") / "home", free_port()
    command = web_command(load({"HEARTH_HOME": str(home), "SECRET_KEY": "s" * 50, "PORT": str(port)}))
    with running([*command[command.index("granian") : -1], "tests.running.echo:application"], home) as process:
        while get(port, "/") != 201:
            assert process.process.poll() is None, process.said
        yield port, process


def ask(port: int, head: str, body: bytes = b"") -> tuple[str, dict]:
    """Send the request as it stands; return the head of the answer and what reached the site."""
    with socket.create_connection(("127.0.0.1", port), timeout=15) as asking:
        asking.sendall(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)
        answer = b""
        while b"\r\n\r\n" not in answer or not answer.rstrip().endswith(b"}"):
            more = asking.recv(65536)
            assert more, answer
            answer += more
    top, _gap, content = answer.partition(b"\r\n\r\n")
    return top.decode(), json.loads(content)


def test_the_head_reaches_the_site_as_wsgi_says(echo):
    top, got = ask(
        echo[0],
        "GET /a%20b/%C3%A9?q=%C3%A9 HTTP/1.1\nHost: x.example:81\nX-Forwarded-For: 1.1.1.1\nX-Forwarded-For: 2.2.2.2\n"
        "X_Forwarded_For: 9.9.9.9\nCookie: a=b\nCookie: c=d\nContent-Type: text/plain",
    )
    assert top.startswith("HTTP/1.1 201 ")
    assert top.count("set-cookie: ") == 2
    assert {name: got[name] for name in WANTED} == WANTED
    assert got["body"] == ""


WANTED = {
    "REQUEST_METHOD": "GET",
    "PATH_INFO": "/a b/Ã©",  # UTF-8 read as Latin-1, as PEP 3333 asks
    "QUERY_STRING": "q=%C3%A9",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "REMOTE_ADDR": "127.0.0.1",
    "CONTENT_TYPE": "text/plain",
    "HTTP_HOST": "x.example:81",
    "HTTP_X_FORWARDED_FOR": "1.1.1.1,2.2.2.2",
    "HTTP_COOKIE": "a=b; c=d",
}


@pytest.mark.parametrize(
    ("head", "body", "reached"),
    [
        ("Content-Length: 5", b"words", ("words", "5", 0)),
        ("Transfer-Encoding: chunked", b"5\r\nwords\r\n2\r\n..\r\n0\r\n\r\n", ("words..", "7", 0)),
        ("Content-Length: 5", b"wor", ("", "0", 408)),
        ("Content-Length: 1001", b"", ("", "1001", 0)),
        ("Transfer-Encoding: chunked", b"3e9\r\n" + b"x" * 1001, ("x" * 1001, "1001", 0)),
        ("Content-Length: 0", b"", ("", "0", 0)),
    ],
)
def test_a_body_reaches_the_site_whole_or_not_at_all(echo, head, body, reached):
    _top, got = ask(echo[0], f"POST / HTTP/1.1\nHost: x\n{head}", body)
    assert (got["body"], got["CONTENT_LENGTH"], got["refused"]) == reached


def test_a_body_that_breaks_off_does_not_pass_for_a_whole_one(echo):
    with socket.create_connection(("127.0.0.1", echo[0]), timeout=15) as asking:
        asking.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nwor")
        asking.shutdown(socket.SHUT_WR)
        assert b'"refused": 400' in asking.recv(65536) + asking.recv(65536)


def test_what_breaks_is_answered_and_told_without_its_words(echo):
    port, process = echo
    with contextlib.closing(HTTPConnection("127.0.0.1", port, timeout=15)) as asking:
        asking.request("GET", "/broken")
        answer = asking.getresponse()
        assert (answer.status, b"Something went wrong" in answer.read()) == (500, True)
    assert "canary" not in process.said
