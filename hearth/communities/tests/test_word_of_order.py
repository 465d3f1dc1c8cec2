"""Word of acts of order: to whoever wrote it, never by whom, and no more than they may know."""

import pytest
from django.urls import reverse

from hearth.communities.actions.belonging import leave_community
from hearth.communities.actions.merging import merge_discussions
from hearth.communities.actions.order import lock_discussion, move_discussion, unlock_discussion
from hearth.communities.actions.splitting import split_discussion
from hearth.communities.actions.writing import Answer, Opening, delete_reply, post_reply, start_discussion
from hearth.communities.models import Joining, Membership, Reading, Role
from hearth.communities.queries.naming import Name
from hearth.communities.tests.people import member_of, open_community
from hearth.members.actions.distance import block
from tests.people import join_person
from tests.word import letters, sentences, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward():
    return join_person("Leads here")


@pytest.fixture
def place(steward):
    return open_community(name="Tired hearts", steward=steward)


@pytest.fixture
def asker(place):
    return member_of(place, name="Marisol V.")


@pytest.fixture
def discussion(place, asker):
    opening = Opening(title="Afraid to walk", body="I stand at the door.", name=Name.ALIAS)
    return start_discussion(place, opening, by=asker)


def of_order(member):
    return [each for each in sentences(member) if "answers" in each or "moderator" in each or "steward" in each]


def test_whoever_began_it_is_told_that_it_was_closed_and_that_it_is_open_again(place, steward, asker, discussion):
    friend = member_of(place)
    lock_discussion(discussion, by=steward)
    assert of_order(asker) == ["A moderator has closed your discussion “Afraid to walk”: nobody can answer any more."]
    unlock_discussion(discussion, by=steward)
    assert of_order(asker) == ["Your discussion “Afraid to walk” is open to answers again."]
    for each in (friend, steward):
        assert of_order(each) == []


def test_nobody_is_told_of_their_own_act(place, steward):
    own = start_discussion(place, Opening(title="Mine", body="Mine.", name=Name.ALIAS), by=steward)
    lock_discussion(own, by=steward)
    assert of_order(steward) == []


def test_a_block_keeps_no_act_of_order_away(steward, asker, discussion):
    block(steward, by=asker)
    lock_discussion(discussion, by=steward)
    assert len(of_order(asker)) == 1


def test_moved_where_they_cannot_read_they_learn_that_and_not_where(steward, asker, discussion):
    other = open_community(
        name="Among ourselves", steward=steward, reading=Reading.ITS_MEMBERS, joining=Joining.BY_INVITATION
    )
    move_discussion(discussion, other, by=steward)
    (one,) = [each for each in told(asker) if "taken" in each.sentence]
    assert "another community, where you cannot read" in one.sentence
    assert one.address == reverse("communities:bookmarks")
    for letter in letters(asker):
        assert "mong" not in letter.subject + letter.text + letter.html


def test_who_wrote_in_what_was_merged_or_split_is_told_once_where_their_first_words_are(place, steward, asker):
    kept = start_discussion(place, Opening(title="Kept", body="First."), by=asker)
    gone = start_discussion(place, Opening(title="Gone", body="Second."), by=asker)
    friend, silent = member_of(place), member_of(place)
    first = post_reply(gone, Answer(body="One."), by=friend)
    post_reply(gone, Answer(body="Two.", name=Name.ALIAS), by=friend)
    delete_reply(post_reply(gone, Answer(body="Taken back."), by=silent), by=silent)
    reply = merge_discussions(gone, kept, by=steward)
    for each, post in ((friend, first), (asker, reply)):
        (one,) = [each for each in told(each) if "steward" in each.sentence]
        assert "stands in “Kept” now" in one.sentence
        assert one.address == reverse("communities:reply", args=[post.public_id])
    assert of_order(silent) == of_order(steward) == []
    made = split_discussion(kept, [first.public_id], by=steward, title="Apart")
    (one,) = [each for each in told(friend) if "“Apart”" in each.sentence]
    assert one.address == reverse("communities:discussion", args=[made.public_id])


def test_who_left_hears_that_something_was_moved_and_no_title(steward):
    place = open_community(steward=steward, reading=Reading.ITS_MEMBERS)
    asker, friend = member_of(place), member_of(place)
    kept = start_discussion(place, Opening(title="Kept", body="First."), by=asker)
    gone = start_discussion(place, Opening(title="Gone", body="Second."), by=asker)
    post_reply(gone, Answer(body="One."), by=friend)
    leave_community(place, by=friend)
    assert not Membership.objects.filter(member=friend, role=Role.MEMBER).exists()
    merge_discussions(gone, kept, by=steward)
    (one,) = told(friend)
    assert "Kept" not in one.sentence + one.title
    assert one.address == reverse("communities:bookmarks")
