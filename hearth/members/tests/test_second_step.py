"""The second step is asked on every way in but a passkey, which is two in one."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from hearth.core.models import OutgoingMail
from tests.inventory import code_in_last_mail
from tests.people import PASSWORD, account_of, join_person, signed_in
from tests.ways import (
    code_for,
    enter_by_passkey,
    forget_codes,
    make_passkey,
    options_on,
    recovery_codes_of,
    switch_second_step_on,
    switch_second_step_on_for,
)

pytestmark = pytest.mark.django_db
STEP, HOME, SETTINGS = "mfa_authenticate", "front:home", "members:settings-signing-in"


@pytest.fixture
def marisol():
    return join_person("Marisol V.", email="marisol@example.org")


@pytest.fixture
def secret(marisol):
    return switch_second_step_on_for(marisol)


def by_password(client, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": "marisol@example.org", "password": password})


def by_code(client):
    client.post(reverse("account_request_login_code"), {"email": "marisol@example.org"})
    return client.post(reverse("account_confirm_login_code"), {"code": code_in_last_mail()})


def by_new_password(client):
    client.post(reverse("account_reset_password"), {"email": "marisol@example.org"})
    client.post(reverse("account_confirm_password_reset_code"), {"code": code_in_last_mail()})
    new = "quite another few words"
    client.post(reverse("account_complete_password_reset"), {"password1": new, "password2": new})
    assert client.get(reverse(HOME)).status_code == 302, "a new password alone lets nobody in"
    return by_password(client, new)


@pytest.mark.parametrize("way", [by_password, by_code, by_new_password])
def test_every_way_in_asks_for_the_second_step(secret, client, way):
    assert way(client).url == reverse(STEP)
    assert client.get(reverse(HOME)).status_code == 302
    assert "not the code" in client.post(reverse(STEP), {"code": "000000"}).content.decode()
    assert client.get(reverse(HOME)).status_code == 302
    assert client.post(reverse(STEP), {"code": code_for(secret)}).url == reverse(HOME)
    assert client.get(reverse(HOME)).status_code == 200


def test_nobody_comes_to_the_second_step_without_the_first(secret, client):
    assert client.get(reverse(STEP)).url == reverse("account_login")
    assert client.post(reverse(STEP), {"code": code_for(secret)}).url == reverse("account_login")
    assert client.get(reverse(HOME)).status_code == 302


def test_a_code_counts_once_for_all_the_time_it_is_right(secret):
    code = code_for(secret, steps=1)  # of a clock that is half a minute ahead: right for longer than allauth remembers
    first, second = Client(), Client()
    by_password(first)
    assert first.post(reverse(STEP), {"code": code}).url == reverse(HOME)
    by_password(second)
    cache.delete(f"allauth.mfa.totp.used?user={Authenticator.objects.first().user_id}&code={code}")
    assert second.post(reverse(STEP), {"code": code}).status_code == 200


def test_an_old_code_is_not_taken(secret, client):
    by_password(client)
    assert client.post(reverse(STEP), {"code": code_for(secret, steps=-3)}).status_code == 200


def test_a_recovery_code_opens_the_second_step_once(marisol, secret):
    code = recovery_codes_of(marisol)[0]
    first, second = Client(), Client()
    by_password(first)
    assert first.post(reverse(STEP), {"code": code}).url == reverse(HOME)
    by_password(second)
    assert second.post(reverse(STEP), {"code": code}).status_code == 200
    assert code not in recovery_codes_of(marisol)
    assert "9 recovery codes left" in first.get(reverse(SETTINGS)).content.decode()


def test_codes_are_not_to_be_guessed(secret, client):
    by_password(client)
    for number in range(5):
        client.post(reverse(STEP), {"code": f"00000{number}"})
    assert "many tries" in client.post(reverse(STEP), {"code": code_for(secret)}).content.decode()


def test_a_passkey_is_the_second_step_or_needs_none(marisol):
    client = Client(HTTP_HOST="localhost")
    by_password(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    switch_second_step_on(client)
    device = make_passkey(client)
    alone, second = Client(HTTP_HOST="localhost"), Client(HTTP_HOST="localhost")
    assert enter_by_passkey(alone, device).url == reverse(HOME)
    assert by_password(second).url == reverse(STEP)
    credential = device.use(options_on(second.get(reverse(STEP)).content.decode()))
    assert second.post(reverse(STEP), {"credential": credential}).url == reverse(HOME)
    third = Client(HTTP_HOST="localhost")
    by_password(third)
    assert "was not accepted" in third.post(reverse(STEP), {"credential": credential}).content.decode()


def test_it_is_switched_on_and_off_by_somebody_who_shows_who_they_are(
    marisol, client, django_capture_on_commit_callbacks
):
    by_password(client)
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    with django_capture_on_commit_callbacks(execute=True):
        switch_second_step_on(client)
    codes = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert all(code in codes for code in recovery_codes_of(marisol))
    assert "Second step" in client.get(reverse(SETTINGS)).content.decode()
    assert client.post(reverse("mfa_deactivate_totp")).url == reverse("mfa_index")
    assert not Authenticator.objects.exists()
    subjects = list(OutgoingMail.objects.values_list("subject", flat=True))
    assert subjects == ["The second step is on", "The second step is off"]
    assert by_password(Client()).url == reverse(HOME)


def test_a_wrong_first_code_switches_nothing_on(marisol, client):
    by_password(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    assert "not the code" in client.post(reverse("mfa_activate_totp"), {"code": "000000"}).content.decode()
    assert not Authenticator.objects.exists()


def test_new_recovery_codes_end_the_old_ones(marisol, secret, client):
    by_password(client)
    client.post(reverse(STEP), {"code": code_for(secret)})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    old = set(recovery_codes_of(marisol))
    assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200
    assert client.post(reverse("mfa_generate_recovery_codes")).url == reverse("mfa_view_recovery_codes")
    assert not old & set(recovery_codes_of(marisol))


def test_recovery_codes_go_with_the_app_though_a_passkey_stays(marisol):
    client = Client(HTTP_HOST="localhost")
    by_password(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    make_passkey(client)
    switch_second_step_on(client)
    old = set(recovery_codes_of(marisol))
    client.post(reverse("mfa_deactivate_totp"))
    assert [row.type for row in Authenticator.objects.all()] == [Authenticator.Type.WEBAUTHN]
    forget_codes()
    switch_second_step_on(client)
    assert not old & set(recovery_codes_of(marisol))


PAGES = ["mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"]


@pytest.mark.parametrize("name", PAGES)
def test_a_borrowed_session_sees_no_codes_and_switches_nothing(marisol, secret, name):
    borrowed, codes_only = signed_in(marisol), signed_in(join_person(password_hash=""))
    assert borrowed.get(reverse(name)).url.startswith(reverse("account_reauthenticate"))
    assert borrowed.post(reverse(name)).url.startswith(reverse("account_reauthenticate"))
    assert codes_only.get(reverse(name)).url.startswith(reverse("members:still-you"))
    assert Authenticator.objects.filter(user=account_of(marisol)).count() == 2


@pytest.mark.parametrize("name", PAGES)
def test_strangers_are_sent_to_sign_in(client, name):
    assert client.get(reverse(name)).url.startswith(reverse("account_login"))
    assert client.post(reverse(name)).url.startswith(reverse("account_login"))


def test_with_a_second_step_a_code_by_email_does_not_show_that_it_is_you():
    member = join_person(password_hash="")
    secret, client = switch_second_step_on_for(member), signed_in(member)
    again = f"{reverse('mfa_reauthenticate')}?next=%2Fsettings%2Fsecond-step%2Foff%2F"
    assert client.get(reverse("mfa_deactivate_totp")).url == again
    assert client.post(reverse("members:still-you"), {"send": "1"}).url.startswith(reverse("mfa_reauthenticate"))
    assert not OutgoingMail.objects.exists()
    assert client.post(again, {"code": code_for(secret)}).url == reverse("mfa_deactivate_totp")
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200


def test_the_database_holds_no_secret_in_the_clear(marisol, secret):
    held = " ".join(map(str, Authenticator.objects.values_list("data", flat=True)))
    assert secret not in held
    assert re.search(r"'secret': '(.+?)'", held).group(1).startswith("gAAAA")


def test_under_another_key_no_code_is_right(secret, client, settings):
    by_password(client)
    settings.SECRET_KEY = "another-key-" * 6
    settings.SECRET_KEY_FALLBACKS = []
    fresh = Client()
    by_password(fresh)
    for code in (code_for(secret), code_for("A" * 32)):
        forget_codes()
        assert fresh.post(reverse(STEP), {"code": code}).status_code == 200


def test_who_lost_everything_is_let_in_by_the_host(marisol, secret):
    call_command("switch_second_step_off", "Marisol@Example.org")
    assert by_password(Client()).url == reverse(HOME)
    assert OutgoingMail.objects.get().subject == "The second step is off"
