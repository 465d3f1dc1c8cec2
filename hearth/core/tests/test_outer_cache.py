"""Whole pages kept for visitors: fast, the same for all of them, gone at once when they must be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from hearth.core import outer_cache
from hearth.core.display import Display
from hearth.core.outer_cache import (
    KEPT_SECONDS,
    LARGEST,
    LONGEST_QUERY,
    MAY_KEEP,
    Generation,
    forget_pages,
    generation,
)
from hearth.members.models import Audience, Member
from tests.people import join_person, signed_in
from tests.visitors import Browser

pytestmark = pytest.mark.django_db
SESSION, CSRF = settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME


@pytest.fixture
def browser():
    return Browser()


def test_the_second_visitor_gets_the_page_of_the_first(browser):
    first, second = browser.get("/topics/"), browser.get("/topics/")
    assert first == second
    assert first[0] == 200
    assert browser.asked == 1


def test_a_page_is_kept_for_seconds(browser):
    browser.get("/topics/")
    browser.now += KEPT_SECONDS + 0.1
    browser.get("/topics/")
    assert browser.asked == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"accept_language": "es"},
        {"cookie": "hearth_language=ar"},
        {"cookie": f"{Display.COOKIE}=dark.."},
        {"cookie": f"{Display.COOKIE}=.more."},
        {"cookie": f"{Display.COOKIE}=..large"},
        {"accept_encoding": "gzip"},
        {"host": "localhost"},
        {"accept": "application/activity+json"},
    ],
)
def test_what_makes_a_page_look_different_keeps_it_apart(browser, headers):
    browser.get("/topics/")
    _status, other = browser.get("/topics/", **headers)
    assert browser.asked == 2
    assert browser.get("/topics/", **headers)[1] == other


@pytest.mark.parametrize(
    "headers",
    [
        {"accept_language": "en-GB,en;q=0.8"},
        {"cookie": f"{Display.COOKIE}=purple.."},
        {"cookie": "tracker=1"},
        {"x_forwarded_proto": "made up " * 500},
        {"user_agent": "another browser"},
    ],
)
def test_what_makes_no_difference_shares_the_page(browser, headers):
    browser.get("/topics/")
    browser.get("/topics/", **headers)
    assert browser.asked == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": f"{SESSION}=x"},
        {"cookie": f"{CSRF}=x"},
        {"cookie": "messages=x"},
        {"hx_request": "true"},
        {"authorization": "Basic eDp4"},
        {"if_none_match": '"x"'},
        {"if_modified_since": "Fri, 20 Nov 2026 18:00:00 GMT"},
        {"range": "bytes=0-9"},
        {"query": "q=" + "x" * LONGEST_QUERY},
        {"method": "HEAD"},
        {"method": "POST"},
    ],
)
def test_whoever_may_be_somebody_or_wants_something_else_is_never_answered_from_it(browser, headers):
    browser.get("/topics/", **headers)
    assert browser.cache.pages == {}, "Nor is what they were answered kept for others."
    for _each in range(2):
        browser.get("/topics/")
        browser.get("/topics/", **headers)
    assert browser.asked == 4
    assert len(browser.cache.pages) == 1


@pytest.mark.parametrize("path", ["/sign-in/", "/join/", "/health/", "/no/such/page/", "/settings/"])
def test_pages_that_did_not_say_so_are_not_kept(browser, path):
    for _each in range(2):
        browser.get(path)
    assert browser.asked == 2
    assert browser.cache.pages == {}


def test_a_member_s_page_never_reaches_a_visitor(browser):
    member = join_person("Canary in the corner", audience=Audience.EVERYONE)
    cookie = f"{SESSION}={signed_in(member).cookies[SESSION].value}"
    assert "Canary in the corner" in browser.get("/topics/", cookie=cookie)[1]
    assert "Canary in the corner" not in browser.get("/topics/")[1]
    assert "Canary in the corner" not in browser.get("/topics/")[1]


def test_what_must_be_gone_is_gone_at_once(browser, django_capture_on_commit_callbacks):
    member = join_person("Canary in the corner", audience=Audience.EVERYONE)
    path = f"/people/{member.public_id}/"
    assert browser.get(path)[0] == 200
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        Member.objects.filter(pk=member.pk).update(audience=Audience.ONLY_ME)
        forget_pages()
    assert browser.get(path)[0] == 404


def test_a_page_made_while_something_was_hidden_is_not_kept(browser):
    site = browser.cache.application

    def hides_meanwhile(environ, start_response):
        parts = site(environ, start_response)
        generation.advance()
        return parts

    browser.cache.application = hides_meanwhile
    browser.get("/topics/")
    browser.cache.application = site
    browser.get("/topics/")
    assert browser.asked == 2


IN_ANOTHER_PROCESS = """
import django
django.setup()
from django.db import transaction
from hearth.core.outer_cache import forget_pages
with transaction.atomic():
    forget_pages()
