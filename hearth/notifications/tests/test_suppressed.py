"""An address that mail came back from gets word again once its person has shown that they read mail there."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from hearth.notifications.models import Suppression
from hearth.notifications.queries.suppressed import digest_of, suppression_of
from tests.inventory import code_in_last_mail
from tests.people import PASSWORD, join_person, signed_in

pytestmark = pytest.mark.django_db
ADDRESS, NEW = "ana@example.org", "new@example.org"


@pytest.fixture
def person():
    return join_person("Ana", email=ADDRESS)


def suppress(address=ADDRESS, reason="bounce"):
    return Suppression.objects.create(digest=digest_of(address), reason=reason)


def ask_for_reset(client):
    client.post(reverse("account_reset_password"), {"email": ADDRESS})
    return reverse("account_confirm_password_reset_code")


def ask_to_sign_in(client):
    client.post(reverse("account_request_login_code"), {"email": ADDRESS})
    return reverse("account_confirm_login_code")


@pytest.mark.parametrize("ask", [ask_for_reset, ask_to_sign_in])
def test_a_code_from_a_mail_shows_that_mail_arrives_and_asking_for_one_does_not(person, ask):
    suppress()
    stranger, owner = Client(), Client()
    confirm = ask(stranger)
    stranger.post(confirm, {"code": "AAAAAA"})
    assert suppression_of(ADDRESS)
    ask(owner)
    owner.post(confirm, {"code": code_in_last_mail()})
    assert suppression_of(ADDRESS) is None


def test_whoever_shows_that_it_is_still_them_by_a_code_reads_their_mail():
    client = signed_in(join_person(email=ADDRESS, password_hash=""))
    suppress()
    client.post(reverse("members:still-you"), {"send": "1"})
    assert suppression_of(ADDRESS)
    client.post(reverse("members:still-you"), {"code": code_in_last_mail()})
    assert suppression_of(ADDRESS) is None


def test_an_address_that_is_confirmed_is_written_to(person):
    suppress(NEW)
    client = signed_in(person)
    asked = client.post(reverse("account_email"), {"email": NEW, "action_add": "1"})
    client.post(asked.url, {"password": PASSWORD})
    assert suppression_of(NEW)
    client.post(reverse("account_email_verification_sent"), {"code": code_in_last_mail()})
    assert suppression_of(NEW) is None


def test_a_password_alone_shows_nothing_and_who_called_it_spam_is_not_written_to_for_a_code(person):
    suppress()
    client = Client()
    client.post(reverse("account_login"), {"login": ADDRESS, "password": PASSWORD})
    assert suppression_of(ADDRESS)
    Suppression.objects.update(reason="complaint")
    client = Client()
    client.post(ask_to_sign_in(client), {"code": code_in_last_mail()})
    assert suppression_of(ADDRESS)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("bounce", "Mail to <bdi>{}</bdi> came back on {}: we stopped writing there."),
        ("complaint", "Our mail to <bdi>{}</bdi> was called unwanted on {}: we stopped writing there."),
    ],
)
def test_the_settings_say_where_mail_does_not_arrive_since_when_and_what_to_do(person, reason, said):
    suppress(reason=reason)
    html = signed_in(person).get(reverse("notifications:settings")).content.decode()
    assert said.format(ADDRESS, date_format(timezone.localdate())) in html
    assert reverse("notifications:mail-again") in html
    assert reverse("account_email") in html
