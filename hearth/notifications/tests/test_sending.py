"""Word by e-mail on its way: through a real mail server, with headers that mail programs read."""

import dataclasses
import re
from datetime import timedelta
from email.utils import parseaddr

import pytest
import time_machine
from django.utils import timezone

from hearth.activity.ports import How
from hearth.communities.actions.order import hide_reply
from hearth.communities.actions.picturing import Pictured
from hearth.communities.actions.writing import Answer, Opening, delete_reply, post_reply, start_discussion
from hearth.communities.models import Reading
from hearth.communities.queries.naming import Name
from hearth.communities.tests.people import member_of, open_community
from hearth.core.leases import DELAYS
from hearth.core.models import OutgoingMail
from hearth.members.actions.distance import block
from hearth.members.models import Account
from hearth.notifications.actions import digesting
from hearth.notifications.actions.choosing import choose, receive
from hearth.notifications.actions.suppressing import forget_address
from hearth.notifications.models import Notification, Reception, Suppression
from hearth.notifications.queries.suppressed import digest_of
from tests.people import account_of, appoint, join_person, signed_in

pytestmark = pytest.mark.django_db
HEADERS = {"To", "From", "Subject", "Message-ID", "In-Reply-To", "References", "Reply-To", "Date", "MIME-Version"} | {
    "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted", "Content-Language", "Content-Type"
}  # fmt: skip


def test_an_answer_arrives_whole(asker, friend, place, discussion, answer, mail_server, deliver, settings):
    settings.ON_TLS = True
    box = mail_server()
    first = answer("<p>Look: a door.</p>")
    deliver()
    answer("Now it is open.", by=asker, parent=first)
    deliver()
    answer("I am glad.", parent=first)
    deliver()
    mine = [letter for letter in box.letters if letter["To"] == account_of(asker).email]
    (theirs,) = (letter for letter in box.letters if letter["To"] == account_of(friend).email)
    letter = mine[0]
    assert set(letter.keys()) <= HEADERS
    assert parseaddr(letter["From"])[0] == "Hearth"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["List-Id"] == "<word.localhost>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Precedence"] is None
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    assert theirs["In-Reply-To"] == theirs["References"].split()[-1]
    assert theirs["In-Reply-To"] != letter["Message-ID"], "two mailboxes cannot be matched by it"
    assert mine[1]["References"].split() == [letter["References"], letter["Message-ID"]]
    link = re.fullmatch(r"<https?://[^/]+(/word/[^/]+/)end/>", letter["List-Unsubscribe"].strip())[1]
    assert link in letter.get_body(("plain",)).get_content()


def test_one_press_in_a_mail_program_ends_it(asker, answer, mail_server, deliver, client):
    box = mail_server()
    answer()
    deliver()
    link = re.search(r"(/word/[^/]+/end/)>", box.letters[0]["List-Unsubscribe"])[1]
    assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    answer("And more.")
    deliver()
    assert len(box.letters) == 1
    assert Notification.objects.filter(member=asker, kind="reply", mailed_at=None, how="page").count() == 1


def test_a_dead_mail_server_delays_and_shows_and_nothing_that_went_meanwhile_is_sent(
    asker, friend, place, answer, mail_port, mail_server, deliver, run_worker
):
    kept, hidden = answer("This stays."), answer("My number is 555.")
    deliver()
    waiting = OutgoingMail.objects.filter(state="waiting", attempts=1)
    assert waiting.count() == 2
    assert "555" not in str(list(OutgoingMail.objects.values()))
    operator = appoint(join_person())
    Account.objects.filter(pk=account_of(operator).pk).update(is_staff=True, is_superuser=True)
    assert "ConnectionRefusedError" in signed_in(operator).get("/operator/").content.decode()
    hide_reply(hidden, by=place.memberships.get(role="steward").member)
    box = mail_server()
    with time_machine.travel(timezone.now() + DELAYS[0] * 1.3):
        run_worker()
    (letter,) = box.letters
    assert "This stays." in letter.get_body(("plain",)).get_content()
    assert kept.public_id in letter.get_body(("plain",)).get_content()
    assert not OutgoingMail.objects.filter(state="waiting").exists()


@pytest.mark.parametrize("end", ["taken back", "blocked", "closed", "suspended", "suppressed", "not wanted", "read"])
def test_what_ends_between_promise_and_sending_is_not_sent(
    asker, friend, answer, mail_port, mail_server, deliver, run_worker, end
):
    reply = answer()
    deliver()
    address = account_of(asker).email
    if end == "taken back":
        delete_reply(reply, by=friend)
    elif end == "blocked":
        block(friend, by=asker)
    elif end == "closed":
        Account.objects.filter(pk=account_of(asker).pk).update(closed_at=timezone.now())
    elif end == "suspended":
        Account.objects.filter(pk=account_of(asker).pk).update(is_active=False, is_suspended=True)
    elif end == "suppressed":
        Suppression.objects.create(digest=digest_of(address.upper()), reason="complaint")
    elif end == "not wanted":
        choose(asker, {"reply": How.WEEKLY})
    else:
        Notification.objects.filter(member=asker).update(read_at=timezone.now())
    box = mail_server()
    with time_machine.travel(timezone.now() + DELAYS[0] * 1.3):
        run_worker()
    assert box.letters == []
    assert not OutgoingMail.objects.filter(state="waiting").exists()