"""


def test_another_process_of_the_same_home_has_it_forgotten_at_once(browser, monkeypatch, tmp_path):
    monkeypatch.setattr(outer_cache, "generation", Generation(lambda: tmp_path / "pages.generation"))
    for _each in range(2):
        browser.get("/topics/")
    assert browser.asked == 1
    home = os.environ | {"HEARTH_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "hearth.settings", "DEBUG": "1"}
    database = {"DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3"}
    subprocess.run([sys.executable, "-c", IN_ANOTHER_PROCESS], check=True, env=home | database, timeout=60)
    browser.get("/topics/")
    assert browser.asked == 2


def test_its_number_has_a_place_on_the_disk_before_it_is_touched(tmp_path):
    """A hole is filled when it is touched, and a disk that is full by then ends the process (SIGBUS)."""
    path = tmp_path / "pages.generation"
    path.touch()
    os.truncate(path, 8)  # as an earlier release left it
    number = Generation(lambda: path)
    assert number.read() == 0
    assert path.stat().st_blocks > 0
    number.advance()
    assert (number.read(), Generation(lambda: path).read()) == (1, 1)


def test_where_its_number_finds_no_place_every_page_is_made_anew(browser, monkeypatch):
    monkeypatch.setattr(outer_cache, "generation", Generation(lambda: Path("/dev/full")))
    outer_cache.generation.advance()
    for asked in (1, 2):
        assert browser.get("/topics/")[0] == 200
        assert browser.asked == asked


@pytest.mark.parametrize(
    ("status", "headers", "body", "is_kept"),
    [
        ("200 OK", [], b"A page.", True),
        ("200 OK", [("Set-Cookie", "hearth_csrf=token")], b"A page with a token.", False),
        ("200 OK", [], b"x" * (LARGEST + 1), False),
        ("301 Moved Permanently", [("Location", "/")], b"", False),
        ("404 Not Found", [], b"", False),
        ("500 Internal Server Error", [], b"", False),
    ],
)
def test_only_a_whole_page_without_a_cookie_is_kept(browser, status, headers, body, is_kept):
    def answers(environ, start_response):
        environ[MAY_KEEP] = "somewhere"
        start_response(status, headers)
        return [body]

    browser.cache.application = answers
    assert browser.get("/somewhere/")[0] == int(status[:3])
    assert bool(browser.cache.pages) is is_kept
    assert browser.cache.bytes == (len(body) if is_kept else 0)


def test_made_up_addresses_push_out_no_page_that_people_read():
    browser = Browser(most_bytes=200_000)
    browser.get("/topics/")
    for number in range(40):
        browser.get("/topics/", query=f"q={number}")
        browser.get("/topics/")
    assert browser.asked == 41
    assert browser.cache.bytes <= 200_000


def test_it_keeps_no_more_than_it_may():
    browser = Browser(most_bytes=60_000)
    for number in range(20):
        browser.get("/topics/", query=f"q={number}")
    assert browser.cache.bytes <= 60_000
    assert browser.cache.bytes == sum(len(page.body) for page in browser.cache.pages.values())


def test_the_test_client_and_the_cache_say_the_same(browser):
    answer = Client().get("/topics/")
    assert browser.get("/topics/")[1] == answer.content.decode()
