"""The command that mail servers hand a message to, and real messages."""

import io
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone

from hearth.communities.models import Reply
from hearth.notifications.actions.answering import Ending
from hearth.notifications.reply_addresses import reply_address
from hearth.notifications.tests.incoming.ending import end_of
from tests.people import account_of

pytestmark = pytest.mark.django_db
REAL = Path(__file__).parents[5] / "shared/data/mail/eml"


def take_in(raw, monkeypatch):
    """Run the command as a mail server does; return how it ends."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    try:
        call_command("receive_mail", verbosity=2)
    except CommandError as error:
        return error.returncode
    return 0


def test_the_command_ends_well_whatever_came_and_asks_to_come_again_without_a_database(
    friend, written, monkeypatch, settings
):
    assert take_in(written(by=friend).as_bytes(), monkeypatch) == 0
    assert Reply.objects.count() == 1
    assert take_in(b"", monkeypatch) == take_in(b"x" * 11_000_000, monkeypatch) == 0

    raw = written(by=friend).as_bytes()

    def away(execute, sql, params, many, context):
        raise OperationalError

    with connection.execute_wrapper(away):
        assert take_in(raw, monkeypatch) == 75
    settings.CONFIG = replace(settings.CONFIG, reply_domain="")
    assert take_in(b"x", monkeypatch) == 75


def test_nothing_of_a_mail_is_logged(friend, written, monkeypatch, caplog, capsys):
    take_in(written("Canary words", by=friend, Subject="Canary subject", name="Canary").as_bytes(), monkeypatch)
    said = caplog.text + "".join(capsys.readouterr())
    assert "posted\n" in said, "and no reason, since there is none"
    assert "canary" not in said.lower()
    assert "@" not in said


@pytest.mark.skipif(not REAL.exists(), reason="the sample of mail in ../shared/data is not here")
def test_real_mail_ends_with_a_reason_as_it_is_and_to_a_valid_address(discussion, friend, letters):
    account = account_of(friend)
    head = f"From: {account.email}\nTo: {reply_address(account, discussion.public_id, name=friend)}\n"
    dull = (b"from", b"to", b"cc", b"delivered-to", b"return-path", b"x-original-to")
    ends = {}
    for number, path in enumerate(sorted(REAL.glob("*.eml"))):
        raw = path.read_bytes()
        as_it_is = end_of(raw)
        assert as_it_is.ending in {Ending.REFUSED, Ending.DROPPED}, path.name
        assert as_it_is.reason
        lines = [line for line in raw.splitlines(keepends=True) if line.partition(b":")[0].strip().lower() not in dull]
        with time_machine.travel(timezone.now() + timedelta(minutes=number * 10)):
            began = time.process_time()
            ends[path.name] = end_of(head.encode() + b"".join(lines)).ending
            assert time.process_time() - began < 2, path.name
    assert set(ends.values()) <= {Ending.POSTED, Ending.DROPPED, Ending.RETURNED}
    assert Reply.objects.count() == list(ends.values()).count(Ending.POSTED) > 30
    assert Reply.objects.filter(body_html__contains="Hope it works well!").count() == 1
