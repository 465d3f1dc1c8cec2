"""What mail servers report, and what our own mail carries for it."""

from dataclasses import replace

import pytest

from hearth.communities.models import Reply
from hearth.core.envelopes import bounce_address
from hearth.core.tests.mail.letters import letter
from hearth.core.tests.mail.quotations import MARKED
from hearth.members.faces import person_behind
from hearth.notifications.actions.answering import Ending
from hearth.notifications.adapters import NotificationsPart
from hearth.notifications.models import Suppression
from hearth.notifications.queries.suppressed import is_suppressed
from hearth.notifications.reply_addresses import discussion_of
from hearth.notifications.tests.incoming.ending import DOMAIN, end_of
from tests.people import account_of

pytestmark = pytest.mark.django_db


DSN = """From: MAILER-DAEMON@mx.example
To: {to}
Content-Type: multipart/report; report-type={kind}; boundary=b

--b
Content-Type: message/{kind}

Reporting-MTA: dns; mx.example
Feedback-Type: abuse
Original-Rcpt-To: {recipient}

Final-Recipient: rfc822; {recipient}
Action: failed
Status: {status}
--b--
"""


@pytest.mark.parametrize(
    ("said", "suppressed"),
    [
        ({}, True),
        ({"kind": "feedback-report"}, True),
        ({"status": "5.2.2"}, False),
        ({"to": f"bounce+aaaaaaaaaaaaaaaaaaaaaaaa@{DOMAIN}"}, False),
        ({"to": f"bounce+aaaaaaaaaaaaaaaaaaaaaaaa@{DOMAIN}", "kind": "feedback-report"}, False),
        ({"recipient": "another@example.org"}, False),
    ],
)
def test_reports_count_when_they_came_to_the_envelope_of_that_very_mail(friend, said, suppressed):
    email = account_of(friend).email
    given = {"to": bounce_address(email), "kind": "delivery-status", "recipient": email, "status": "5.1.1"}
    assert end_of(DSN.format(**given | said).encode()).ending is Ending.DROPPED
    assert is_suppressed(email.upper()) is suppressed
    assert not Suppression.objects.filter(digest__contains="@").exists()


def test_nothing_is_mailed_to_a_suppressed_address_any_more(asker, answer, mail_all):
    email = account_of(asker).email
    end_of(DSN.format(to=bounce_address(email), kind="delivery-status", recipient=email, status="5.1.1").encode())
    answer()
    assert mail_all() == []


@pytest.mark.parametrize(("kind", "still"), [("delivery-status", False), ("feedback-report", True)])
def test_an_answer_shows_that_mail_is_delivered_again(friend, written, kind, still):
    email = account_of(friend).email
    end_of(DSN.format(to=bounce_address(email), kind=kind, recipient=email, status="5.1.1").encode())
    assert is_suppressed(email)
    end_of(written(by=friend))
    assert is_suppressed(email) is still


def test_our_mail_carries_its_envelope_and_its_sender(asker, answer, mail_all, settings):
    answer()
    (mail,) = mail_all()
    assert mail.from_email == bounce_address(account_of(asker).email)
    assert mail.message()["From"] == settings.DEFAULT_FROM_EMAIL


def test_a_mail_can_be_answered_and_says_under_which_name(discussion, asker, friend, answer, mail_all, letters):
    answer()
    (mail,) = mail_all()
    assert discussion_of(mail.reply_to[0] if mail.reply_to else mail.extra_headers["Reply-To"], account_of(asker))
    assert "Your answer appears as Marisol V., as before in this discussion." in " ".join(mail.body.split())
    quoted = "\n".join(f"> {line}" for line in mail.body.split("\n"))
    for number, old in enumerate((f"{MARKED['a language we do not know']}\n{quoted}", mail.body)):
        said = {
            "From": account_of(asker).email,
            "To": mail.extra_headers["Reply-To"],
            "Message-ID": f"<{number}@x.org>",
        }
        assert end_of(letter(f"Thank you, Thomas.\n\n{old}", **said)).ending is Ending.POSTED
    assert set(Reply.objects.filter(author=asker).values_list("body", flat=True)) == {"<p>Thank you, Thomas.</p>"}


def test_nothing_is_known_of_the_address_of_somebody_who_left(friend):
    email, person = account_of(friend).email, person_behind(account_of(friend))
    end_of(DSN.format(to=bounce_address(email), kind="delivery-status", recipient=email, status="5.1.1").encode())
    NotificationsPart().erase(person, keep_writing=True)
    assert not is_suppressed(email)


def test_where_no_mail_comes_in_it_says_so(answer, mail_all, settings):
    settings.CONFIG = replace(settings.CONFIG, reply_domain="")
    answer()
    (mail,) = mail_all()
    assert "Reply-To" not in mail.extra_headers
    assert mail.from_email == settings.DEFAULT_FROM_EMAIL
    assert "read by nobody" in mail.body
