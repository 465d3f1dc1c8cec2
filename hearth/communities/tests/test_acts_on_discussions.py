"""Reactions, keeping, order, changing and taking back: each by whom it is for, and by nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from hearth.communities.actions.belonging import admit, remove_member
from hearth.communities.actions.order import hide_reply, lock_discussion
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Attention, Discussion, Joining, Membership, Reaction, Reading, Reply, Role
from hearth.communities.queries.naming import Name
from hearth.communities.tests.people import member_of, open_community
from tests.people import join_person, signed_in

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def reply(discussion, friend):
    return post_reply(discussion, Answer(body="I remember the coat."), by=friend)


def text(answer):
    return answer.content.decode()


def url(name, written, *more):
    return reverse(f"communities:{name}", args=[written.public_id, *more])


# Reactions


@pytest.mark.parametrize("kind", ["helpful", "with_you", "thanks"])
def test_one_reacts_and_takes_it_back(discussion, reply, asker, kind):
    browser, outsider = signed_in(asker), signed_in(join_person())
    for written, noun, who in ((reply, "reply", browser), (discussion, "discussion", outsider)):
        for _each in range(2):
            assert who.post(url(f"{noun}-reaction", written, kind)).status_code == 302
        written.refresh_from_db()
        assert getattr(written, f"{kind}_count") == 1
        assert 'aria-pressed="true"' in text(who.get(discussion.get_absolute_url()))
        for _each in range(2):
            who.post(url(f"{noun}-reaction-end", written, kind))
        written.refresh_from_db()
        assert getattr(written, f"{kind}_count") == 0


def test_htmx_gets_the_reactions_alone(discussion, reply, asker):
    answer = signed_in(asker).post(url("reply-reaction", reply, "thanks"), headers=HTMX)
    assert "<html" not in text(answer)
    assert f"{url('reply', reply)}reactions/thanks/end/" in text(answer)
    assert "<b>1</b>" in text(answer)
    assert '<p id="said" hx-swap-oob="innerHTML">You reacted with “Thank you”.</p>' in text(answer)
    answer = signed_in(asker).post(url("reply-reaction-end", reply, "thanks"), headers=HTMX)
    assert "You took back “Thank you”." in text(answer)


def test_a_count_is_written_as_people_write_it(discussion, reply, asker):
    Reply.objects.update(helpful_count=12345)
    Discussion.objects.update(reply_count=1234)
    page = text(signed_in(asker).get(discussion.get_absolute_url()))
    assert "<b>12,345</b>" in page
    assert "1,234 replies" in page


def test_nobody_is_shown_a_list_of_no_reactions(discussion, reply, client):
    assert "reactions" not in text(client.get(discussion.get_absolute_url()))
    Reply.objects.update(thanks_count=1)
    assert "reactions" in text(client.get(discussion.get_absolute_url()))


def test_whoever_may_not_react_does_not(discussion, reply, friend, client):
    assert client.post(url("reply-reaction", reply, "thanks")).status_code == 302
    assert signed_in(friend).post(url("reply-reaction", reply, "thanks")).status_code == 403
    assert signed_in(join_person()).post(url("reply-reaction", reply, "anger")).status_code == 404
    assert signed_in(join_person()).get(url("reply-reaction", reply, "thanks")).status_code == 405
    assert not Reaction.objects.exists()


def test_one_cannot_thank_oneself_under_another_name(discussion, friend):
    alias = post_reply(discussion, Answer(body="Hidden.", name=Name.ALIAS), by=friend)
    assert signed_in(friend).post(url("reply-reaction", alias, "thanks")).status_code == 403


# For oneself


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("follow", "You follow this discussion."),
        ("mute", "You will hear nothing of this discussion."),
        ("bookmark", "Saved. You find it under “Saved”."),
    ],
)
def test_htmx_gets_the_panel_and_what_was_done(discussion, act, said):
    browser = signed_in(join_person())
    answer = text(browser.post(url(f"discussion-{act}", discussion), headers=HTMX))
    assert "<html" not in answer
    assert f'hx-post="{url(f"discussion-{act}-end", discussion)}"' in answer
    assert f'<p id="said" hx-swap-oob="innerHTML">{said}</p>' in answer
    assert said not in text(browser.get("/communities/"))  # it was said: no message waits for the next page


@pytest.mark.parametrize(("act", "field"), [("follow", "follows"), ("mute", "mutes"), ("bookmark", "bookmarked_at")])
def test_what_one_keeps_for_oneself(discussion, act, field):
    person = join_person()
    browser = signed_in(person)
    browser.post(url(f"discussion-{act}", discussion))
    assert getattr(Attention.objects.get(member=person), field)
    assert f"{act}/end/" in text(browser.get(discussion.get_absolute_url()))
    browser.post(url(f"discussion-{act}-end", discussion))
    assert not getattr(Attention.objects.get(member=person), field)
    assert browser.get(url(f"discussion-{act}", discussion)).status_code == 405


def test_saved_discussions_are_listed_for_their_reader_as_long_as_they_may_be_read(discussion, client):
    person = join_person()
    browser, address = signed_in(person), reverse("communities:bookmarks")
    browser.post(url("discussion-bookmark", discussion))
    assert discussion.title in text(browser.get(address))
    assert discussion.title not in text(signed_in(join_person()).get(address))
    discussion.community.reading = Reading.ITS_MEMBERS
    discussion.community.save()
    assert discussion.title not in text(browser.get(address))
    assert client.get(address).status_code == 302


# Order


@pytest.mark.parametrize("act", ["lock", "pin"])
def test_moderators_keep_order_and_nobody_else(discussion, asker, place, client, act):
    field = {"lock": "locked_at", "pin": "pinned_at"}[act]
    elsewhere = member_of(open_community(), Role.STEWARD)
    for person in (asker, join_person(), elsewhere):
        assert signed_in(person).post(url(f"discussion-{act}", discussion)).status_code == 403
    assert client.post(url(f"discussion-{act}", discussion)).status_code == 302
    discussion.refresh_from_db()
    assert getattr(discussion, field) is None
    moderator = signed_in(member_of(place, Role.MODERATOR))
    for name in (f"discussion-{act}", f"discussion-{act}-end"):
        assert moderator.post(url(name, discussion), follow=True).status_code == 200
        discussion.refresh_from_db()
        assert bool(getattr(discussion, field)) is not name.endswith("end")


def test_a_moved_discussion_keeps_its_address(discussion, asker, place):
    other = open_community(name="Eating well")
    moderator = member_of(place, Role.MODERATOR)
    foreign = open_community(name="Not mine")
    browser = signed_in(moderator)
    assert "You moderate no other community that it can go to." in text(browser.get(url("discussion-move", discussion)))
    for where in (other, foreign):
        browser.post(url("discussion-move", discussion), {"community": where.public_id})
    assert Discussion.objects.get().community == place
    steward = signed_in(_steward_of(place, other))
    assert "Eating well" in text(steward.get(url("discussion-move", discussion)))
    assert "Choose where it shall go." in text(steward.post(url("discussion-move", discussion), {"community": ""}))
    steward.post(url("discussion-move", discussion), {"community": other.public_id})
    assert Discussion.objects.get().community == other
    assert steward.get(discussion.get_absolute_url()).status_code == 200
    assert signed_in(asker).get(url("discussion-move", discussion)).status_code == 403


def _steward_of(*places):
    person = join_person()
    for each in places:
        admit(each, person, role=Role.MODERATOR)
    return person


# One's own words


def test_only_its_author_changes_a_discussion(discussion, asker, friend, client):
    address = url("discussion-edit", discussion)
    given = {"title": "Less afraid", "body": "I went out.", "language": "en", "answering": "community"}
    assert client.post(address, given).status_code == 302
    for person in (friend, member_of(discussion.community, Role.STEWARD)):
        answer = signed_in(person).post(address, given)
        assert answer.status_code == 403
        assert "I went out." in text(answer)
    browser = signed_in(asker)
    assert "I stand at the door." in text(browser.get(address))
    answer = browser.post(address, given | {"title": ""})
    assert "I went out." in text(answer)
    page = text(browser.post(address, given, follow=True))
    assert "Less afraid" in page
    assert "changed" in page


def test_the_history_is_for_its_author_and_moderators(discussion, reply, asker, friend, place, client):
    signed_in(friend).post(url("reply-edit", reply), {"body": "I remember the hat."})
    given = {"title": "New", "body": "New words.", "language": "en", "answering": "community"}
    signed_in(asker).post(url("discussion-edit", discussion), given)
    moderator = member_of(place, Role.MODERATOR)
    for name, written, before, author in (
        ("reply-history", reply, "I remember the coat.", friend),
        ("discussion-history", discussion, "I stand at the door.", asker),
    ):
        for person, may in ((author, True), (moderator, True), (join_person(), False)):
            answer = signed_in(person).get(url(name, written))
            assert answer.status_code == (200 if may else 403)
            assert (before in text(answer)) is may
        assert client.get(url(name, written)).status_code == 302


def test_one_is_asked_before_words_are_erased(discussion, reply, asker, friend):
    for name, written, author, other in (
        ("discussion-delete", discussion, asker, friend),
        ("reply-delete", reply, friend, asker),
    ):
        assert signed_in(other).post(url(name, written)).status_code == 403
        assert "Take back what you wrote?" in text(signed_in(author).get(url(name, written)))
        type(written).objects.get(pk=written.pk, deleted_at=None)
        assert signed_in(author).post(url(name, written)).status_code == 302
    assert not Reply.objects.exists()
    mark = Discussion.objects.get()
    assert (mark.title, mark.body) == ("", "")
    assert "has taken it back" in text(Client().get(mark.get_absolute_url()))


def test_words_being_changed_are_kept_when_they_were_hidden_meanwhile(discussion, reply, friend, place):
    hide_reply(reply, by=member_of(place, Role.MODERATOR))
    answer = signed_in(friend).post(url("reply-edit", reply), {"body": "My better words."})
    assert answer.status_code == 403
    assert "My better words." in text(answer)


def test_nothing_of_a_closed_place_can_be_acted_on():
    inside = open_community(reading=Reading.ITS_MEMBERS, joining=Joining.ON_REQUEST)
    member = member_of(inside)
    hidden = start_discussion(inside, Opening(title="Secret"), by=member)
    reply = post_reply(hidden, Answer(body="Hidden."), by=member)
    browser = signed_in(join_person())
    acts = ["follow", "mute", "bookmark", "lock", "pin"]
    for name in [f"discussion-{each}{end}" for each in acts for end in ("", "-end")]:
        assert browser.post(url(name, hidden)).status_code == 404
    for name in ("reply-edit", "reply-delete"):
        assert browser.post(url(name, reply)).status_code == 404
    for end in ("", "-end"):
        assert browser.post(url(f"reply-reaction{end}", reply, "thanks")).status_code == 404
        assert browser.post(url(f"discussion-reaction{end}", hidden, "thanks")).status_code == 404
    assert not Attention.objects.exclude(member=member).exists()


def test_what_is_closed_or_left_is_taken_back_but_not_rewritten():
    place = open_community(joining=Joining.ON_REQUEST)
    lead, removed = member_of(place, Role.STEWARD), member_of(place)
    talk = start_discussion(place, Opening(title="Ours", body="As it was."), by=lead)
    replies = [post_reply(talk, Answer(body="As it was."), by=each) for each in (lead, removed)]
    assert url("reply-edit", replies[1]) in text(signed_in(removed).get(talk.get_absolute_url()))
    remove_member(Membership.objects.get(member=removed), by=lead)
    assert signed_in(removed).post(url("reply-edit", replies[1]), {"body": "Otherwise."}).status_code == 403
    page = text(signed_in(removed).get(talk.get_absolute_url()))
    assert url("reply-edit", replies[1]) not in page, "what would be refused is not offered"
    assert url("reply-delete", replies[1]) in page
    assert signed_in(removed).post(url("reply-delete", replies[1])).status_code == 302
    assert signed_in(lead).get(url("reply-edit", replies[0])).status_code == 200
    lock_discussion(talk, by=lead)
    client = signed_in(lead)
    assert client.post(url("reply-edit", replies[0]), {"body": "Otherwise."}).status_code == 403
    assert client.post(url("discussion-edit", talk), {"title": "Theirs", "body": "Otherwise."}).status_code == 403
    assert url("discussion-edit", talk) not in text(client.get(talk.get_absolute_url()))
    talk.refresh_from_db()
    assert (talk.body, *Reply.objects.values_list("body", flat=True)) == ("As it was.", "As it was.")
    assert client.post(url("reply-delete", replies[0])).status_code == 302
