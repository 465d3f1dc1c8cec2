"""The outbound client against real servers on loopback, which it is told to allow one by one."""

import contextlib
import gzip
import ipaddress
import random
import socket
import threading
import time
import zlib
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from hearth.core.addresses import is_public, resolve
from hearth.core.http import Client, FetchFailed, FetchRefused, Response, fetch
from tests.servers import free_port

FOREVER = 60  # seconds: how long what never ends would take here; a loaded machine stays far below half of it


def only(*allowed):
    return lambda address: str(address) in allowed


@contextmanager
def serving(answer, address="127.0.0.1", port=0):
    """Run a server whose `answer(handler)` writes each answer; give its port and the requests it got."""
    seen = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            seen.append((self.command, self.path, dict(self.headers), body))
            answer(self)

        do_GET = do_POST = do  # noqa: N815

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer((address, port), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server.server_address[1], seen
        server.shutdown()


def reply(handler, body=b"hello", status=200, **headers):
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def client(*ports, allowed=("127.0.0.1",), resolver=resolve):
    return Client(allows=only(*allowed), resolver=resolver, ports=frozenset(ports))


CLOSED = """0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.9.9.9 169.254.169.254 172.31.0.1 192.0.0.8 192.0.2.1 192.88.99.1
    192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.9 224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 ::7f00:1 ::ffff:8.8.8.8
    ::ffff:127.0.0.1 64:ff9b::808:808 64:ff9b:1::1 100::1 2001::1 2001:db8::1 2001:10::1 2002:808:808::1 3fff::1
    fc00::1 fd12::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 5f00::1 4000::1"""


@pytest.mark.parametrize("address", CLOSED.split())
def test_addresses_that_are_not_on_the_open_internet_are_refused(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "192.0.66.1", "2606:4700::1111", "2a00:1450:4001::1"])
def test_addresses_on_the_open_internet_are_allowed(address):
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://①②⑦.0.0.1/",
        "http://localhost./",
        "http://169.254.169.254/latest/meta-data/",
    ],
)
def test_no_spelling_of_loopback_is_fetched(url):
    with pytest.raises((FetchRefused, FetchFailed)):
        fetch(url)


def test_odd_spellings_reach_the_check_and_not_the_server():
    with serving(reply) as (port, seen):
        refusing = Client(ports=frozenset({port}))
        for host in ("127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "localhost"):
            with pytest.raises(FetchRefused):
                refusing.fetch(f"http://{host}:{port}/")
    assert seen == []


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "//example.org/",
        "example.org",
        "",
        "http://",
        "http://user:secret@example.org/",
        "http://user@example.org/",
        "http://example.org:22/",
        "http://example.org:6379/",
        "http://exa mple.org/",
        "http://example.org\r\nX: y/",
        "http://[::1/",
        "http://example.org:99999/",
    ],
)
def test_addresses_that_are_no_plain_web_addresses_are_refused(url):
    with pytest.raises(FetchRefused):
        Client(resolver=lambda *_: pytest.fail("resolved")).fetch(url)


def test_an_answer_comes_with_its_words_and_our_name():
    def answer(handler):
        reply(handler, "Grüße".encode("latin-1"), Content_Type="text/plain; charset=iso-8859-1")

    with serving(answer) as (port, seen):
        got = client(port).fetch(f"http://127.0.0.1:{port}/a?b=c#d", headers={"Accept": "text/plain", "Host": "evil"})
    assert (got.status, got.text, got.url) == (200, "Grüße", f"http://127.0.0.1:{port}/a?b=c#d")
    method, path, headers, _body = seen[0]
    assert (method, path, headers["Host"], headers["Accept"]) == ("GET", "/a?b=c", f"127.0.0.1:{port}", "text/plain")
    assert headers["User-Agent"].startswith("Hearth (")


