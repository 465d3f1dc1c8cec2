"""bin/run from nothing: it starts, answers, lets the first administrator in, and stops without a trace."""

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import time
import urllib.parse
import urllib.request

import pytest

from tests.running.sites import TOP, free_port, get, left_behind, running

LAUNCH = ["hearth.core.launch"]


@pytest.fixture(scope="module")
def empty_site(tmp_path_factory):
    """An empty site, started from nothing; gives its port and its process."""
    home, port = tmp_path_factory.mktemp("one") / "home", free_port()
    with running([*LAUNCH, "--empty"], home, PORT=str(port)) as process:
        process.wait_for("Ctrl-C stops it")
        yield port, process


def test_it_answers_where_it_says(empty_site):
    port, process = empty_site
    assert f"http://localhost:{port}\n" in process.said
    assert (get(port, "/"), get(port, "/health/")) == (200, 200)


def test_what_it_keeps_is_private(empty_site):
    _port, process = empty_site
    for path in [process.home, *(path for path in process.home.iterdir())]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_second_start_from_the_same_home_is_refused_in_one_line(empty_site):
    _port, process = empty_site
    with running(LAUNCH, process.home, "second", PORT=str(free_port())) as second:
        assert second.process.wait(60) == 1
        assert re.fullmatch(r"Hearth already runs from .+\n", second.said)


@pytest.mark.parametrize("part", ["web", "worker"])
def test_another_part_beside_it_is_refused_in_one_line(empty_site, part):
    _port, process = empty_site
    with running(["django", part], process.home, f"another-{part}", PORT=str(free_port())) as another:
        assert another.process.wait(60) == 1
        assert re.fullmatch(r"CommandError: Hearth runs from .+ Stop that first\.\n", another.said)


def test_the_link_lets_the_first_administrator_in_once(empty_site):
    port, process = empty_site
    link = process.wait_for(r"http://localhost:\d+(/welcome/\S+)")[0]
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    page = browser.open(link).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    form = {
        "email": "a@hearth.example",
        "password": "lantern over the harbour",
        "name": "Ada",
        "csrfmiddlewaretoken": token,
    }
    answer = browser.open(link, urllib.parse.urlencode(form).encode())
    assert answer.geturl() == f"http://localhost:{port}/home/"
    assert get(port, urllib.parse.urlsplit(link).path) == 404


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_without_a_trace_and_starts_again(empty_site, number):
    _port, first = empty_site
    if first.process.poll() is None:
        assert first.stop() == 0
    port = free_port()
    with running(LAUNCH, first.home, f"again-{number}", PORT=str(port)) as process:
        process.wait_for("Ctrl-C stops it")
        assert len(left_behind(first.home)) >= 3
        assert process.stop(number) == 0
    assert left_behind(first.home) == []
    assert get(port) == 0


def test_it_stops_without_a_word_before_it_has_started(tmp_path):
    home = tmp_path / "home"
    with running([*LAUNCH, "--empty"], home, PORT=str(free_port())) as process:
        while not (home / ".env").exists():
            assert process.process.poll() is None, process.said
            time.sleep(0.01)
        assert process.stop(signal.SIGINT) == 130
        assert process.said == ""
    assert left_behind(home) == []


def test_what_commands_make_is_private_too(tmp_path):
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    site = {"PATH": os.environ["PATH"], "HEARTH_HOME": str(home), "SECRET_KEY": "s" * 50}
    prepare = [str(TOP / "bin" / "manage"), "prepare"]
    subprocess.run(prepare, env=site, check=True, umask=0o022, timeout=120)
    for path in [home, *home.iterdir()]:
        assert path.stat().st_mode & 0o077 == 0, path
    (home / "hearth.sqlite3").chmod(0o644)
    subprocess.run(prepare, env=site, check=True, umask=0o022, timeout=120)
    assert (home / "hearth.sqlite3").stat().st_mode & 0o777 == 0o600


def test_a_port_in_use_is_told_in_one_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with running(LAUNCH, tmp_path / "home", PORT=str(port)) as process:
            assert process.process.wait(60) == 1
            assert re.fullmatch(rf"Port {port} of 127\.0\.0\.1 cannot be used .+\n", process.said)


def test_a_demo_home_is_not_an_empty_site(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / ".env").write_text("HEARTH_DEMO=1\n")
    with running([*LAUNCH, "--empty"], home) as process:
        assert process.process.wait(60) == 1
        assert process.said.count("\n") == 1
