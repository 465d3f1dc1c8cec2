"""Guessing, flooding and racing at the doors of accounts.

Failed passwords count by address and network together (5 in 5 minutes) and by network (20): a guesser is stopped, and
stops nobody else; docs/adr/0005 says why, and what it costs.
"""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import hashers
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hearth.core.models import OutgoingMail
from hearth.core.refusals import Refusal
from hearth.members.actions.joining import Joining, join
from hearth.members.agreements import RULES_VERSION
from hearth.members.models import Account, Member
from tests.inventory import code_in_last_mail
from tests.people import PASSWORD, account_of, join_person, signed_in
from tests.threads import at_once

LOGIN, CODE, CONFIRM = "account_login", "account_request_login_code", "account_confirm_login_code"
RESET, RESET_CODE, RESET_DONE = (
    "account_reset_password",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
)


@pytest.fixture
def rosa(db):
    return join_person("Rosa M.", email="rosa@example.org")


def sign_in(client, **changes):
    return client.post(reverse(LOGIN), {"login": "rosa@example.org", "password": PASSWORD} | changes)


def work_of(path, data):
    """Return what a request answers, and the hashes, kinds of statement and mails it costs."""
    cache.clear()
    OutgoingMail.objects.all().delete()
    hashed, client = [], Client()
    real = hashers.MD5PasswordHasher.encode
    with pytest.MonkeyPatch.context() as patch, CaptureQueriesContext(connection) as queries:
        patch.setattr(hashers.MD5PasswordHasher, "encode", lambda *a, **k: hashed.append(1) or real(*a, **k))
        answer = client.post(reverse(path), data)
    writes = sum(query["sql"].startswith(("INSERT", "UPDATE", "DELETE")) for query in queries)
    page = client.get(answer.url) if answer.status_code == 302 else answer
    text = re.sub(r'csrfmiddlewaretoken" value="\w+', "", page.content.decode()).replace(next(iter(data.values())), "X")
    return answer.status_code, text, len(hashed), writes, OutgoingMail.objects.count()


@pytest.mark.parametrize(
    ("path", "data"),
    [(LOGIN, {"login": "{}", "password": "not the right one"}), (CODE, {"email": "{}"}), (RESET, {"email": "{}"})],
)
@pytest.mark.parametrize("other", ["nobody@example.org", "suspended@example.org", "codes-only@example.org"])
def test_every_address_gets_the_same_answer_for_the_same_work(rosa, path, data, other):
    Account.objects.filter(pk=account_of(join_person(email="suspended@example.org")).pk).update(is_active=False)
    join_person(email="codes-only@example.org", password_hash="")
    known, unknown = (
        work_of(path, {key: value.format(address) for key, value in data.items()})
        for address in ("rosa@example.org", other)
    )
    assert known == unknown


def test_a_flood_of_guesses_stops_and_the_owner_comes_in(rosa):
    attacker = Client(REMOTE_ADDR="198.51.100.1")
    for number in range(10):
        sign_in(attacker, password=f"guess {number}")
    assert sign_in(attacker).status_code in {200, 429}, "the right guess is too late"
    for number in range(30):
        sign_in(Client(REMOTE_ADDR=f"198.51.100.{number}"), password=f"guess {number}")
        Client(REMOTE_ADDR=f"198.51.100.{number}").post(reverse(CODE), {"email": "rosa@example.org"})
    assert sign_in(Client(REMOTE_ADDR="203.0.113.7")).url == reverse("front:home")
    owner = Client(REMOTE_ADDR="203.0.113.8")
    assert owner.post(reverse(CODE), {"email": "rosa@example.org"}).status_code == 302
    assert owner.post(reverse(CONFIRM), {"code": code_in_last_mail()}).url == reverse("front:home")


def test_guesses_at_others_do_not_shut_out_their_neighbours(rosa):
    attacker = Client(REMOTE_ADDR="198.51.100.1")
    for number in range(30):
        sign_in(attacker, login=f"somebody-{number}@example.org", password="guess")
    assert sign_in(attacker).status_code in {200, 429}
    assert sign_in(Client(REMOTE_ADDR="203.0.113.7")).status_code == 302


