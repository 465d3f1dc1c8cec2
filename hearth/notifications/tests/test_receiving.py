"""Mail that comes in becomes a reply or goes back with a reason; nothing is lost, and whoever forges learns nothing."""

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core import mail as django_mail
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from hearth.communities.actions.belonging import leave_community
from hearth.communities.actions.keeping import Unposted, keep_draft
from hearth.communities.actions.merging import merge_discussions
from hearth.communities.actions.order import lock_discussion
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Draft, Joining, Reading, Reply
from hearth.communities.queries.naming import Name
from hearth.communities.tests.people import member_of, open_community
from hearth.core import work
from hearth.core.envelopes import bounce_address
from hearth.core.models import OutgoingMail
from hearth.core.tests.mail.letters import letter
from hearth.core.tests.mail.quotations import MARKED
from hearth.members.models import Kind
from hearth.notifications.actions.answering import Ending
from hearth.notifications.actions.receiving import forget_received, receive
from hearth.notifications.models import Received, Suppression
from hearth.notifications.queries.suppressed import is_suppressed
from hearth.notifications.reply_addresses import discussion_of, reply_address
from tests.people import account_of, join_person

pytestmark = pytest.mark.django_db
DOMAIN = "reply.hearth.example"
REAL = Path(__file__).parents[4] / "shared/data/mail/eml"


@pytest.fixture(autouse=True)
def mail_comes_in(settings):
    settings.CONFIG = replace(settings.CONFIG, reply_domain=DOMAIN)


@pytest.fixture
def written(discussion):
    """Write a mail of `by` to the discussion's reply address; return its bytes."""

    def written(text="So did I.", *, by, at=None, name="A Person", **said):
        account = account_of(by)
        to = reply_address(account, (at or discussion).public_id)
        return letter(text, **{"From": f"{name} <{account.email}>", "To": to} | said)

    return written


@pytest.fixture
def letters():
    """Send what is owed; return the mails that went."""

    def letters():
        work.sweep(grace=timedelta())
        return django_mail.outbox

    return letters


def end_of(message):
    return receive(message if isinstance(message, bytes) else message.as_bytes())


def test_an_answer_becomes_a_reply_without_what_it_quotes(discussion, friend, written, letters):
    outcome = end_of(written(f"So did I.\n\nFor three weeks.\n\n{MARKED['en Gmail']}\n> I stand\n", by=friend))
    assert outcome.ending is Ending.POSTED
    reply = Reply.objects.get()
    assert (reply.author, reply.discussion, reply.body) == (
        friend,
        discussion,
        "<p>So did I.</p><p>For three weeks.</p>",
    )
    assert letters() == []


def test_markup_that_somebody_types_stays_text(friend, written):
    end_of(written("<p>Look</p><script>x</script>", by=friend))
    assert Reply.objects.get().body_html == "<p>&lt;p&gt;Look&lt;/p&gt;&lt;script&gt;x&lt;/script&gt;</p>"


def test_the_same_message_does_one_thing(friend, written, letters):
    message = written(by=friend)
    assert [end_of(message).ending for _time in range(2)] == [Ending.POSTED, Ending.DROPPED]
    del message["Message-ID"]
    assert [end_of(message).ending for _time in range(2)] == [Ending.POSTED, Ending.DROPPED]
    assert Reply.objects.count() == 2


def test_what_came_in_is_forgotten_when_its_address_runs_out(friend, written):
    end_of(written(by=friend))
    assert forget_received() == 0
    with time_machine.travel(timezone.now() + timedelta(days=92)):
        assert forget_received() == 1
    assert not Received.objects.exists()


@pytest.mark.parametrize(("days", "ending"), [(89, Ending.POSTED), (91, Ending.REFUSED)])
def test_an_address_is_valid_for_ninety_days(friend, written, days, ending):
    message = written(by=friend)
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        assert end_of(message).ending is ending


def test_an_address_survives_servers_that_fold_case_or_rewrite_the_head(friend, written):
    to = written(by=friend)["To"]
    assert end_of(written(by=friend, To="list@x.example", X_Original_To=to.upper())).ending is Ending.POSTED


