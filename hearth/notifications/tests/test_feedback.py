"""What a mail provider tells of our mail: who gets no more of it, and what nobody can do with that."""

import json
import logging
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hearth.core.mail.feedback import LARGEST
from hearth.notifications.actions.suppressing import forget_address, note_reached
from hearth.notifications.models import Received, Suppression
from hearth.notifications.queries.suppressed import is_suppressed
from hearth.notifications.tests.providers import ADDRESS, SECRET, failed, mailgun, postmark, tell, use
from tests.people import account_of

pytestmark = pytest.mark.django_db
WHO = "Marisol@Example.org"
BOUNCE, COMPLAINT = Suppression.Reason.BOUNCE, Suppression.Reason.COMPLAINT

TOLD = {
    "mailgun: no such address": (lambda: failed(WHO), BOUNCE),
    "mailgun: no code, yet given up": (lambda: failed(WHO, "Not delivering", reason="suppress-bounce"), BOUNCE),
    "mailgun: the server's code says it": (lambda: failed(WHO, "550 5.1.1 Unknown", reason="generic"), BOUNCE),
    "mailgun: a full mailbox": (lambda: failed(WHO, "5.2.2 Mailbox full"), None),
    "mailgun: a filter": (lambda: failed(WHO, "550 5.7.1 Not from you"), None),
    "mailgun: for now": (lambda: failed(WHO, "4.2.1 Try later", severity="temporary", reason="generic"), None),
    "mailgun: called spam": (lambda: mailgun("complained", WHO), COMPLAINT),
    "mailgun: it arrived": (lambda: mailgun("delivered", WHO), None),
    "mailgun: they left its list": (lambda: mailgun("unsubscribed", WHO), None),
    "mailgun: an event of next year": (lambda: mailgun("levitated", WHO), None),
    "postmark: no such address": (lambda: postmark("HardBounce", WHO), BOUNCE),
    "postmark: no code": (lambda: postmark("HardBounce", WHO, "unknown user"), BOUNCE),
    "postmark: no address at all": (lambda: postmark("BadEmailAddress", WHO, ""), BOUNCE),
    "postmark: a full mailbox": (lambda: postmark("HardBounce", WHO, "smtp;552 5.2.2 Full"), None),
    "postmark: may pass": (lambda: postmark("SoftBounce", WHO), None),
    "postmark: a filter": (lambda: postmark("Blocked", WHO, "smtp;550 5.7.1 Spam"), None),
    "postmark: for now": (lambda: postmark("Transient", WHO, "smtp;421 4.4.2 Timeout"), None),
    "postmark: called spam": (lambda: postmark("SpamComplaint", WHO, "", record="SpamComplaint"), COMPLAINT),
    "postmark: it arrived": (
        lambda: {"RecordType": "Delivery", "Recipient": WHO, "DeliveredAt": "2026-11-21T06:00:00Z"},
        None,
    ),
    "postmark: an event of next year": (lambda: postmark("Levitation", WHO, record="Levitation"), None),
}


@pytest.mark.parametrize("case", TOLD)
def test_who_cannot_be_reached_or_called_it_spam_gets_no_more(settings, case):
    use(settings, case.split(":")[0])
    make, reason = TOLD[case]
    answer = tell(make())
    assert (answer.status_code, answer.content) == (200, b"")
    assert list(Suppression.objects.values_list("reason", flat=True)) == ([reason] if reason else [])
    assert is_suppressed(WHO.lower()) is bool(reason)


@pytest.mark.parametrize("provider", ["mailgun", "postmark"])
def test_it_is_answered_alike_whoever_it_is_about(settings, friend, provider):
    use(settings, provider)
    make = {"mailgun": failed, "postmark": partial(postmark, "HardBounce")}[provider]
    answers = []
    for whom in (account_of(friend).email, "nobody.here@example.org"):
        with CaptureQueriesContext(connection) as asked:
            answer = tell(make(whom))
        answers.append((answer.status_code, answer.content, sorted(answer.headers.items()), len(asked)))
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    "make", [lambda: failed(WHO), lambda: postmark("HardBounce", WHO)], ids=["mailgun", "postmark"]
)
def test_what_is_told_again_has_no_effect(settings, make):
    told = make()
    use(settings, "mailgun" if "signature" in told else "postmark")
    assert [tell(told).status_code for _time in range(3)] == [200] * 3
    assert Suppression.objects.count() == 1
    forget_address(WHO)  # as its person has chosen in their settings
    assert tell(told).status_code == 200
    assert not is_suppressed(WHO)
    with time_machine.travel(timezone.now() + timedelta(days=92)):
        Received.objects.all().delete()
        assert tell(told).status_code == 200
        assert not is_suppressed(WHO)
        assert tell(make()).status_code == 200
        assert is_suppressed(WHO), "what happens anew counts"


def test_one_signature_is_good_for_one_thing(settings):
    """Mailgun signs the time and a token, not what happened: whoever has seen one must not make another of it."""
    use(settings, "mailgun")
    told = failed(WHO)
    assert tell(told).status_code == 200
    other = failed("somebody.else@example.org")
    assert tell(told | {"event-data": other["event-data"]}).status_code == 200
    old = failed(WHO, at=timezone.now() - timedelta(days=92), timestamp=timezone.now().timestamp())
    forget_address(WHO)
    assert tell(old).status_code == 200
    assert not Suppression.objects.exists()


