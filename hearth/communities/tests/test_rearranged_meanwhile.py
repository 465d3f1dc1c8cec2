"""Somebody merges or splits while others write, react, report and read there: nothing is lost, nothing counts twice."""

import pytest
from django.core.exceptions import PermissionDenied

from hearth.communities.actions.merging import merge_discussions
from hearth.communities.actions.order import hide_reply
from hearth.communities.actions.reacting import react
from hearth.communities.actions.splitting import split_discussion
from hearth.communities.actions.writing import Answer, Opening, delete_reply, post_reply, start_discussion
from hearth.communities.models import Discussion, ReactionKind, Rearrangement, Reply
from hearth.communities.tests.people import open_community, recount
from hearth.core.refusals import Refusal
from hearth.moderation.actions.reporting import Told, report
from tests.people import join_person
from tests.threads import at_once, one_behind_the_other


class Place:
    """Two discussions, each with a reply by a friend."""

    def __init__(self):
        self.steward, self.asker, self.friend = join_person(), join_person(), join_person()
        self.place = open_community(steward=self.steward)
        self.kept, self.gone = (
            start_discussion(self.place, Opening(title=title, body="Words."), by=self.asker) for title in ("A", "B")
        )
        self.first, self.reply = (
            post_reply(each, Answer(body="Yes."), by=self.friend) for each in (self.kept, self.gone)
        )

    def merge(self):
        return merge_discussions(self.gone, self.kept, by=self.steward)

    def split(self):
        return split_discussion(self.kept, [self.first.public_id], by=self.steward, title="Apart")

    def check(self):
        self.place.refresh_from_db()
        assert self.place.discussion_count == recount(self.place)["discussion_count"]
        for discussion in Discussion.objects.all():
            assert discussion.reply_count == discussion.replies.filter(hidden_at=None, deleted_at=None).count()
            assert not discussion.reactions.filter(reply__isnull=False).exclude(reply__discussion=discussion).exists()
        for reply in Reply.objects.all():
            assert reply.thanks_count == reply.reactions.count()


@pytest.fixture
def place(waiting_database):
    return Place()


ACTS = {
    "answers": lambda place, on: post_reply(on.discussion, Answer(body="Too.", parent=on), by=place.asker),
    "reacts": lambda place, on: react(on, ReactionKind.THANKS, by=place.asker),
    "reports": lambda place, on: report(on, Told(kind="unkind"), by=place.asker),
    "hides": lambda place, on: hide_reply(on, by=place.steward),
    "takes back": lambda place, on: delete_reply(on, by=place.friend),
}


@pytest.mark.parametrize("name", ACTS)
def test_whoever_acts_while_it_is_merged(place, name):
    merged, done = one_behind_the_other(place.merge, lambda: ACTS[name](place, place.reply))
    assert isinstance(merged, Reply)
    assert not isinstance(done, Exception) or isinstance(done, PermissionDenied | Refusal), done
    place.check()


@pytest.mark.parametrize("name", ACTS)
def test_whoever_acts_before_it_is_merged(place, name):
    done, merged = one_behind_the_other(lambda: ACTS[name](place, place.reply), place.merge)
    assert not isinstance(done, Exception), done
    assert isinstance(merged, Reply)
    if name == "answers":
        done.refresh_from_db()
        assert done.discussion == place.kept
    place.check()


@pytest.mark.parametrize("name", ACTS)
def test_whoever_acts_while_it_is_split(place, name):
    split, done = one_behind_the_other(place.split, lambda: ACTS[name](place, place.first))
    assert isinstance(split, Discussion)
    assert not isinstance(done, Exception) or isinstance(done, PermissionDenied | Refusal), done
    place.check()


def test_two_who_merge_into_each_other_at_once_merge_once(place):
    acts = [place.merge, lambda: merge_discussions(place.kept, place.gone, by=place.steward)]
    outcomes = at_once(2, lambda number: acts[number]())
    assert sorted(type(each).__name__ for each in outcomes) == ["Refusal", "Reply"], outcomes
    assert Rearrangement.objects.count() == Discussion.objects.count() == 1
    place.check()


def test_eight_who_split_the_same_split_once(place):
    outcomes = at_once(8, lambda number: place.split())
    assert [type(each) for each in outcomes].count(Discussion) == 1, outcomes
    assert {type(each) for each in outcomes} == {Discussion, Refusal}
    place.check()
