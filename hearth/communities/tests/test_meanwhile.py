"""Two who change the same thing at the same moment: nothing of either is lost, and both are answered."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.utils import timezone

from hearth.communities.actions.belonging import join_community
from hearth.communities.actions.order import hide_reply
from hearth.communities.actions.places import Description, archive_community, describe_community
from hearth.communities.actions.reacting import react
from hearth.communities.actions.writing import (
    Answer,
    Opening,
    delete_discussion,
    delete_reply,
    edit_reply,
    post_reply,
    start_discussion,
)
from hearth.communities.models import Discussion, Joining, ReactionKind, Reading, Reply
from hearth.communities.tests.people import open_community, recount
from hearth.core.refusals import Refusal
from tests.people import join_person
from tests.threads import one_behind_the_other

pytestmark = pytest.mark.usefixtures("waiting_database")
SAID = Description(name="Said anew", description="For a test.", reading=Reading.EVERYONE, joining=Joining.ANYONE)


def test_describing_a_community_takes_back_nothing_done_meanwhile():
    steward = join_person()
    place, newcomer = open_community(steward=steward), join_person()

    def describe():
        return describe_community(place, SAID, by=steward)

    _joined, described = one_behind_the_other(lambda: join_community(place, by=newcomer), describe)
    place.refresh_from_db()
    assert (place.name, place.member_count, described.member_count) == ("Said anew", 2, 2)
    assert recount(place)["member_count"] == 2
    one_behind_the_other(lambda: archive_community(place, by=steward), describe)
    place.refresh_from_db()
    assert place.archived_at <= timezone.now()


class Talk:
    """A reply, whoever wrote it, a friend who answers it and the steward of the place."""

    def __init__(self):
        self.steward, self.author, self.friend = join_person(), join_person(), join_person()
        place = open_community(steward=self.steward)
        self.discussion = start_discussion(place, Opening(title="Afraid", body="To walk."), by=self.author)
        self.reply = post_reply(self.discussion, Answer(body="I still am."), by=self.author)

    def answer(self):
        return post_reply(self.discussion, Answer(body="To you.", parent=self.reply), by=self.friend)

    def react(self):
        return react(self.reply, ReactionKind.HELPFUL, by=self.friend)

    def edit(self):
        return edit_reply(self.reply, "Better words.", by=self.author)

    def delete(self):
        return delete_reply(self.reply, by=self.author)

    def hide(self):
        return hide_reply(self.reply, by=self.steward)

    def acts(self):
        return [self.answer, self.react, self.edit, self.delete, self.hide]


@pytest.mark.parametrize("second", range(5))
@pytest.mark.parametrize("first", range(5))
def test_two_acts_on_one_reply_wait_for_each_other_and_both_are_done(first, second):
    talk = Talk()
    outcomes = one_behind_the_other(talk.acts()[first], talk.acts()[second])
    assert not [each for each in outcomes if isinstance(each, DatabaseError)], outcomes
    found = Discussion.objects.get()
    shown = found.replies.filter(hidden_at=None, deleted_at=None)
    assert found.reply_count == shown.count()


def test_whoever_answers_what_is_being_erased_keeps_their_words():
    talk = Talk()
    _gone, answered = one_behind_the_other(talk.delete, talk.answer)
    assert isinstance(answered, Refusal)
    _gone, answered = one_behind_the_other(lambda: delete_discussion(talk.discussion, by=talk.author), talk.answer)
    assert isinstance(answered, PermissionDenied)
    assert not Reply.objects.exists()