def test_a_complaint_counts_though_mail_had_come_back_before(settings):
    use(settings, "postmark")
    tell(postmark("HardBounce", WHO))
    tell(postmark("SpamComplaint", WHO, "", record="SpamComplaint"))
    tell(postmark("HardBounce", WHO))
    note_reached(WHO)
    assert Suppression.objects.get().reason == COMPLAINT


FORGED = {
    "mailgun": [
        lambda: tell(failed(WHO, secret="another-secret-of-this-length")),
        lambda: tell({"event-data": failed(WHO)["event-data"]}),
        lambda: tell(failed(WHO) | {"signature": {}}),
        lambda: tell(b"{"),
    ],
    "postmark": [
        lambda: tell(postmark("HardBounce", WHO), password="another"),
        lambda: tell(postmark("HardBounce", WHO), password=""),
        lambda: tell(postmark("HardBounce", WHO), Authorization=""),
        lambda: tell(postmark("HardBounce", WHO), Authorization="Basic é"),
        lambda: tell(postmark("HardBounce", WHO), Authorization=f"Bearer {SECRET}"),
        lambda: tell(b"{", Authorization=""),
    ],
}


@pytest.mark.parametrize(("provider", "number"), [(name, at) for name, all in FORGED.items() for at in range(len(all))])
def test_a_forged_one_has_no_effect_and_is_told_nothing(settings, provider, number):
    use(settings, provider)
    answer = FORGED[provider][number]()
    assert (answer.status_code, answer.content) == (403, b"")
    assert not Suppression.objects.exists()
    assert not Received.objects.exists()


MISSHAPEN = [
    b"",
    b"{",
    b"[]",
    b"7",
    b"null",
    b"\xff\xfe",
    b"[" * 100_000,
    json.dumps(postmark("HardBounce", WHO, BouncedAt="in spring")).encode(),
    json.dumps(postmark("HardBounce", WHO, BouncedAt=None)).encode(),
    json.dumps(postmark("HardBounce", WHO, Details={"deep": []})).encode(),
    json.dumps({"FromFull": {"Email": WHO}, "Subject": "a mail that came in"}).encode(),
]


@pytest.mark.parametrize("body", MISSHAPEN, ids=range(len(MISSHAPEN)))
def test_what_no_provider_tells_is_refused(settings, body):
    use(settings, "postmark")
    assert tell(body).status_code == 400
    assert not Suppression.objects.exists()


UNPROVABLE = [
    b"[]",
    b"[" * 100_000,
    b'"signature"',
    b'{"signature": 7}',
    b'{"signature": {"token": "\xc3\xa9", "timestamp": "1", "signature": "\xc3\xa9"}}',
]


@pytest.mark.parametrize("wrong", UNPROVABLE, ids=range(len(UNPROVABLE)))
def test_what_cannot_even_be_proven_is_refused(settings, wrong):
    use(settings, "mailgun")
    assert tell(wrong).status_code in {400, 403}


def test_proven_nonsense_is_refused(settings):
    use(settings, "mailgun")
    told = failed(WHO)
    for happened in ({}, {"event": "failed", "timestamp": "noon"}, {"event": ["failed"]}, [], None):
        assert tell(told | {"event-data": happened}).status_code == 400
    assert not Received.objects.exists()


def test_a_form_is_no_webhook(settings):
    use(settings, "mailgun")
    assert Client().post(ADDRESS, {"event": "bounced", "recipient": WHO}).status_code == 400


def test_a_huge_body_is_refused_unread(settings):
    use(settings, "mailgun")
    assert tell(json.dumps(failed(WHO, padding="x" * LARGEST))).status_code == 413
    assert tell(json.dumps(failed(WHO, padding="x" * (LARGEST - 3000)))).status_code == 200


def test_it_takes_nothing_but_what_is_posted(settings, client):
    use(settings, "mailgun")
    for method in ("get", "head", "options", "put", "delete"):
        assert getattr(client, method)(ADDRESS).status_code == 405


@pytest.mark.parametrize(
    "changed",
    [{"mail_feedback_secret": ""}, {"email_url": "smtp://localhost:25"}, {"email_url": "maildir:///tmp/mail"}],
)
def test_where_nobody_tells_there_is_nothing(settings, changed):
    use(settings, "mailgun")
    settings.CONFIG = replace(settings.CONFIG, **changed)
    made_up = Client().post("/mail/feedbacks/", "{}", content_type="application/json")
    answer = tell(failed(WHO))
    assert answer.status_code == made_up.status_code == Client().get(ADDRESS).status_code == 404
    assert answer.content.replace(b"feedbacks", b"feedback") == made_up.content.replace(b"feedbacks", b"feedback")


@pytest.mark.parametrize(("provider", "password"), [("mailgun", SECRET), ("postmark", SECRET), ("postmark", "wrong")])
def test_logs_tell_nothing_of_it(settings, caplog, provider, password):
    use(settings, provider)
    told = failed(WHO, "550 5.1.1 Marisol moved") if provider == "mailgun" else postmark("HardBounce", WHO, "Marisol")
    with caplog.at_level(logging.DEBUG):
        tell(told, password=password)
        tell(b'{"Email": "Marisol@Example.org"}', password=password)
    assert "notifications:mail-feedback" in caplog.text
    for told_of in ("arisol", "xample.org", "Word on Hearth", SECRET):
        assert told_of not in caplog.text