def test_whoever_is_signed_in_stays_so_under_a_flood(rosa):
    inside = signed_in(rosa)
    for number in range(20):
        sign_in(Client(REMOTE_ADDR=f"198.51.100.{number}"), password="guess")
    assert inside.get(reverse("front:home")).status_code == 200


def test_a_code_is_not_to_be_guessed(rosa, client):
    client.post(reverse(CODE), {"email": "rosa@example.org"})
    code = code_in_last_mail()
    for number in range(5):
        client.post(reverse(CONFIRM), {"code": f"ABC{number:03}"})
    client.post(reverse(CONFIRM), {"code": code})
    assert client.get(reverse("front:home")).status_code == 302


def test_a_code_works_in_the_browser_that_asked_only(rosa, client):
    client.post(reverse(CODE), {"email": "rosa@example.org"})
    code, other = code_in_last_mail(), Client()
    other.post(reverse(CODE), {"email": "nobody@example.org"})
    other.post(reverse(CONFIRM), {"code": code})
    assert other.get(reverse("front:home")).status_code == 302


def test_a_reset_code_resets_once(rosa, client):
    client.post(reverse(RESET), {"email": "rosa@example.org"})
    code = code_in_last_mail()
    assert client.post(reverse(RESET_CODE), {"code": code}).status_code == 302
    new = {"password1": "quite another few words", "password2": "quite another few words"}
    assert client.post(reverse(RESET_DONE), new).status_code == 302
    fresh = Client()
    fresh.post(reverse(RESET_CODE), {"code": code})
    later = {"password1": "the thief's own few words", "password2": "the thief's own few words"}
    for browser in (client, fresh):
        browser.post(reverse(RESET_CODE), {"code": code})
        browser.post(reverse(RESET_DONE), later)
    assert account_of(rosa).check_password("quite another few words")


def test_a_reset_ends_every_session(rosa, client):
    inside = signed_in(rosa)
    client.post(reverse(RESET), {"email": "rosa@example.org"})
    client.post(reverse(RESET_CODE), {"code": code_in_last_mail()})
    new = {"password1": "quite another few words", "password2": "quite another few words"}
    client.post(reverse(RESET_DONE), new)
    assert inside.get(reverse("front:home")).status_code == 302


def test_a_session_does_not_outlive_its_key(rosa, client):
    """Signing in changes the session key: whoever planted one before does not share the session."""
    client.get(reverse("members:join"))
    client.post(
        reverse("members:join"),
        {"name": "A", "email": "a@example.org", "password": PASSWORD, "birth_year": "1962"},
    )
    before = client.cookies["hearth_session"].value
    sign_in(client)
    assert client.cookies["hearth_session"].value != before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("shared", ["email", "name", "both"])
def test_twenty_joins_at_once_make_one(shared):
    """Whoever comes second is refused kindly, and of the refused nothing stays behind."""

    def come_in(number: int) -> None:
        email = "twin@example.org" if shared != "name" else f"twin-{number}@example.org"
        name = "Twin" if shared != "email" else f"Twin {number}"
        join(Joining(birth_year=1962, rules_version=RULES_VERSION, email=email, name=name))

    outcomes = [type(outcome) for outcome in at_once(20, come_in)]
    assert (outcomes.count(type(None)), outcomes.count(Refusal)) == (1, 19), outcomes
    assert (Account.objects.count(), Member.objects.count(), EmailAddress.objects.count()) == (1, 1, 1)


def test_the_last_step_sent_twice_makes_one_account(db, client):
    client.post(
        reverse("members:join"),
        {"name": "Once", "email": "once@example.org", "password": PASSWORD, "birth_year": "1962"},
    )
    client.post(reverse("members:join-about"), {"words": ""})
    client.post(reverse("members:join-privacy"), {"audience": "members", "rules": "on"})
    code = code_in_last_mail()
    twin = Client()
    twin.cookies["hearth_session"] = client.cookies["hearth_session"].value
    assert client.post(reverse("members:join-code"), {"code": code}).url == reverse("front:home")
    assert twin.post(reverse("members:join-code"), {"code": code}).status_code == 302
    assert client.post(reverse("members:join-code"), {"code": code}).url == reverse("front:home")
    assert Account.objects.count() == 1
