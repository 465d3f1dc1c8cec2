"""Mail that comes in becomes a reply, once; whoever forges learns nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from hearth.communities.actions.merging import merge_discussions
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Reply
from hearth.communities.queries.naming import Name
from hearth.communities.tests.people import member_of
from hearth.core.models import OutgoingMail
from hearth.core.tests.mail.quotations import MARKED
from hearth.members.models import Kind
from hearth.notifications.actions.answering import Ending
from hearth.notifications.actions.remembering import forget_received
from hearth.notifications.links import Occasion, link_to
from hearth.notifications.models import Received
from hearth.notifications.reply_addresses import discussion_of, reply_address
from hearth.notifications.tests.incoming.ending import DOMAIN, end_of
from tests.people import account_of, picture

pytestmark = pytest.mark.django_db


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


def test_the_link_to_a_setting_is_not_posted_with_what_is_quoted_strangely(friend, written):
    link = link_to(Occasion(friend.pk, "reply"))
    end_of(
        written(
            f"So did I: /word/nothing-sealed-in-this/\n\n| Change that, without signing in <http://x{link}>", by=friend
        )
    )
    (reply,) = Reply.objects.all()
    assert link.split("/")[2] not in reply.body
    assert "Change that, without signing in &lt;…&gt;" in reply.body
    assert "/word/nothing-sealed-in-this/" in reply.body


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
    address, another = (reply_address(account_of(each), discussion.public_id, name=each) for each in (friend, asker))
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
    to = reply_address(account_of(other), discussion.public_id, name=other)
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


def test_a_merged_discussion_is_led_on(discussion, place, asker, friend, written):
    other = start_discussion(place, Opening(title="Alone", body="At the door."), by=member_of(place))
    message = written("So did I.", by=friend, at=other)
    steward = place.memberships.get(role="steward").member
    merge_discussions(other, discussion, by=steward)
    assert end_of(message).ending is Ending.POSTED
    assert Reply.objects.get(author=friend).discussion == discussion


def test_pictures_come_along_drawn_anew(friend, written, letters):
    message = written("Look.", by=friend)
    message.add_attachment(picture(), "image", "png", filename="thomas.png")
    assert end_of(message).ending is Ending.POSTED
    (shown,) = Reply.objects.get().pictures.all()
    assert shown.alternative == "A picture sent by e-mail, not yet described"
    assert letters() == []