def test_an_address_says_nothing_of_a_person_and_serves_one_only(discussion, friend, asker):
    address, another = (reply_address(account_of(each), discussion.public_id) for each in (friend, asker))
    assert address[:21] == another[:21] == f"reply+{discussion.public_id}{address[16:21]}"
    assert address[21:] != another[21:]
    assert len(address.partition("@")[0]) < 64
    assert discussion_of(address, account_of(friend)) == discussion.public_id
    assert discussion_of(address, account_of(asker)) == ""


FORGED = {
    "another's address": lambda to: {"From": "person@example.net"},
    "no address": lambda to: {"To": f"reply@{DOMAIN}"},
    "a letter changed": lambda to: {"To": to.replace("@", "a@", 1).replace(to[30], "", 1)},
    "another domain": lambda to: {"To": to.replace(DOMAIN, "evil.example")},
    "two writers": lambda to: {"From": "a@example.org, b@example.org"},
    "no writer": lambda to: {"From": ""},
    "another's discussion": lambda to: {"To": f"{to[:6]}2345678923{to[16:]}"},
    "another day": lambda to: {"To": f"{to[:16]}99999{to[21:]}"},
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_what_is_forged_is_refused_and_told_nothing(friend, written, forged):
    message = written(by=friend)
    heads = forged(message["To"])
    assert end_of(written(by=friend, **heads)).ending is Ending.REFUSED
    assert not Reply.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_somebody_elses_address_is_worth_nothing_to_another_member(discussion, friend, written):
    other = member_of(discussion.community)
    to = reply_address(account_of(other), discussion.public_id)
    assert end_of(written(by=friend, To=to)).ending is Ending.REFUSED
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(
    "head",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"Return_Path": "<>"},
        {"Message_ID": "<x@testserver>"},
    ],
)
def test_machines_are_not_answered(friend, written, settings, head):
    if "Message_ID" in head:
        head = {"Message_ID": f"<x@{settings.SITE.hostname}>"}
    assert end_of(written(by=friend, **head)).ending is Ending.DROPPED
    assert not Reply.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_it_is_posted_under_the_name_its_writer_has_there(discussion, friend, written):
    first = post_reply(discussion, Answer(body="Me too.", name=Name.ALIAS), by=friend)
    assert first.author.kind == Kind.ALIAS
    assert end_of(written("Thank you all.", by=friend)).ending is Ending.POSTED
    assert set(Reply.objects.values_list("author", flat=True)) == {first.author.pk}


BETRAYING = ["Thank you.\n\nThomas", "Thank you.\nT. Osei", "Write to {email}", "Call me: +31 6 1234 5678"]


@pytest.mark.parametrize("text", BETRAYING)
def test_what_may_say_who_wrote_it_waits_for_a_look(discussion, friend, written, letters, text):
    post_reply(discussion, Answer(body="Me too.", name=Name.ALIAS), by=friend)
    text = text.format(email=account_of(friend).email)
    assert end_of(written(text, by=friend, name="T. Osei")).ending is Ending.HELD
    draft = Draft.objects.get(member=friend, discussion=discussion)
    assert "<p>" in draft.body
    assert Reply.objects.count() == 1
    (mail,) = letters()
    assert mail.subject == "Please look at your answer first"
    assert f"/discussions/{discussion.public_id}/#write" in mail.body
    assert "Thank you" not in mail.body


def test_under_ones_usual_name_one_signs_as_one_likes(friend, written):
    assert end_of(written("Thank you.\n\nThomas", by=friend, name="Thomas Osei")).ending is Ending.POSTED


def test_a_draft_that_waits_is_not_written_over(discussion, friend, written):
    post_reply(discussion, Answer(body="Me too.", name=Name.ALIAS), by=friend)
    keep_draft(discussion.community, discussion, Unposted(body="Half a thought"), by=friend)
    end_of(written("Thomas", by=friend))
    assert Draft.objects.get().body == "<p>Half a thought</p><p>Thomas</p>"


