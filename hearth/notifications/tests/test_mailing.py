"""Word by e-mail at once."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail as django_mail
from django.utils import timezone

from hearth.communities.actions.writing import delete_reply, edit_reply
from hearth.core import work
from hearth.members.actions.distance import block
from hearth.notifications.actions import digesting, mailing
from hearth.notifications.models import Notification, Reception
from tests.people import account_of

pytestmark = pytest.mark.django_db


def test_an_answer_is_mailed_to_whoever_asked_once(asker, answer, mail_all):
    answer()
    (letter,) = mail_all()
    assert letter.subject == "New reply on Hearth"
    assert "So did I, for three weeks." in letter.body
    assert "Thomas O. answered in your discussion" in letter.body
    assert len(mail_all()) == 1
    assert Notification.objects.get(kind="reply").mailed_at


def test_it_says_what_was_mended_meanwhile(friend, answer, mail_all):
    edit_reply(answer("So did I, for three days."), "So did I, for four weeks.", by=friend)
    (letter,) = mail_all()
    assert "four weeks" in letter.body
    assert "three days" not in letter.body


def test_nothing_is_mailed_of_what_was_taken_back(friend, answer, carry, mail_all):
    reply = answer()
    carry()
    delete_reply(reply, by=friend)
    assert mail_all() == []
    assert not Notification.objects.filter(kind="reply").exists()


def test_nothing_is_mailed_once_a_block_parts_the_two(asker, friend, answer, carry, mail_all):
    answer()
    carry()
    block(friend, by=asker)
    assert mail_all() == []


def test_mails_of_one_discussion_are_one_thread(asker, friend, discussion, answer, mail_all):
    first = answer()
    mail_all()
    answer("How are you now?", by=asker, parent=first)
    sent = {letter.to[0]: letter.extra_headers for letter in mail_all()}
    mine, theirs = sent[account_of(asker).email], sent[account_of(friend).email]
    assert mine["In-Reply-To"] == mine["References"]
    opening, above = theirs["References"].split()
    assert theirs["In-Reply-To"] == above
    assert len({mine["Message-ID"], mine["References"], theirs["Message-ID"], opening, above}) == 5
    assert not {discussion.public_id, first.public_id} & set(re.findall(r"\w+", str(sent)))


def test_nobody_is_flooded_what_is_more_comes_in_the_next_digest(asker, answer, mail_all, monkeypatch):
    monkeypatch.setattr(mailing, "MOST_AN_HOUR", 2)
    for number in range(4):
        answer(f"Answer {number}.")
    assert len(mail_all()) == 2
    later = Notification.objects.filter(member=asker, how="daily", mailed_at=None)
    assert later.count() == 2
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        Reception.objects.filter(pk=asker.pk).update(daily_at=timezone.now())
        digesting.digest_due()
        work.sweep(grace=timedelta())
    assert [mail.subject for mail in django_mail.outbox[2:]] == ["Your day on Hearth"]
    assert not later.exists()
