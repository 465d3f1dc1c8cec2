"""The mail of a demo can be read in the demo, and nowhere else."""

import dataclasses
import os
import time

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client

from hearth.core.richtext import MAX_SOURCE

pytestmark = pytest.mark.django_db
BACKEND = "hearth.core.mail.maildir.EmailBackend"


@pytest.fixture
def demo(settings, tmp_path):
    settings.CONFIG = dataclasses.replace(settings.CONFIG, demo=True)
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = BACKEND, str(tmp_path / "mail")
    return tmp_path / "mail"


def deliver(subject, text, html="", language="en"):
    message = EmailMultiAlternatives(subject, text, to=["ana@example.org"], headers={"Content-Language": language})
    if html:
        message.attach_alternative(html, "text/html")
    get_connection(BACKEND).send_messages([message])


def keys(page):
    return [part.split("/")[0] for part in page.split('href="/demo/mail/')[1:] if not part.startswith('"')]


def test_the_newest_mail_comes_first(demo):
    assert "No mail yet" in Client().get("/demo/mail/").content.decode()
    for number, subject in enumerate(("Erster <b>", "Zweiter", "Dritter")):
        deliver(subject, "x")
        newest = max((demo / "new").iterdir(), key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, (time.time() - 100, time.time() + number - 50))
    page = Client().get("/demo/mail/").content.decode()
    assert page.index("Dritter") < page.index("Zweiter") < page.index("Erster &lt;b&gt;")
    assert "ana@example.org" in page


def test_a_message_is_shown_as_text_and_as_a_letter_and_its_links_work(demo):
    html = '<div class="preview">Not shown</div><p>Hi <a href="http://localhost:8000/x/">here</a></p><img src="https://t.example/p.gif"><script>alert(1)</script>'
    deliver("Grüße", "Code:\n\nAB12\n\nhttp://localhost:8000/x/?a=b", html, language="de")
    key = keys(Client().get("/demo/mail/").content.decode())[0]
    page = Client().get(f"/demo/mail/{key}/").content.decode()
    assert '<h1 dir="auto" lang="de">Grüße</h1>' in page
    assert "<p>AB12</p>" in page
    assert '<a href="http://localhost:8000/x/?a=b"' in page
    assert "Not shown" not in page
    assert "t.example" not in page
    assert "alert(1)" not in page


@pytest.mark.parametrize("part", ["text", "html"])
@pytest.mark.parametrize("words", ["x" * (MAX_SOURCE + 1), "a < b " * 10_000], ids=["letters", "signs"])
def test_a_part_that_is_too_long_is_told_so_and_the_rest_is_shown(demo, part, words):
    deliver("Long", **{"text": "Dear Ana", "html": "<p>Dear Ana</p>", part: words})
    key = keys(Client().get("/demo/mail/").content.decode())[0]
    page = Client().get(f"/demo/mail/{key}/")
    assert page.status_code == 200
    assert page.content.decode().count("too long to be shown") == 1
    assert page.content.decode().count("Dear Ana") == 1


@pytest.mark.parametrize("key", ["nothing", "..", "%2e%2e%2fhearth.sqlite3", ".", "new"])
def test_only_kept_messages_are_found(demo, key):
    deliver("One", "x")
    assert Client().get(f"/demo/mail/{key}/").status_code == 404


def test_outside_a_demo_there_is_no_such_page(demo, settings):
    deliver("One", "x")
    key = keys(Client().get("/demo/mail/").content.decode())[0]
    settings.CONFIG = dataclasses.replace(settings.CONFIG, demo=False)
    assert Client().get("/demo/mail/").status_code == 404
    assert Client().get(f"/demo/mail/{key}/").status_code == 404


def test_a_demo_that_sends_real_mail_keeps_none(demo, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert Client().get("/demo/mail/").status_code == 404