def test_a_merged_discussion_is_led_on(discussion, place, asker, friend, written):
    other = start_discussion(place, Opening(title="Alone", body="At the door."), by=member_of(place))
    message = written("So did I.", by=friend, at=other)
    steward = place.memberships.get(role="steward").member
    merge_discussions(other, discussion, by=steward)
    assert end_of(message).ending is Ending.POSTED
    assert Reply.objects.get(author=friend).discussion == discussion


def _given_back(letters, *, says=()):
    (mail,) = letters()
    assert mail.subject == "Your answer by e-mail was not posted"
    assert all(words in mail.body for words in ("So did I.", "For three weeks", *says))
    return mail


WORDS = "So did I.\n\nFor three weeks & more."


def test_words_for_a_closed_discussion_come_back(discussion, place, friend, written, letters):
    lock_discussion(discussion, by=place.memberships.get(role="steward").member)
    assert end_of(written(WORDS, by=friend)).ending is Ending.RETURNED
    mail = _given_back(letters, says=["A moderator has closed this discussion."])
    assert mail.to == [account_of(friend).email]
    assert discussion.title not in mail.subject + mail.body


def test_words_of_somebody_who_left_a_private_place_come_back_and_say_nothing_of_it(written, letters):
    place = open_community(name="Canary place", reading=Reading.ITS_MEMBERS, joining=Joining.BY_INVITATION)
    friend = member_of(place)
    discussion = start_discussion(place, Opening(title="Canary title", body="x"), by=member_of(place))
    message = written(WORDS, by=friend, at=discussion)
    leave_community(place, by=friend)
    assert end_of(message).ending is Ending.RETURNED
    mail = _given_back(letters, says=["not open to you any more"])
    assert "Canary" not in mail.subject + mail.body + str(mail.alternatives)


def test_words_beyond_a_limit_come_back(friend, written, letters, settings):
    settings.CONFIG = replace(settings.CONFIG, posts_an_hour=1)
    end_of(written(by=friend))
    assert end_of(written(WORDS, by=friend, Message_ID="<2@example.org>")).ending is Ending.RETURNED
    _given_back(letters)


def test_a_mail_without_words_of_its_own_comes_back_whole(friend, written, letters):
    assert end_of(written(f"{MARKED['en Gmail']}\n> So did I. For three weeks", by=friend)).ending is Ending.RETURNED
    _given_back(letters, says=["nothing in it that you wrote yourself"])


def test_words_come_back_in_the_language_of_the_person(discussion, place, written, letters):
    friend = join_person(language="es")
    lock_discussion(discussion, by=place.memberships.get(role="steward").member)
    end_of(written(WORDS, by=friend))
    (mail,) = letters()
    assert mail.extra_headers["Content-Language"] == "es"
    assert mail.subject == "Tu respuesta por correo no se ha publicado"


def test_a_closed_account_answers_nothing(friend, written):
    message, account = written(by=friend), account_of(friend)
    account.closed_at = timezone.now()
    account.save()
    assert end_of(message).ending is Ending.REFUSED


def _picture(colour="red"):
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (300, 200), colour).save(file, "PNG")
    return file.getvalue()


def test_pictures_come_along_drawn_anew(friend, written, letters):
    message = written("Look.", by=friend)
    message.add_attachment(_picture(), "image", "png", filename="thomas.png")
    assert end_of(message).ending is Ending.POSTED
    (picture,) = Reply.objects.get().pictures.all()
    assert picture.alternative == "A picture sent by e-mail, not yet described"
    assert letters() == []


def test_pictures_that_cannot_be_taken_are_left_out_and_told(friend, written, letters):
    message = written("Look.", by=friend)
    for number in range(5):
        message.add_attachment(_picture() if number else b"no picture", "image", "png", filename=f"{number}.png")
    assert end_of(message).ending is Ending.POSTED
    assert Reply.objects.get().pictures.count() == 3
    (mail,) = letters()
    assert mail.subject == "Your answer is posted, without all its pictures"


