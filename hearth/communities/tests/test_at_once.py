"""Many at the same moment: each person's reaction counts once, and the counters are right."""

import pytest

from hearth.communities.actions.reacting import react, take_back_reaction
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Discussion, Reaction, ReactionKind, Reply
from hearth.communities.tests.people import open_community
from tests.people import join_person
from tests.threads import at_once


@pytest.fixture
def discussion(waiting_database):
    return start_discussion(open_community(), Opening(title="Afraid", body="To walk."), by=join_person())


def test_twenty_reactions_of_one_person_are_one(discussion):
    friend = join_person()
    outcomes = at_once(20, lambda number: react(discussion, ReactionKind.HELPFUL, by=friend))
    assert sorted(map(str, outcomes)) == ["False"] * 19 + ["True"]
    assert Reaction.objects.count() == 1
    assert Discussion.objects.get().helpful_count == 1
    outcomes = at_once(20, lambda number: take_back_reaction(discussion, ReactionKind.HELPFUL, by=friend))
    assert sorted(map(str, outcomes)) == ["False"] * 19 + ["True"]
    assert Discussion.objects.get().helpful_count == 0


def test_twenty_people_react_and_answer_together(discussion):
    friends = [join_person() for _number in range(20)]

    def act(number):
        react(discussion, ReactionKind.WITH_YOU, by=friends[number])
        return post_reply(discussion, Answer(body=f"Reply {number}"), by=friends[number]).pk

    outcomes = at_once(20, act)
    assert len(set(outcomes)) == 20, outcomes
    found = Discussion.objects.get()
    assert (found.with_you_count, found.reply_count, Reply.objects.count()) == (20, 20, 20)
