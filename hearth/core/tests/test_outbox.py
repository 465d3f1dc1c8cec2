import dataclasses
import logging
import socket
from datetime import timedelta

import pytest
import time_machine
from django.core import mail as django_mail
from django.core.mail import BadHeaderError
from django.db import connection, transaction
from django.utils import timezone

from hearth.core import outbox
from hearth.core.envelopes import is_bounce_address
from hearth.core.ids import ids_drawn_from
from hearth.core.leases import DELAYS
from hearth.core.models import OutgoingMail
from hearth.core.work import attend

LETTER = {
    "to": "ana@example.org",
    "subject": "Someone answered you",
    "text": "Dear Ana, someone who has been there answered.",
    "html": "<p>Dear Ana, someone who has been there answered.</p>",
    "language": "es",
}


def test_a_mail_is_sent_once_and_erased_at_once(run_worker, mail_server):
    box = mail_server()
    expires_at = timezone.now() + timedelta(hours=1)
    mail = outbox.put(**LETTER, headers={"List-Id": "<all.hearth.example>"}, expires_at=expires_at)
    run_worker()
    run_worker()
    (letter,) = box.letters
    assert letter["To"] == "ana@example.org"
    assert letter["Message-ID"] == mail.message_id
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Content-Language"] == "es"
    assert letter["List-Id"] == "<all.hearth.example>"
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    assert "someone who has been there" in letter.get_body(("plain",)).get_content()
    row = OutgoingMail.objects.values().get()
    assert row["state"] == "done"
    assert row["expires_at"] is None
    assert "Ana" not in str(row)
    assert "ana@" not in str(row)
    assert "answered" not in str(row)


def test_a_dead_mail_server_delays_and_loses_nothing(run_worker, mail_server, caplog):
    mail = outbox.put(**LETTER)
    with caplog.at_level(logging.DEBUG):
        run_worker()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("waiting", 1)
    assert mail.last_error.startswith("ConnectionRefusedError at hearth.core.outbox:")
    assert "ana@" not in caplog.text
    (said,) = [record.msg for record in caplog.records if record.name == "hearth.work"]
    assert said == said | {"event": "work_failed", "kind": "mails", "row": mail.public_id, "attempt": 1}
    assert said["error"] == mail.last_error
    box = mail_server()
    run_worker()
    assert box.letters == []
    with time_machine.travel(timezone.now() + DELAYS[0] * 1.3):
        run_worker()
    (letter,) = box.letters
    assert letter["Message-ID"] == mail.message_id
    assert not OutgoingMail.objects.filter(to__contains="ana").exists()


def test_mail_refused_for_good_is_not_tried_again(run_worker, mail_server, caplog, monkeypatch):
    mail_server()
    mail = outbox.put(**LETTER | {"to": "ana@policy.example"})
    monkeypatch.setattr(logging.getLogger("mail.log"), "propagate", False)  # the test's server names whom it sees
    with caplog.at_level(logging.DEBUG):
        run_worker()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("failed", 1)
    assert mail.last_error.startswith("SMTPRecipientsRefused at ")
    assert "SMTPRecipientsRefused" in caplog.text
    assert "ana@" not in mail.last_error + caplog.text


def test_an_expired_mail_is_never_sent_and_erased(run_worker, mail_server):
    box = mail_server()
    outbox.put(**LETTER, expires_at=timezone.now() + timedelta(minutes=15))
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        run_worker()
    assert box.letters == []
    assert not OutgoingMail.objects.exists()


def test_an_expired_mail_is_erased_though_its_next_attempt_is_far_off(run_worker, mail_port):
    outbox.put(**LETTER, expires_at=timezone.now() + timedelta(minutes=15))
    later = outbox.put(**LETTER, expires_at=timezone.now() + timedelta(days=1))
    run_worker()
    OutgoingMail.objects.update(next_attempt_at=timezone.now() + timedelta(days=9))
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert outbox.erase_expired() == 1
    assert OutgoingMail.objects.get() == later


@pytest.mark.django_db(transaction=True)
def test_a_mail_of_a_rolled_back_action_is_not_sent(run_worker):
    with transaction.atomic():
        outbox.put(**LETTER)
        transaction.set_rollback(True)
    run_worker()
    assert django_mail.outbox == []
    assert not OutgoingMail.objects.exists()


