"""What cannot simply be posted goes back to its writer, or waits for a look: nothing is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from hearth.communities.actions.belonging import leave_community
from hearth.communities.actions.keeping import Unposted, keep_draft
from hearth.communities.actions.merging import merge_discussions
from hearth.communities.actions.order import lock_discussion
from hearth.communities.actions.writing import Answer, Opening, delete_reply, post_reply, start_discussion
from hearth.communities.models import Draft, Joining, Reading, Reply
from hearth.communities.picture_files import stored_keys
from hearth.communities.queries.naming import Name
from hearth.communities.tests.people import member_of, open_community
from hearth.core.models import OutgoingMail
from hearth.core.tests.mail.quotations import MARKED
from hearth.notifications.actions.answering import Ending
from hearth.notifications.tests.incoming.ending import DOMAIN, end_of
from tests.people import account_of, join_person, picture

pytestmark = pytest.mark.django_db


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


def test_a_name_that_one_goes_by_elsewhere_waits_for_a_look_too(discussion, place, friend, written):
    other = start_discussion(place, Opening(title="Alone", body="At the door."), by=member_of(place))
    post_reply(other, Answer(body="Me too.", name=Name.PSEUDONYM, pseudonym="Verity Nightjar"), by=friend)
    post_reply(discussion, Answer(body="Me too.", name=Name.ALIAS), by=friend)
    assert end_of(written("Thank you.\n\nNightjar", by=friend)).ending is Ending.HELD
    there = written("Thank you.\n\nNightjar", by=friend, at=other, Message_ID="<2@example.org>")
    assert end_of(there).ending is Ending.POSTED


def _waits_under_another_name(message, letters, friend):
    before = Reply.objects.count()
    assert end_of(message).ending is Ending.HELD
    assert Reply.objects.count() == before
    assert Draft.objects.get(member=friend).body == "<p>So did I.</p>"
    (mail,) = letters()
    assert "under another name than our mail had said" in " ".join(mail.body.split())


def test_what_was_to_appear_under_an_alias_is_not_posted_under_the_usual_name(discussion, friend, written, letters):
    first = post_reply(discussion, Answer(body="Me too.", name=Name.ALIAS), by=friend)
    message = written(by=friend)
    delete_reply(first, by=friend)
    _waits_under_another_name(message, letters, friend)


def test_nor_where_the_discussion_was_merged_into_one_with_the_usual_name(discussion, place, friend, written, letters):
    post_reply(discussion, Answer(body="Me too."), by=friend)
    other = start_discussion(place, Opening(title="Alone", body="At the door."), by=member_of(place))
    post_reply(other, Answer(body="Nor I.", name=Name.ALIAS), by=friend)
    message = written(by=friend, at=other)
    merge_discussions(other, discussion, by=place.memberships.get(role="steward").member)
    _waits_under_another_name(message, letters, friend)


def test_an_address_with_an_invented_name_posts_nothing(friend, written):
    message = written(by=friend)
    local, _at, domain = message["To"].partition("@")
    assert end_of(written(by=friend, To=f"{local[:-8]}{'a' * 8}@{domain}")).ending is Ending.HELD


def test_under_ones_usual_name_one_signs_as_one_likes(friend, written):
    assert end_of(written("Thank you.\n\nThomas", by=friend, name="Thomas Osei")).ending is Ending.POSTED


@pytest.mark.parametrize("name", [Name.ALIAS, Name.USUAL])
def test_a_picture_that_may_show_who_wrote_under_another_name_is_looked_at_first(
    discussion, friend, written, letters, name
):
    post_reply(discussion, Answer(body="Me too.", name=name), by=friend)
    before, message = stored_keys(), written("Look.", by=friend)
    message.add_attachment(picture(), "image", "png", filename="1.png")
    assert end_of(message).ending is (Ending.HELD if name == Name.ALIAS else Ending.POSTED)
    if name == Name.ALIAS:
        assert Draft.objects.get().body == "<p>Look.</p>"
        assert stored_keys() == before
        said = " ".join(letters()[-1].body.split())
        assert "a picture can show a face, a name or a place" in said
        assert "You can add them on the page." in said


def test_a_draft_that_waits_is_not_written_over(discussion, friend, written):
    post_reply(discussion, Answer(body="Me too.", name=Name.ALIAS), by=friend)
    keep_draft(discussion.community, discussion, Unposted(body="Half a thought", is_lived=True), by=friend)
    end_of(written("Thomas", by=friend))
    draft = Draft.objects.get()
    assert (draft.body, draft.is_lived) == ("<p>Half a thought</p><p>Thomas</p>", True)


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


def test_pictures_that_cannot_be_taken_are_left_out_and_told(friend, written, letters):
    message = written("Look.", by=friend)
    for number in range(5):
        message.add_attachment(picture() if number else b"no picture", "image", "png", filename=f"{number}.png")
    assert end_of(message).ending is Ending.POSTED
    assert Reply.objects.get().pictures.count() == 3
    (mail,) = letters()
    assert mail.subject == "Your answer is posted, without all its pictures"


def test_pictures_of_words_that_come_back_are_erased(discussion, place, friend, written):
    lock_discussion(discussion, by=place.memberships.get(role="steward").member)
    before, message = set(stored_keys()), written("Look.", by=friend)
    message.add_attachment(picture(), "image", "png", filename="1.png")
    assert end_of(message).ending is Ending.RETURNED
    assert set(stored_keys()) == before


def test_a_mail_that_cannot_be_read_is_answered_once_a_day(friend, written, letters):
    large = written("x" * 10_500_000, by=friend).as_bytes()
    assert [end_of(large).ending for _time in range(2)] == [Ending.RETURNED, Ending.DROPPED]
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert end_of(large).ending is Ending.RETURNED
    assert OutgoingMail.objects.count() == 2
    assert letters()[0].subject == "We could not read your mail"
    assert end_of(written("x" * 10_500_000, by=friend, To=f"reply@{DOMAIN}").as_bytes()).ending is Ending.REFUSED