def test_proxies_of_the_environment_are_not_used(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with serving(reply) as (port, _seen):
        assert client(port).fetch(f"http://127.0.0.1:{port}/").status == 200


def test_a_name_is_resolved_once_and_the_checked_address_is_the_one_connected_to():
    answers = iter([["127.0.0.1"], ["127.0.0.2"], ["127.0.0.2"]])
    with serving(reply) as (port, seen), serving(reply, "127.0.0.2", port) as (_port, inner):
        rebinding = client(port, resolver=lambda *_: next(answers))
        assert rebinding.fetch(f"http://rebind.example:{port}/").content == b"hello"
        assert (len(seen), len(inner)) == (1, 0)
        assert seen[0][2]["Host"] == f"rebind.example:{port}"
        with pytest.raises(FetchRefused):
            rebinding.fetch(f"http://rebind.example:{port}/")
        assert len(inner) == 0


def test_one_bad_address_among_good_ones_is_enough_to_refuse():
    with serving(reply) as (port, seen), pytest.raises(FetchRefused):
        client(port, resolver=lambda *_: ["127.0.0.1", "127.0.0.2"]).fetch(f"http://mixed.example:{port}/")
    assert seen == []


def test_the_next_address_is_tried_when_the_first_does_not_answer():
    with serving(reply) as (port, seen):
        got = client(port, allowed=("127.0.0.1", "127.0.0.3"), resolver=lambda *_: ["127.0.0.3", "127.0.0.1"])
        assert got.fetch(f"http://two.example:{port}/").status == 200
    assert len(seen) == 1


@pytest.mark.parametrize(
    "place", ["http://127.0.0.2:{}/", "//127.0.0.2:{}/", "http://0x7f.2:{}/", "file:///etc/passwd"]
)
def test_a_redirect_is_checked_like_a_first_address(place):
    with serving(reply, "127.0.0.2") as (inner_port, inner):
        target = place.format(inner_port)
        with (
            serving(lambda handler: reply(handler, b"", 302, Location=target)) as (port, _seen),
            pytest.raises(FetchRefused),
        ):
            client(port, inner_port).fetch(f"http://127.0.0.1:{port}/")
    assert inner == []


def test_redirects_are_followed_and_secrets_stay_with_their_origin():
    def first(handler):
        reply(handler, b"", 307, Location=f"http://other.example:{port_2}/there")

    with serving(reply) as (port_2, second), serving(first) as (port, _seen):
        asking = client(port, port_2, resolver=lambda *_: ["127.0.0.1"])
        got = asking.fetch(f"http://127.0.0.1:{port}/", headers={"Authorization": "x", "Cookie": "y", "Accept": "z"})
    assert got.url == f"http://other.example:{port_2}/there"
    assert "Authorization" not in second[0][2]
    assert "Cookie" not in second[0][2]
    assert second[0][2]["Accept"] == "z"


def test_a_post_becomes_a_get_after_303_and_stays_a_post_after_307():
    def answer(handler):
        if handler.path == "/end":
            reply(handler)
        else:
            reply(handler, b"", int(handler.path[1:]), Location="/end")

    with serving(answer) as (port, seen):
        for status in ("303", "307"):
            client(port).fetch(f"http://127.0.0.1:{port}/{status}", method="POST", content=b"words")
    assert [(method, body) for method, path, _headers, body in seen if path == "/end"] == [
        ("GET", b""),
        ("POST", b"words"),
    ]


def test_redirects_in_a_ring_end():
    with (
        serving(lambda handler: reply(handler, b"", 302, Location="/again")) as (port, seen),
        pytest.raises(FetchFailed),
    ):
        client(port).fetch(f"http://127.0.0.1:{port}/")
    assert len(seen) == 6


def test_a_slow_drip_ends_at_the_deadline():
    def drip(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        try:
            for _ in range(20 * FOREVER):
                handler.wfile.write(b"x")
                threading.Event().wait(0.05)
        except OSError:
            pass

    began = time.monotonic()
    with serving(drip) as (port, _seen), pytest.raises(FetchFailed):
        client(port).fetch(f"http://127.0.0.1:{port}/", deadline=0.4)
    assert time.monotonic() - began < FOREVER / 2


def test_a_silent_server_and_a_slow_resolver_end_at_the_deadline():
    began = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        hangs_up = threading.Timer(FOREVER, silent.close)
        hangs_up.start()
        with pytest.raises(FetchFailed):
            client(port).fetch(f"http://127.0.0.1:{port}/", deadline=0.2)
        hangs_up.cancel()

    def too_late(host, port, timeout):
        assert timeout < 0.2
        raise TimeoutError

    with pytest.raises(FetchFailed):
        client(80, resolver=too_late).fetch("http://slow.example/", deadline=0.2)
    assert time.monotonic() - began < FOREVER / 2


def test_the_decoded_size_is_capped():
    bomb = gzip.compress(bytes(50_000_000))
    assert len(bomb) < 60_000
    with (
        serving(lambda handler: reply(handler, bomb, Content_Encoding="gzip")) as (port, _seen),
        pytest.raises(FetchFailed),
    ):
        client(port).fetch(f"http://127.0.0.1:{port}/")
    with serving(lambda handler: reply(handler, bytes(2000))) as (port, _seen):
        with pytest.raises(FetchFailed):
            client(port).fetch(f"http://127.0.0.1:{port}/", max_bytes=1999)
        assert len(client(port).fetch(f"http://127.0.0.1:{port}/", max_bytes=2000).content) == 2000


def test_what_follows_a_compressed_body_is_not_read():
    sent = []

    def go_on(handler):
        handler.send_response(200)
        handler.send_header("Content-Encoding", "gzip")
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(gzip.compress(b"words"))
        with contextlib.suppress(OSError):
            for _ in range(640):
                handler.wfile.write(bytes(64 * 1024))
                sent.append(64 * 1024)
        handler.close_connection = True

    with serving(go_on) as (port, _seen):
        assert client(port).fetch(f"http://127.0.0.1:{port}/", max_bytes=1000).content == b"words"
    assert sum(sent) < 30_000_000


def test_what_decodes_to_nothing_counts_too():
    endless_name = b"\x1f\x8b\x08\x08" + bytes(6) + b"n" * 100_000
    with (
        serving(lambda handler: reply(handler, endless_name, Content_Encoding="gzip")) as (port, _seen),
        pytest.raises(FetchFailed, match="too large"),
    ):
        client(port).fetch(f"http://127.0.0.1:{port}/", max_bytes=1000)


def test_what_does_not_compress_may_be_as_large_as_is_allowed():
    noise = random.Random(1).randbytes(200_000)
    with serving(lambda handler: reply(handler, gzip.compress(noise), Content_Encoding="gzip")) as (port, _seen):
        assert client(port).fetch(f"http://127.0.0.1:{port}/", max_bytes=200_000).content == noise


def test_compressed_answers_are_read_and_broken_or_foreign_ones_are_failures():
    whole = gzip.compress(b"good words" * 500)
    cases = {"/good": (whole, "gzip"), "/cut": (whole[:-20], "gzip"), "/not": (b"plain", "gzip"), "/br": (b"x", "br")}

    def answer(handler):
        body, encoding = cases[handler.path]
        reply(handler, body, Content_Encoding=encoding)

    with serving(answer) as (port, _seen):
        assert client(port).fetch(f"http://127.0.0.1:{port}/good").content == b"good words" * 500
        for path in ("/cut", "/not", "/br"):
            with pytest.raises(FetchFailed):
                client(port).fetch(f"http://127.0.0.1:{port}{path}")


@pytest.mark.parametrize(
    "charset",
    [
        "zlib",
        "bz2",
        "hex",
        "rot13",
        "idna",
        "punycode",
        "undefined",
        "no-such",
        '"',
        "utf-8; charset=zlib",
        "a" * 5_000,
    ],
)
def test_a_charset_that_is_none_of_text_is_read_as_utf_8(charset):
    bomb = zlib.compress(bytes(1_000_000))
    for body in ("Größe".encode(), bomb):
        answer = Response(
            "https://a.example/", 200, httpx.Headers({"content-type": f"text/html; charset={charset}"}), body
        )
        assert answer.text == body.decode("utf-8", "replace")


def test_words_are_read_in_the_charset_they_were_sent_in():
    for charset in ("iso-8859-1", "windows-1252", "utf-16", '"UTF-8"'):
        body = "Größe".encode(charset.strip('"'))
        answer = Response(
            "https://a.example/", 200, httpx.Headers({"content-type": f"text/html; charset={charset}"}), body
        )
        assert answer.text == "Größe"


def test_nobody_listening_and_no_such_name_are_failures():
    port = free_port()
    with pytest.raises(FetchFailed):
        client(port).fetch(f"http://127.0.0.1:{port}/")
    with pytest.raises(FetchFailed):
        client(80, resolver=lambda *_: []).fetch("http://nowhere.example/")


def test_the_open_internet_is_fetched_by_the_same_door():
    assert (fetch.__func__, fetch.__self__) == (Client.fetch, Client())