def test_a_line_break_cannot_add_a_header(run_worker):
    outbox.put(**LETTER | {"subject": "News\r\nBcc: everyone@example.org"})
    run_worker()
    (sent,) = django_mail.outbox
    assert sent.subject == "News Bcc: everyone@example.org"
    assert sent.recipients() == ["ana@example.org"]
    for wrong in ({"to": "a@example.org\nBcc: b@example.org"}, {"headers": {"X-A": "1\r\nBcc: b@example.org"}}):
        with pytest.raises(BadHeaderError):
            outbox.put(**LETTER | wrong)


def test_work_that_comes_about_beside_a_demo_world_has_ids_by_chance(db):
    drawn = []
    for _ in range(2):
        with ids_drawn_from("member ana"):
            drawn.append(outbox.put(**LETTER).public_id)
    assert len(set(drawn)) == 2


def test_a_mail_left_leased_by_a_killed_worker_goes_after_the_lease(run_worker):
    mail = outbox.put(**LETTER)
    assert OutgoingMail.objects.claim(mail.pk)
    assert OutgoingMail.objects.claim(mail.pk) is None
    run_worker()
    assert django_mail.outbox == []
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        run_worker()
    assert len(django_mail.outbox) == 1


def plan_of(rows):
    """How the database would look for `rows`; PostgreSQL is told to use indexes, even for a few."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for way in ("seqscan", "bitmapscan", "sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
    return rows.explain()


def test_the_sweep_finds_and_orders_what_is_due_by_its_index(db):
    plan = plan_of(OutgoingMail.objects.due(timezone.now()).order_by("next_attempt_at")[:500])
    assert "outgoingmail_due" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


def test_expired_mail_is_found_by_its_index(db):
    assert "outgoingmail_expires" in plan_of(outbox.expired())


def test_a_mail_deleted_just_when_it_is_claimed_holds_up_no_other(run_worker):
    gone, kept = outbox.put(**LETTER), outbox.put(**LETTER)
    deleted = []

    def delete_once_leased(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.startswith("UPDATE") and "leased_until" in sql and not deleted:
            deleted.append(gone.pk)
            OutgoingMail.objects.filter(pk=gone.pk).delete()
        return result

    with connection.execute_wrapper(delete_once_leased):
        attend.func("mails", [gone.pk, kept.pk])
    assert deleted
    assert [sent.extra_headers["Message-ID"] for sent in django_mail.outbox] == [kept.message_id]


def test_putting_a_mail_does_not_wait_for_the_server(db, settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        outbox.put(**LETTER)
        silent.setblocking(False)
        with pytest.raises(BlockingIOError):
            silent.accept()


@pytest.fixture
def maker():
    """Make the mails promised as `probe` from what they are about; returns what was asked of it."""
    asked = []

    @outbox.makes("probe")
    def make(about):
        asked.append(about)
        return None if about.get("gone") else outbox.Letter(**LETTER, message_id=about.get("message_id", ""))

    yield asked
    del outbox.MAKERS["probe"]


def test_a_promised_mail_is_made_each_time_it_is_tried_and_kept_nowhere(run_worker, mail_server, maker):
    mail = outbox.promise("probe", {"message_id": "<steady@hearth.example>"})
    run_worker()
    kept = str(OutgoingMail.objects.values().get())
    assert "Ana" not in kept
    assert "ana@" not in kept
    box = mail_server()
    with time_machine.travel(timezone.now() + DELAYS[0] * 1.3):
        run_worker()
    assert [letter["Message-ID"] for letter in box.letters] == ["<steady@hearth.example>"]
    assert len(maker) == 2
    mail.refresh_from_db()
    assert (mail.state, mail.about) == ("done", {})


def test_a_promised_mail_that_nobody_is_to_have_any_more_is_forgotten(run_worker, maker):
    outbox.promise("probe", {"gone": True})
    run_worker()
    assert maker
    assert django_mail.outbox == []
    assert not OutgoingMail.objects.exists()


def test_what_cannot_be_delivered_comes_back_to_an_address_that_proves_itself(run_worker, mail_server, settings):
    settings.CONFIG = dataclasses.replace(settings.CONFIG, reply_domain="reply.hearth.example")
    box = mail_server()
    outbox.put(**LETTER)
    run_worker()
    (sender,), (letter,) = box.senders, box.letters
    assert letter["From"] == settings.DEFAULT_FROM_EMAIL
    assert sender.endswith("@reply.hearth.example")
    assert "ana" not in sender
    assert is_bounce_address(sender.upper(), of="Ana@example.org")
    assert not is_bounce_address(sender, of="eve@example.org")
    settings.CONFIG = dataclasses.replace(settings.CONFIG, reply_domain="")
    assert not is_bounce_address(sender, of="ana@example.org")
    assert not is_bounce_address("", of="ana@example.org")
