"""Signing in is allauth's; what the house asks of it is shown here."""

import re

import pytest
from django.contrib.auth import hashers
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hearth.core.models import OutgoingMail
from hearth.members.actions.profile import set_audiences
from tests.people import PASSWORD, account_of, join_person, signed_in

pytestmark = pytest.mark.django_db
LOGIN = "account_login"


@pytest.fixture
def marisol():
    return join_person("Marisol V.", email="marisol@example.org")


def sign_in(client, **changes):
    return client.post(reverse(LOGIN), {"login": "marisol@example.org", "password": PASSWORD} | changes)


def newest_code():
    return re.search(r"[0-9A-Z]{3,}-[0-9A-Z]{3,}|\b[0-9A-Z]{6}\b", OutgoingMail.objects.latest("pk").text).group()


def test_who_forgot_the_password_finds_the_way_beside_the_field(client):
    assert f'<a href="{reverse("account_reset_password")}">' in client.get(reverse(LOGIN)).content.decode()


def test_a_password_opens_the_members_own_space(client, marisol):
    assert sign_in(client).url == reverse("front:home")
    assert "Hello, <bdi>Marisol V.</bdi>" in client.get(reverse("front:home")).content.decode()


def test_the_address_may_be_typed_in_capitals(client, marisol):
    assert sign_in(client, login="MARISOL@EXAMPLE.ORG").status_code == 302


def test_the_house_speaks_for_itself(client, marisol):
    page = client.get(reverse(LOGIN)).content.decode()
    assert page.count(f'href="{reverse("account_reset_password")}"') == 1
    assert "This address and this password do not go together." in sign_in(client, password="wrong").content.decode()
    sign_in(client)
    assert 'class="notice notice--good"' not in client.get(reverse("front:home")).content.decode()
    assert "You are signed out." in client.post(reverse("account_logout"), follow=True).content.decode()


@pytest.mark.parametrize(
    ("wanted", "reached"), [("/rules/", "/rules/"), ("//evil.example/", "/home/"), ("https://evil.example", "/home/")]
)
def test_the_way_on_stays_on_this_site(client, marisol, wanted, reached):
    assert sign_in(client, next=wanted).url == reached


def test_a_code_by_email_signs_in_once(client, marisol):
    assert client.post(reverse("account_request_login_code"), {"email": "marisol@example.org"}).status_code == 302
    code = newest_code()
    assert client.post(reverse("account_confirm_login_code"), {"code": code}).url == reverse("front:home")
    other = Client()
    other.post(reverse("account_request_login_code"), {"email": "marisol@example.org"})
    other.post(reverse("account_confirm_login_code"), {"code": code})
    assert other.get(reverse("front:home")).status_code == 302


def cost_of(path, data):
    client, hashed = Client(), []
    cache.clear()
    OutgoingMail.objects.all().delete()
    real = hashers.MD5PasswordHasher.encode
    with pytest.MonkeyPatch.context() as patch, CaptureQueriesContext(connection) as queries:
        patch.setattr(hashers.MD5PasswordHasher, "encode", lambda *a, **k: hashed.append(1) or real(*a, **k))
        answer = client.post(reverse(path), data)
        asked = [len(queries)]
        page = client.get(answer.url) if answer.status_code == 302 else answer
        asked.append(len(queries))
    text = re.sub(r'csrfmiddlewaretoken" value="\w+', "", page.content.decode()).replace(next(iter(data.values())), "X")
    tables = sorted({word for query in queries for word in re.findall(r'(?:INTO|UPDATE) "(\w+)"', query["sql"])})
    return answer.status_code, text, len(hashed), OutgoingMail.objects.count(), tables, asked


@pytest.mark.parametrize(
    ("path", "data"),
    [
        (LOGIN, {"login": "ADDRESS", "password": "not the right one"}),
        ("account_request_login_code", {"email": "ADDRESS"}),
        ("account_reset_password", {"email": "ADDRESS"}),
    ],
)
def test_nothing_tells_whether_an_address_has_an_account(marisol, path, data):
    costs = [
        cost_of(path, {key: value.replace("ADDRESS", address) for key, value in data.items()})
        for address in ("marisol@example.org", "unknown@example.org")
    ]
    assert costs[0] == costs[1]


def test_a_new_password_ends_every_other_session(client, marisol):
    elsewhere, here = signed_in(marisol), client
    sign_in(here)
    new = "quite another few words"
    changed = here.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert changed.status_code == 302
    assert here.get(reverse("front:home")).status_code == 200
    assert elsewhere.get(reverse("front:home")).status_code == 302
    assert OutgoingMail.objects.get().to == "marisol@example.org"


