import re
from html import unescape

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.utils import timezone

from hearth.activity.models import Activity, Delivery
from hearth.core import beats, outbox
from hearth.core.models import OutgoingMail
from hearth.core.work import DUTIES

PAGE, MADE_UP = "/operator/", "zzzzzzzzzz"
FAILED = {"state": "failed", "finished_at": timezone.now(), "attempts": 8, "last_error": "TimeoutError at smtplib:1"}


@pytest.fixture
def failures(db):
    """A delivery and a mail that were given up."""
    activity = Activity.objects.create(verb="member.joined", subject_type="members.member", subject_id=1)
    delivery = Delivery.objects.create(activity=activity, handler="play.listen")
    mail = outbox.put(to="ana@example.org", subject="Ana's news", text="Dear Ana", html="<p>Ana", language="en")
    Delivery.objects.update(**FAILED)
    OutgoingMail.objects.update(**FAILED)
    return delivery, mail


@pytest.fixture
def operator_client(client, db):
    """Someone with the permission to operate, and nothing else."""
    account = get_user_model().objects.create(email="operator@hearth.example")
    account.user_permissions.add(Permission.objects.get(codename="operate"))
    client.force_login(account)
    client.get("/robots.txt")  # what is noted once a day of a session has been noted
    return client


@pytest.fixture
def member_client(client, db):
    client.force_login(get_user_model().objects.create(email="member@hearth.example", is_staff=True))
    return client


def addresses(failures):
    delivery, mail = failures
    return [
        ("get", PAGE),
        ("post", f"{PAGE}deliveries/{delivery.public_id}/retry/"),
        ("post", f"{PAGE}mails/{mail.public_id}/retry/"),
        ("post", f"{PAGE}mails/retry/"),
    ]


def assert_hidden(client, failures):
    for method, path in addresses(failures):
        missing = getattr(client, method)("/no/such/page/")
        answer = getattr(client, method)(path)
        assert answer.status_code == missing.status_code == 404
        assert answer.content == missing.content.replace(b"/no/such/page/", path.encode())
    assert not Delivery.objects.filter(handler="play.listen").exclude(state="failed").exists()
    assert not OutgoingMail.objects.exclude(state="failed").exists()


def test_a_visitor_finds_nothing_there(client, failures):
    assert_hidden(client, failures)


def test_a_member_finds_nothing_there_staff_or_not(member_client, failures):
    assert_hidden(member_client, failures)


def test_the_operator_sees_failures_without_address_or_content(operator_client, failures):
    page = operator_client.get(PAGE).content.decode()
    _delivery, mail = failures
    assert "member.joined → play.listen" in page
    assert f"mail {mail.public_id}" in page
    assert "TimeoutError at smtplib:1" in page
    assert "ana" not in page.lower().replace("manage", "")


def test_the_operator_sees_whether_a_worker_lives(operator_client):
    assert "No worker is running" in operator_client.get(PAGE).content.decode()
    beats.beat()
    page = operator_client.get(PAGE).content.decode()
    assert "No worker is running" not in page
    assert beats.worker_name() in page


def test_try_again_gives_one_failure_its_attempts_back(operator_client, failures):
    delivery, mail = failures
    answer = operator_client.post(f"{PAGE}deliveries/{delivery.public_id}/retry/", follow=True)
    assert "It will be tried again in a moment." in answer.content.decode()
    delivery.refresh_from_db()
    mail.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.last_error) == ("waiting", 0, "")
    assert mail.state == "failed"
    again = operator_client.post(f"{PAGE}deliveries/{delivery.public_id}/retry/", follow=True)
    assert "no longer a failure" in again.content.decode()


def test_try_all_again_is_for_one_kind(operator_client, failures):
    delivery, mail = failures
    operator_client.post(f"{PAGE}mails/retry/")
    delivery.refresh_from_db()
    mail.refresh_from_db()
    assert (mail.state, delivery.state) == ("waiting", "failed")


def test_an_unknown_kind_or_method_is_refused(operator_client):
    assert operator_client.post(f"{PAGE}letters/{MADE_UP}/retry/").status_code == 404
    assert operator_client.get(f"{PAGE}mails/{MADE_UP}/retry/").status_code == 405
    assert operator_client.post(PAGE).status_code == 405


def test_no_address_and_no_mark_on_the_page_is_a_counter(operator_client, failures):
    page = operator_client.get(PAGE).content.decode()
    for row in failures:
        assert f'action="{PAGE}{row.KIND}/{row.public_id}/retry/"' in page
        assert not re.search(rf"\b{row.KIND}-{row.pk}\b", page)
        assert operator_client.post(f"{PAGE}{row.KIND}/{row.pk}/retry/").status_code == 404


def test_the_page_costs_the_same_however_many_failed(operator_client, failures, django_assert_max_num_queries):
    delivery, _mail = failures
    Delivery.objects.bulk_create(
        Delivery(activity=delivery.activity, handler=f"play.{number}", **FAILED) for number in range(60)
    )
    with django_assert_max_num_queries(11 + 2 * len(DUTIES)):
        page = operator_client.get(PAGE).content.decode()
    assert page.count("→ play.") == 50


def test_the_failures_of_one_kind_go_on_in_pages(operator_client, failures):
    delivery, mail = failures
    Delivery.objects.bulk_create(
        Delivery(activity=delivery.activity, handler=f"play.{number}", **FAILED) for number in range(60)
    )
    html = operator_client.get(PAGE).content.decode()
    following = unescape(re.search(r'href="([^"]+)" rel="next"', html).group(1))
    second = operator_client.get(PAGE + following).content.decode()
    shown = [re.findall(r"→ (play\.\w+)", each) for each in (html, second)]
    assert shown == [
        [f"play.{number}" for number in range(59, 9, -1)],
        [f"play.{n}" for n in range(9, -1, -1)] + ["play.listen"],
    ]
    assert str(mail) in second
    back = unescape(re.search(r'href="([^"]+)" rel="prev"', second).group(1))
    assert re.findall(r"→ (play\.\w+)", operator_client.get(PAGE + back).content.decode()) == shown[0]