def test_an_address_is_tried_again_once_its_owner_asks(asker, answer, mail_server, deliver):
    box = mail_server()
    Suppression.objects.create(digest=digest_of(account_of(asker).email), reason="bounce")
    answer("First.")
    deliver()
    assert box.letters == []
    forget_address(account_of(asker).email)
    answer("Second.")
    deliver()
    assert len(box.letters) == 1


def test_pictures_are_told_in_words_and_links_lead_here(asker, friend, discussion, mail_server, deliver):
    box = mail_server()
    said = "<p>As <a href='https://example.org/'>here</a>.</p>"
    post_reply(
        discussion,
        Answer(body=said, pictures=[Pictured("a-key", "A blue door", 640, 480)], is_ai_written=True),
        by=friend,
    )
    deliver()
    (letter,) = box.letters
    text, html = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert "[Picture: A blue door]" in text
    assert "Written with AI, then checked" in text
    assert "<img" not in html
    assert not re.search(r'href="/|src=|url\(', html)


def test_the_subject_is_named_for_whom_it_should_be(asker, answer, mail_server, deliver):
    receive(asker, is_named=True)
    box = mail_server()
    answer()
    deliver()
    (letter,) = box.letters
    assert letter["Subject"] == "Re: Afraid to walk alone"


def test_who_cannot_answer_by_mail_is_told_so(asker, answer, mail_server, deliver):
    box = mail_server()
    answer()
    deliver()
    assert box.letters[0]["Reply-To"] is None
    assert "please answer on the page" in " ".join(box.letters[0].get_body(("plain",)).get_content().split())


SECRETS = {"place": "Canary-Lupus-Circle", "title": "Canary-butterfly-rash", "main": "Canary-Marisol"}


@pytest.mark.parametrize("reply_domain", ["", "reply.hearth.example"])
def test_nothing_of_a_private_place_is_in_any_header(mail_server, deliver, settings, reply_domain):
    """Subject, addresses, list, thread and preview: read by servers, and on screens, before anybody opens it."""
    settings.CONFIG = dataclasses.replace(settings.CONFIG, reply_domain=reply_domain)
    box = mail_server()
    place = open_community(name=SECRETS["place"], reading=Reading.ITS_MEMBERS)
    asker, friend = member_of(place, name=SECRETS["main"]), member_of(place, name="Canary-Thomas")
    hidden = Opening(title=SECRETS["title"], body="Canary-words.", name=Name.ALIAS)
    discussion = start_discussion(place, hidden, by=asker)
    alias = discussion.author
    assert alias != asker
    reply = post_reply(discussion, Answer(body="<p>Canary-answer</p>"), by=friend)
    deliver()
    choose(asker, {"reply": How.WEEKLY})
    post_reply(discussion, Answer(body="<p>Canary-more</p>"), by=friend)
    deliver()
    Reception.objects.update(weekly_at=timezone.now() - timedelta(seconds=1))
    digesting.digest_due()
    deliver()
    notice, *digests = [letter for letter in box.letters if letter["To"] == account_of(asker).email]
    (digest,) = digests
    assert "Canary-answer" in notice.get_body(("plain",)).get_content()
    assert "Canary-more" in digest.get_body(("plain",)).get_content()
    marks = [*SECRETS.values(), "Canary", alias.name, alias.public_id, asker.public_id, friend.public_id]
    marks += [place.public_id, discussion.public_id, reply.public_id]
    for letter, sender in zip(box.letters, box.senders, strict=True):
        # The address that takes answers holds the discussion's id: it opens nothing, and no list of mail shows it.
        headers = [(name, value) for name, value in letter.items() if name != "Reply-To"]
        said = "\n".join(f"{name}: {value}" for name, value in headers)
        html = letter.get_body(("html",)).get_content()
        shown = re.search(r'class="preview"[^>]*>(.*?)</div>', html, re.DOTALL)[1]
        text = letter.get_body(("plain",)).get_content()[:100]
        found = [mark for mark in marks if mark.lower() in f"{said}\n{sender}\n{shown}\n{text}".lower()]
        assert found == []
        assert len(shown) > 200, "what follows would be shown in the preview"


def test_of_what_begins_a_discussion_nothing_is_chosen_for_that_discussion(
    friend, asker, place, mail_server, deliver, client
):
    box = mail_server()
    choose(friend, {"news": How.AT_ONCE})
    start_discussion(place, Opening(title="Stairs", body="How do you manage?"), by=asker)
    deliver()
    (letter,) = box.letters
    text = letter.get_body(("plain",)).get_content()
    page = client.get(re.search(r"/word/[^/]+/", text)[0])
    assert "In all of its community" in page.content.decode()
    assert "In this discussion only" not in page.content.decode()


@pytest.mark.parametrize(("host", "is_there"), [("refused.example", False), ("policy.example", True)])
def test_an_address_that_a_server_does_not_know_gets_no_word_any_more(
    asker, answer, mail_server, deliver, host, is_there
):
    mail_server()
    Account.objects.filter(pk=account_of(asker).pk).update(email=f"ana@{host}")
    answer()
    deliver()
    assert Suppression.objects.filter(digest=digest_of(f"ana@{host}")).exists() is not is_there
    assert OutgoingMail.objects.filter(state="failed").exists() is is_there, (
        "what is no fault of a person is the operator's"
    )
    answer("And a week later it was easy.")
    deliver()
    assert OutgoingMail.objects.count() == (2 if is_there else 0)
