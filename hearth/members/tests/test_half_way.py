"""A sign-in or a reset that waits for its second half ends with whatever ends sessions, and tells nothing before."""

from datetime import timedelta

import pytest
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import EmailAddress, Login
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.core.models import OutgoingMail
from hearth.members.actions.pseudonyms import create_pseudonym
from hearth.members.actions.suspension import suspend
from hearth.members.models import Account
from tests.inventory import code_in_last_mail
from tests.people import PASSWORD, account_of, appoint, join_person
from tests.ways import code_for, switch_second_step_on_for

pytestmark = pytest.mark.django_db
HOME, STEP, LOGIN = "front:home", "mfa_authenticate", "account_login"
OLD, NEW_PASSWORD = "marisol@example.org", "quite another few words"
REASON = "You sold something three times."


@pytest.fixture(autouse=True)
def _no_limits_left_over():
    cache.clear()


@pytest.fixture
def marisol():
    return join_person("Marisol V.", email=OLD)


@pytest.fixture
def owner(marisol):
    """A browser in which Marisol has just signed in by password."""
    client = Client()
    client.post(reverse(LOGIN), {"login": OLD, "password": PASSWORD})
    return client


def ask_for_code(email=OLD):
    """Return a browser in which a code to sign in was asked for, and the code."""
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": email})
    return client, code_in_last_mail()


def ask_for_reset():
    """Return a browser in which a code for a new password was asked for, and the code."""
    client = Client()
    client.post(reverse("account_reset_password"), {"email": OLD})
    return client, code_in_last_mail()


def move(owner):
    asked = owner.post(reverse("account_email"), {"email": "new@example.org", "action_add": "1"})
    owner.post(asked.url, {"password": PASSWORD})
    owner.post(reverse("account_email_verification_sent"), {"code": code_in_last_mail()})
    assert Account.objects.get().email == "new@example.org"


def change_password(owner):
    given = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert owner.post(reverse("account_change_password"), given).status_code == 302


def sign_out_everywhere(owner):
    assert owner.post(reverse("members:devices-end"), {"here": "1"}).status_code == 302


CHANGES = [move, change_password, sign_out_everywhere]


def is_in(client):
    return client.get(reverse(HOME)).status_code == 200


@pytest.mark.parametrize("change", CHANGES)
def test_a_code_asked_for_before_a_change_opens_nothing_after_it(marisol, owner, change):
    thief, code = ask_for_code()
    change(owner)
    mails = OutgoingMail.objects.count()
    assert thief.post(reverse("account_confirm_login_code"), {"code": code}).status_code == 302
    assert not is_in(thief)
    assert OutgoingMail.objects.count() == mails
    assert list(EmailAddress.objects.values_list("email", flat=True)) == [Account.objects.get().email]


@pytest.mark.parametrize("change", CHANGES)
def test_who_waits_at_the_second_step_waits_no_more_after_a_change(marisol, owner, change):
    secret, thief = switch_second_step_on_for(marisol), Client()
    assert thief.post(reverse(LOGIN), {"login": OLD, "password": PASSWORD}).url == reverse(STEP)
    change(owner)
    assert thief.post(reverse(STEP), {"code": code_for(secret)}).url == reverse(LOGIN)
    assert not is_in(thief)
    assert thief.get(reverse(LOGIN)).status_code == 200


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("is_confirmed", [True, False])
def test_a_reset_begun_before_a_change_sets_no_password_after_it(marisol, owner, change, is_confirmed):
    thief, code = ask_for_reset()
    confirm = [reverse("account_confirm_password_reset_code"), {"code": code}]
    if is_confirmed:
        thief.post(*confirm)
    change(owner)
    thief.post(*confirm)
    chosen = {"password1": "the thief has chosen it", "password2": "the thief has chosen it"}
    assert thief.post(reverse("account_complete_password_reset"), chosen).url == reverse("account_reset_password")
    assert not account_of(marisol).check_password(chosen["password1"])


def test_without_a_change_a_code_and_a_reset_wait_side_by_side(marisol):
    client, code = ask_for_code()
    client.post(reverse("account_reset_password"), {"email": OLD})
    client.post(reverse("account_confirm_password_reset_code"), {"code": code_in_last_mail()})
    assert client.post(reverse("account_confirm_login_code"), {"code": code}).url == reverse(HOME)
    chosen = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post(reverse("account_complete_password_reset"), chosen)
    assert account_of(marisol).check_password(NEW_PASSWORD)


def test_a_sign_in_for_an_address_that_is_the_accounts_no_more_is_refused(marisol, rf):
    request = rf.post("/")
    request.session = SessionStore()
    assert perform_login(request, Login(user=account_of(marisol), email="older@example.org")).url == reverse(LOGIN)
    assert "_auth_user_id" not in request.session


def test_nobody_confirms_an_address_on_the_way_in(marisol):
    """An account made on the command line has no row for its address, and has never signed in."""
    EmailAddress.objects.all().delete()
    client, code = ask_for_code()
    assert client.post(reverse("account_confirm_login_code"), {"code": code}).url == reverse(HOME)
    client = Client()
    assert client.post(reverse(LOGIN), {"login": OLD, "password": PASSWORD}).url == reverse(HOME)


# Whoever is suspended.


def keep_out(member):
    june = appoint(join_person("June"), "moderators")
    suspend(member, by=june, reason=REASON, until=timezone.now() + timedelta(days=7))


def test_a_password_alone_does_not_show_why_somebody_with_a_second_step_is_kept_out(marisol):
    secret, client = switch_second_step_on_for(marisol), Client()
    keep_out(create_pseudonym(account_of(marisol), name="Garza"))
    answer = client.post(reverse(LOGIN), {"login": OLD, "password": PASSWORD}, follow=True)
    seen = answer.content.decode() + client.get(reverse("account_inactive")).content.decode()
    assert not [word for word in ("Garza", REASON, "suspended") if word in seen]
    assert answer.redirect_chain == [(reverse(STEP), 302)]
    page = client.post(reverse(STEP), {"code": code_for(secret)}, follow=True).content.decode()
    assert "Garza" in page
    assert REASON in page
    assert not is_in(client)


def test_who_has_no_password_reads_why_after_a_code():
    marisol = join_person("Marisol V.", email=OLD, password_hash="")
    keep_out(marisol)
    client, code = ask_for_code()
    assert REASON in client.post(reverse("account_confirm_login_code"), {"code": code}, follow=True).content.decode()
    assert not is_in(client)


def test_a_suspended_person_is_told_by_mail_what_others_are(marisol):
    keep_out(marisol)
    for name, subject in [
        ("account_request_login_code", "Your code to sign in"),
        ("account_reset_password", "Your code for a new password"),
    ]:
        Client().post(reverse(name), {"email": OLD})
        assert OutgoingMail.objects.latest("pk").subject == subject
