"""Nasty words in every field of every form: a clear answer within a second, no error of ours, nothing runs."""

import html
import time

import pytest
from django.core import mail
from django.urls import reverse

from hearth.core.models import OutgoingMail
from tests.attacks.doors import NAMES, OURS, doors
from tests.inventory import INVENTORY, address_of
from tests.pages import code_of

MARK = "b4d"
NASTY = {
    "script": f"<script>{MARK}(1)</script>",
    "attribute": f'"><img src=x onerror={MARK}(1)>',
    "link": f"javascript:{MARK}(1)",
    "rich text": f'<p onclick="{MARK}()"><a href="java&#115;cript:{MARK}()">x</a><svg onload={MARK}()></p>',
    "template": f"{{{{ {MARK} }}}}{{% debug %}}",
    "formula": f'=HYPERLINK("http://evil.example/{MARK}")',
    "header": f"{MARK}@example.org\r\nBcc: evil@example.org",
    "direction": f"{MARK}\u202e\u2066gnp",
    "NUL": f"{MARK}\x00",
    "number": "9" * 400,
    "a megabyte": MARK + "x" * 1_000_000,
    "ten thousand marks": MARK + "\u0301" * 10_000,
}


def runs(page: str) -> bool:
    """Say whether a browser would run any of what we sent."""
    return any(MARK in code for code in code_of(page))


def assert_harmless(answer, began, what):
    assert answer.status_code < 500, what
    assert time.process_time() - began < 1, what
    page = answer.content.decode(errors="replace")
    assert not runs(page), what
    assert "evil@example.org" not in str(answer.headers), what


@pytest.mark.parametrize("name", NAMES)
def test_nasty_words_in_every_field(world, name):
    for kind, nasty in NASTY.items():
        for door in doors(name, world):
            for text in door.form.texts:
                began = time.process_time()
                answer = door.send(**{text: nasty})
                assert_harmless(answer, began, kind)
                if answer.status_code == 302:
                    assert_harmless(door.client.get(answer.url), time.process_time(), kind)
    assert not mail.outbox
    for letter in OutgoingMail.objects.all():
        assert "\n" not in letter.to + letter.subject
        assert "evil@example.org" not in letter.to
        assert not runs(letter.html)


@pytest.mark.parametrize("name", NAMES)
def test_choices_nobody_offers(world, name):
    for door in doors(name, world):
        for field in door.form.fields.values():
            if not field.is_text:
                answer = door.send(**{field.name: [NASTY["script"], "no such choice", ""]})
                assert_harmless(answer, time.process_time(), field.name)


@pytest.mark.once
@pytest.mark.parametrize("name", NAMES)
def test_ten_thousand_fields(world, name):
    for door in doors(name, world):
        for field in list(door.form.fields)[:1]:
            began = time.process_time()
            answer = door.send(**{field: ["x"] * 10_000})
            assert answer.status_code in {400, 413}
            assert time.process_time() - began < 1


@pytest.mark.parametrize("name", INVENTORY)
def test_nasty_addresses(world, client, name):
    client.raise_request_exception = False
    address = address_of(name, world)
    for query in (
        "q=%00",
        "next=%00",
        "%00=1",
        "after=%ff%fe",
        "q=" + "x" * 5000,
        "page=-1&after=%27%22%3C",
        "language=%00",
    ):
        assert client.get(f"{address}?{query}").status_code < 500, query
    for tail in ("%00", "%ff", "..%2f..%2fetc%2fpasswd", "%0d%0aSet-Cookie:%20a=b", "x" * 3000):
        assert client.get(f"{address}{tail}/").status_code in {301, 302, 400, 404}, tail


def test_what_was_stored_is_shown_as_text(world):
    nasty = NASTY["attribute"]
    (door,) = doors("members:settings", world)
    assert door.send(name="Plain", line=nasty, about=NASTY["rich text"]).status_code == 302
    page = door.client.get(reverse("front:person", args=[world.owner.public_id])).content.decode()
    assert html.escape(nasty) in page
    assert not runs(page)


def test_the_eye_for_live_script_sees_it():
    for live in (NASTY["script"], NASTY["attribute"], NASTY["rich text"], f"<a href=' java\nscript:{MARK}()'>x</a>"):
        assert runs(f"<p>before</p>{live}")
        assert not runs(html.escape(live))


def test_a_body_beyond_every_bound_is_refused(db, client):
    big = {"name": "x" * 3_000_000}
    assert client.post(reverse("members:join"), big, **OURS).status_code in {400, 413}


def test_half_a_character_is_refused(db, client):
    """A lone surrogate, as UTF-16 software lets through, is no text that a database takes."""
    for body in (b"name=a%ED%A0%80", b"name=a\xed\xa0\x80", b"name=%FF%FE"):
        answer = client.generic("POST", reverse("members:join"), body, "application/x-www-form-urlencoded", **OURS)
        assert answer.status_code in {200, 302, 400}
        assert client.get(reverse("members:join")).status_code == 200
