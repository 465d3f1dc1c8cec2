"""Whole pages kept for visitors: fast, the same for all of them, gone at once when they must be."""

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from hearth.core.display import Display
from hearth.core.outer_cache import KEPT_SECONDS, Generation, forget_pages, generation
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
    [{"accept_language": "en-GB,en;q=0.8"}, {"cookie": f"{Display.COOKIE}=purple.."}, {"cookie": "tracker=1"}],
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
    ],
)
def test_whoever_may_be_somebody_is_never_answered_from_it(browser, headers):
    for _each in range(2):
        browser.get("/topics/")
        browser.get("/topics/", **headers)
    assert browser.asked == 3


@pytest.mark.parametrize("path", ["/sign-in/", "/join/", "/health/", "/no/such/page/", "/settings/"])
def test_pages_that_did_not_say_so_are_not_kept(browser, path):
    for _each in range(2):
        browser.get(path)
    assert browser.asked == 2
    assert browser.cache.pages == {}


def test_only_what_is_asked_for_by_get_is_kept(browser):
    browser.get("/topics/", method="HEAD")
    browser.get("/topics/")
    browser.get("/topics/", method="HEAD")
    assert browser.asked == 3


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


def test_another_process_forgets_too(tmp_path):
    here, there = Generation(lambda: tmp_path / "n"), Generation(lambda: tmp_path / "n")
    assert here.read() == there.read()
    before = there.read()
    here.advance()
    assert there.read() != before


def test_it_keeps_no_more_than_it_may():
    browser = Browser(most_bytes=60_000)
    for number in range(20):
        browser.get("/topics/", query=f"q={number}")
    assert browser.cache.bytes <= 60_000
    assert browser.cache.bytes == sum(len(page.body) for page in browser.cache.pages.values())


def test_the_test_client_and_the_cache_say_the_same(browser):
    answer = Client().get("/topics/")
    assert browser.get("/topics/")[1] == answer.content.decode()