def test_a_forgotten_password_is_replaced_with_a_code(client, marisol):
    client.post(reverse("account_reset_password"), {"email": "marisol@example.org"})
    client.post(reverse("account_confirm_password_reset_code"), {"code": newest_code()})
    new = "quite another few words"
    client.post(reverse("account_complete_password_reset"), {"password1": new, "password2": new})
    assert sign_in(Client(), password=new).status_code == 302
    assert sign_in(Client()).status_code == 200


def test_a_closed_account_cannot_sign_in_nor_go_on(client, marisol):
    before = signed_in(marisol)
    account = account_of(marisol)
    account.is_active = False
    account.save()
    sign_in(client)
    assert client.get(reverse("front:home")).status_code == 302
    assert before.get(reverse("front:home")).status_code == 302


def test_an_address_changes_when_the_new_one_answers_and_the_old_one_is_told(marisol):
    client = Client()
    sign_in(client)
    asked = client.post(reverse("account_email"), {"email": "new@example.org", "action_add": "1"})
    assert asked.url.startswith(reverse("account_reauthenticate"))
    client.post(asked.url, {"password": PASSWORD})
    assert account_of(marisol).email == "marisol@example.org"
    client.post(reverse("account_email_verification_sent"), {"code": newest_code()})
    account = account_of(marisol)
    account.refresh_from_db()
    assert account.email == "new@example.org"
    assert OutgoingMail.objects.filter(to="marisol@example.org").exists()


@pytest.mark.parametrize("name", ["account_login", "account_request_login_code", "account_reset_password"])
@pytest.mark.parametrize("value", ["a" * 10_000, "no-at-sign", "<script>alert(1)</script>", ""])
def test_bad_input_is_named_and_never_an_error_of_ours(client, name, value):
    field = "login" if name == LOGIN else "email"
    answer = client.post(reverse(name), {field: value, "password": value})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()


def test_a_borrowed_session_cannot_take_the_account_over(marisol):
    borrowed = signed_in(marisol)
    for name in ("account_email", "account_change_password"):
        borrowed.post(reverse(name), {"email": "thief@example.org", "action_add": "1"})
    assert not OutgoingMail.objects.filter(to="thief@example.org").exists()


def test_without_a_password_a_code_is_asked_for_first():
    member = join_person(email="code@example.org", password_hash="")
    client = signed_in(member)
    page = reverse("account_set_password")
    asked = client.get(page)
    assert asked.url == f"{reverse('members:still-you')}?next=%2Fsettings%2Fpassword%2Fset%2F"
    assert client.post(page, {"password1": PASSWORD, "password2": PASSWORD}).url == asked.url
    assert not account_of(member).has_usable_password()
    client.post(asked.url, {"send": "1"})
    wrong = client.post(asked.url, {"code": "AAAA-AAAA"})
    assert "not the code" in wrong.content.decode()
    assert client.post(asked.url, {"code": newest_code()}).url == page
    assert client.post(page, {"password1": PASSWORD, "password2": PASSWORD}).status_code == 302
    assert account_of(member).check_password(PASSWORD)


def test_a_new_address_ends_every_other_session(marisol):
    client, elsewhere = Client(), signed_in(marisol)
    sign_in(client)
    asked = client.post(reverse("account_email"), {"email": "new@example.org", "action_add": "1"})
    client.post(asked.url, {"password": PASSWORD})
    client.post(reverse("account_email_verification_sent"), {"code": newest_code()})
    assert account_of(marisol).email == "new@example.org"
    assert client.get(reverse("front:home")).status_code == 200
    assert elsewhere.get(reverse("front:home")).status_code == 302


def test_hammering_an_address_does_not_lock_its_owner_out(marisol):
    for _each in range(8):
        sign_in(Client(REMOTE_ADDR="10.0.0.1"), password="wrong")
    assert "many tries" in sign_in(Client(REMOTE_ADDR="10.0.0.1"), password="wrong").content.decode()
    assert sign_in(Client(REMOTE_ADDR="10.0.0.2")).status_code == 302


def test_another_port_in_the_host_is_no_new_count(marisol):
    answers = [
        sign_in(Client(HTTP_HOST=f"testserver:{port}"), password="wrong").content.decode() for port in range(8000, 8007)
    ]
    assert "many tries" in answers[-1]


def test_a_suspended_persons_page_is_gone(marisol):
    set_audiences(marisol, "everyone", {}, by=marisol)
    page = reverse("front:person", args=[marisol.public_id])
    assert Client().get(page).status_code == 200
    account = account_of(marisol)
    account.is_active = False
    account.save()
    assert Client().get(page).status_code == 404
