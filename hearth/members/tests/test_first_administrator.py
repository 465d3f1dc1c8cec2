"""An empty site lets one person in, once, and nobody else."""

import contextlib
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.core.refusals import Refusal
from hearth.members.actions.first_administrator import admit_first_administrator, issue_token
from hearth.members.actions.staff import make_administrator
from hearth.members.faces import main_member
from hearth.members.models import Account, Audience
from tests.people import account_of, appoint, join_person, signed_in
from tests.threads import at_once

pytestmark = pytest.mark.django_db
GIVEN = {"email": "Ada@Example.org", "password": "lantern over the harbour", "name": "Ada"}


def address(token: str) -> str:
    return reverse("members:first-administrator", args=[token])


def test_whoever_has_the_link_becomes_the_administrator_and_is_signed_in(client):
    answer = client.post(address(issue_token()), GIVEN)
    assert answer.status_code == 302
    account = Account.objects.get()
    assert (account.email, account.is_superuser, account.is_staff) == ("ada@example.org", True, True)
    assert account.check_password(GIVEN["password"])
    assert main_member(account).audience == Audience.ONLY_ME
    assert int(client.session["_auth_user_id"]) == account.pk


def test_the_administrator_can_sign_in_later(client):
    admit_first_administrator(issue_token(), **GIVEN)
    client.post(reverse("account_login"), {"login": "ada@example.org", "password": GIVEN["password"]})
    assert "_auth_user_id" in client.session


def test_the_link_works_once(client):
    token = issue_token()
    client.post(address(token), GIVEN)
    client.logout()
    assert client.get(address(token)).status_code == 404
    assert client.post(address(token), GIVEN | {"email": "eve@example.org", "name": "Eve"}).status_code == 404
    assert Account.objects.count() == 1


def test_a_used_link_stays_shut_when_the_first_administrator_is_suspended(client):
    token = issue_token()
    boss = main_member(admit_first_administrator(token, **GIVEN))
    june, other = appoint(join_person("June"), "moderators"), join_person("Second of two")
    make_administrator(account_of(other))  # the last one who is here cannot be suspended
    given = {"days": "365", "reason": "To see what comes of it."}
    signed_in(june).post(reverse("members:staff-act", args=[boss.public_id, "suspension"]), given)
    assert not account_of(boss).is_active
    Account.objects.filter(pk=account_of(other).pk).update(closed_at=timezone.now())
    assert client.get(address(token)).status_code == 404
    assert client.post(address(token), GIVEN | {"email": "eve@example.org", "name": "Eve"}).status_code == 404
    assert issue_token() is None


def test_a_link_that_let_nobody_in_after_all_still_works(client):
    token = issue_token()
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        admit_first_administrator(token, **GIVEN)
        raise ZeroDivisionError
    assert client.post(address(token), GIVEN).status_code == 302
    assert Account.objects.filter(is_superuser=True).count() == 1


def test_of_many_at_once_with_tokens_of_their_own_one_comes_in(waiting_database):
    tokens = [issue_token() for _ in range(8)]

    def admit(number):
        email = f"person-{number}@example.org"
        return admit_first_administrator(
            tokens[number], email=email, password=GIVEN["password"], name=f"Person {number}"
        )

    outcomes = at_once(8, admit)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Account", *["Refusal"] * 7]
    assert Account.objects.filter(is_superuser=True).count() == 1


def test_two_clicks_let_one_administrator_in(client, waiting_database):
    link = address(issue_token())
    key = re.search(r'name="once" value="([\w-]+)"', client.get(link).content.decode()).group(1)
    clicks = [Client(), Client()]
    answers = at_once(2, lambda number: clicks[number].post(link, GIVEN | {"once": key}).url)
    assert answers == [reverse("front:home")] * 2
    assert Account.objects.count() == 1
    assert all("_auth_user_id" in each.session for each in clicks)


def test_a_second_click_after_the_first_was_answered_goes_home(client):
    link = address(issue_token())
    client.post(link, GIVEN)
    assert client.post(link, GIVEN).url == reverse("front:home")
    assert Account.objects.count() == 1


def test_a_form_kept_open_is_refused_when_somebody_else_was_first():
    mine, theirs = issue_token(), issue_token()
    admit_first_administrator(theirs, **GIVEN)
    with pytest.raises(Refusal):
        admit_first_administrator(mine, email="eve@example.org", password="p" * 12, name="Eve")
    assert Account.objects.count() == 1


def test_the_link_is_good_for_a_day(client):
    token = issue_token()
    with time_machine.travel(timezone.now() + timedelta(hours=23, minutes=59)):
        assert client.get(address(token)).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1)):
        assert client.get(address(token)).status_code == 404


@pytest.mark.parametrize(
    "token", ["x", "a:b:c", "%00", "XH3UQepaPnkU:1xUNPf:wQqMRONLwbtInNDATvmK-dWbKrpAFitysmh13dT3IXw"]
)
def test_an_invented_link_is_not_found(client, token):
    assert client.get(address(token)).status_code == 404


def test_a_site_with_an_administrator_gives_no_link(capsys):
    admit_first_administrator(issue_token(), **GIVEN)
    assert issue_token() is None
    call_command("first_administrator")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "ada.example.org"),
        ("email", ""),
        ("password", "short"),
        ("password", ""),
        ("name", ""),
        ("name", "x" * 99),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_the_rest_is_kept(client, field, value):
    answer = client.post(address(issue_token()), GIVEN | {field: value})
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    kept = "name" if field == "email" else "email"
    assert GIVEN[kept] in answer.content.decode()
    assert not Account.objects.exists()


def test_a_refused_name_leaves_the_link_usable(client):
    token = issue_token()
    client.post(address(token), GIVEN | {"name": ""})
    assert client.get(address(token)).status_code == 200