def test_a_mail_that_cannot_be_read_is_answered_once_a_day(friend, written, letters):
    large = written("x" * 10_500_000, by=friend).as_bytes()
    assert [end_of(large).ending for _time in range(2)] == [Ending.RETURNED, Ending.DROPPED]
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert end_of(large).ending is Ending.RETURNED
    assert OutgoingMail.objects.count() == 2
    assert letters()[0].subject == "We could not read your mail"
    assert end_of(written("x" * 10_500_000, by=friend, To=f"reply@{DOMAIN}").as_bytes()).ending is Ending.REFUSED


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


def test_our_mail_carries_its_envelope_and_its_sender(asker, answer, mail_all, settings):
    answer()
    (mail,) = mail_all()
    assert mail.from_email == bounce_address(account_of(asker).email)
    assert mail.message()["From"] == settings.DEFAULT_FROM_EMAIL


def test_a_mail_can_be_answered_and_says_under_which_name(discussion, asker, friend, answer, mail_all, letters):
    answer()
    (mail,) = mail_all()
    assert discussion_of(mail.reply_to[0] if mail.reply_to else mail.extra_headers["Reply-To"], account_of(asker))
    assert "your words appear in the discussion as Marisol V." in " ".join(mail.body.split())
    quoted = "\n".join(f"> {line}" for line in mail.body.split("\n"))
    for number, old in enumerate((f"{MARKED['a language we do not know']}\n{quoted}", mail.body)):
        said = {
            "From": account_of(asker).email,
            "To": mail.extra_headers["Reply-To"],
            "Message-ID": f"<{number}@x.org>",
        }
        assert end_of(letter(f"Thank you, Thomas.\n\n{old}", **said)).ending is Ending.POSTED
    assert set(Reply.objects.filter(author=asker).values_list("body", flat=True)) == {"<p>Thank you, Thomas.</p>"}


def test_where_no_mail_comes_in_it_says_so(answer, mail_all, settings):
    settings.CONFIG = replace(settings.CONFIG, reply_domain="")
    answer()
    (mail,) = mail_all()
    assert "Reply-To" not in mail.extra_headers
    assert mail.from_email == settings.DEFAULT_FROM_EMAIL
    assert "reach nobody" in mail.body


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

    def away(raw):
        raise OperationalError

    monkeypatch.setattr("hearth.notifications.management.commands.receive_mail.receive", away)
    assert take_in(b"x", monkeypatch) == 75
    settings.CONFIG = replace(settings.CONFIG, reply_domain="")
    assert take_in(b"x", monkeypatch) == 75


def test_nothing_of_a_mail_is_logged(friend, written, monkeypatch, caplog, capsys):
    take_in(written("Canary words", by=friend, Subject="Canary subject", name="Canary").as_bytes(), monkeypatch)
    said = caplog.text + "".join(capsys.readouterr())
    assert "posted" in said
    assert "canary" not in said.lower()
    assert "@" not in said


@pytest.mark.skipif(not REAL.exists(), reason="the sample of mail in ../shared/data is not here")
def test_real_mail_ends_with_a_reason_as_it_is_and_to_a_valid_address(discussion, friend, letters):
    account = account_of(friend)
    head = f"From: {account.email}\nTo: {reply_address(account, discussion.public_id)}\n"
    dull = (b"from", b"to", b"cc", b"delivered-to", b"return-path", b"x-original-to")
    ends = {}
    for number, path in enumerate(sorted(REAL.glob("*.eml"))):
        raw = path.read_bytes()
        as_it_is = end_of(raw)
        assert as_it_is.ending in {Ending.REFUSED, Ending.DROPPED}, path.name
        assert as_it_is.reason
        lines = [line for line in raw.splitlines(keepends=True) if line.partition(b":")[0].strip().lower() not in dull]
        with time_machine.travel(timezone.now() + timedelta(minutes=number * 10)):
            ends[path.name] = end_of(head.encode() + b"".join(lines)).ending
    assert set(ends.values()) <= {Ending.POSTED, Ending.DROPPED, Ending.RETURNED}
    assert Reply.objects.count() == list(ends.values()).count(Ending.POSTED) > 30
    assert Reply.objects.filter(body_html__contains="Hope it works well!").count() == 1
