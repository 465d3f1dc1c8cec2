"""Where a person is signed in, and how sessions end."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.core.models import OutgoingMail
from hearth.members.browsers import read_browser
from hearth.members.models import Device
from tests.inventory import code_in_last_mail
from tests.people import PASSWORD, account_of, join_person, signed_in

pytestmark = pytest.mark.django_db
SETTINGS, HOME = "members:settings-signing-in", "front:home"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36"
LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"


@pytest.fixture
def marisol():
    return join_person("Marisol V.", email="marisol@example.org")


def browser(agent=LAPTOP):
    client = Client(HTTP_USER_AGENT=agent)
    client.post(reverse("account_login"), {"login": "marisol@example.org", "password": PASSWORD})
    return client


def page_of(client):
    return client.get(reverse(SETTINGS)).content.decode()


def test_two_browsers_of_one_kind_are_told_apart(marisol):
    first, _second, third = browser(PHONE), browser(PHONE), browser()
    page = page_of(third)
    assert page.index("Chrome on Android, no. 2") < page.index("Chrome on Android, no. 1"), "the last used first"
    assert "Sign out: Chrome on Android, no. 1<" in page
    assert "Sign out: Chrome on Android, no. 2<" in page
    assert "Firefox on Windows <strong>(here, now)</strong>" in page
    assert "Chrome on Android, no. 1 <strong>(here, now)</strong>" in page_of(first)


def test_each_place_is_listed_in_plain_words_and_no_address_is_kept(marisol):
    phone, laptop = browser(PHONE), browser()
    page = page_of(laptop)
    assert page.index("Firefox on Windows <strong>(here, now)</strong>") < page.index("Chrome on Android")
    assert "Sign out: Chrome on Android" in page_of(laptop)
    assert "Sign out: Firefox on Windows" in page_of(phone)
    assert {field.name for field in Device._meta.fields} == {
        "id", "public_id", "account", "session", "browser", "system", "signed_in_at", "seen_on"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (PHONE, ("Chrome", "Android")),
        (PHONE + " EdgA/130.0", ("Edge", "Android")),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", ("Safari", "iPhone")),
        ("<script>alert(1)</script>", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_browser_is_told_by_what_it_says_and_nothing_it_says_is_kept(agent, said):
    assert read_browser(agent) == said


def test_one_place_is_ended(marisol):
    phone, laptop = browser(PHONE), browser()
    there = Device.objects.get(system="Android")
    assert laptop.post(reverse("members:device-end", args=[there.public_id])).url == reverse(SETTINGS)
    assert phone.get(reverse(HOME)).status_code == 302
    assert laptop.get(reverse(HOME)).status_code == 200
    assert "Chrome on Android" not in page_of(laptop)
    assert laptop.post(reverse("members:device-end", args=[there.public_id])).status_code == 404


def test_nobody_ends_somebody_elses(marisol):
    phone, other = browser(PHONE), signed_in(join_person())
    there = Device.objects.get(system="Android")
    for client, status in ((other, 404), (Client(), 302)):
        assert client.post(reverse("members:device-end", args=[there.public_id])).status_code == status
        client.post(reverse("members:devices-end"))
    assert phone.get(reverse(HOME)).status_code == 200
    assert "Chrome on Android" not in page_of(signed_in(join_person()))


def test_everywhere_else_ends_but_here(marisol):
    phone, laptop, unnoted = browser(PHONE), browser(), Client()
    unnoted.force_login(account_of(marisol))
    assert laptop.post(reverse("members:devices-end")).url == reverse(SETTINGS)
    assert laptop.get(reverse(HOME)).status_code == 200
    assert phone.get(reverse(HOME)).status_code == 302
    assert unnoted.get(reverse(HOME)).status_code == 302
    assert page_of(laptop).count("Signed in on") == 1


def test_everywhere_ends_here_too_when_asked(marisol):
    phone, laptop = browser(PHONE), browser()
    assert laptop.post(reverse("members:devices-end"), {"here": "1"}).url == reverse("account_login")
    for client in (phone, laptop):
        assert client.get(reverse(HOME)).status_code == 302
    assert not Device.objects.exists()


def test_a_session_of_before_cannot_be_played_back(marisol):
    laptop = browser()
    stolen = Client()
    stolen.cookies["hearth_session"] = laptop.cookies["hearth_session"].value
    laptop.post(reverse("members:devices-end"))
    assert stolen.get(reverse(HOME)).status_code == 302


def test_a_new_password_and_a_new_address_end_the_others_at_once_in_the_list_too(marisol):
    phone, laptop = browser(PHONE), browser()
    new = "quite another few words"
    change = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert laptop.post(reverse("account_change_password"), change).status_code == 302
    assert "Chrome on Android" not in page_of(laptop)
    assert phone.get(reverse(HOME)).status_code == 302
    assert laptop.get(reverse(HOME)).status_code == 200


def test_the_old_address_is_told_of_a_new_one(marisol):
    laptop, phone = browser(), browser(PHONE)
    laptop.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    laptop.post(reverse("account_email"), {"email": "new@example.org", "action_add": "1"})
    laptop.post(reverse("account_email_verification_sent"), {"code": code_in_last_mail()})
    told = OutgoingMail.objects.filter(to="marisol@example.org").values_list("subject", flat=True)
    assert "Your address was changed" in told
    assert phone.get(reverse(HOME)).status_code == 302
    assert "Chrome on Android" not in page_of(laptop)


def test_it_is_noted_once_a_day_and_costs_nothing_in_between(marisol, django_assert_num_queries):
    laptop = browser()
    laptop.get(reverse("front:rules"))
    before = Device.objects.get().seen_on
    with django_assert_num_queries(3):  # the session, the account, its face
        laptop.get(reverse("members:display"))
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        laptop.get(reverse(HOME))
    assert Device.objects.get().seen_on == before + timedelta(days=2)


def test_what_is_noted_goes_with_its_session(marisol):
    laptop = browser()
    laptop.post(reverse("account_logout"))
    assert not Device.objects.exists()
    browser()
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    Client().get(reverse(HOME))
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    assert not Device.objects.exists()


def test_signing_out_ends_the_session_for_whoever_kept_its_cookie(marisol):
    laptop = browser()
    kept = laptop.cookies["hearth_session"].value
    laptop.post(reverse("account_logout"))
    thief = Client()
    thief.cookies["hearth_session"] = kept
    assert thief.get(reverse(HOME)).status_code == 302
    assert not account_of(marisol).devices.exists()


def test_a_browser_forgets_what_it_kept_when_somebody_signs_out(marisol):
    client = browser()
    assert not client.get(reverse(HOME)).has_header("Clear-Site-Data")
    assert client.post(reverse("account_logout"))["Clear-Site-Data"] == '"storage"'
    assert not client.get("/").has_header("Clear-Site-Data")


def test_pages_call_a_device_s_words_by_a_name_that_stays_and_tells_nothing(marisol):
    def key_in(client):
        return re.search(r'data-device="(\w+)"', client.get(reverse(HOME)).content.decode())[1]

    other = signed_in(join_person())
    assert key_in(browser()) == key_in(browser()) != key_in(other)
    assert "data-device" not in Client().get("/").content.decode()
