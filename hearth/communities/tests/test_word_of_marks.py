"""Word that what somebody wrote is welcome: to whoever wrote it alone, and never by whom they react."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hearth.activity.models import Activity
from hearth.communities.actions.belonging import leave_community, remove_member
from hearth.communities.actions.finding import find
from hearth.communities.actions.order import hide_reply
from hearth.communities.actions.reacting import react, take_back_reaction
from hearth.communities.actions.writing import Answer, post_reply
from hearth.communities.models import WHOLE, Attention, FindingKind, Membership, ReactionKind, Reading, Role
from hearth.communities.queries.naming import Name
from hearth.communities.tests.people import member_of, open_community
from hearth.members.actions.distance import block, mute
from hearth.members.actions.suspension import suspend
from hearth.notifications.models import Notification
from tests.people import appoint, join_person
from tests.word import bring_word, letters, sentences, told

pytestmark = pytest.mark.django_db
HELPFUL, THANKS = ReactionKind.HELPFUL, ReactionKind.THANKS


@pytest.fixture
def place():
    return open_community(name="Tired hearts", reading=Reading.ITS_MEMBERS)


@pytest.fixture
def reply(discussion, friend):
    return post_reply(discussion, Answer(body="So did I.", name=Name.ALIAS), by=friend)


def of(member, kind):
    return [each for each in sentences(member) if kind in each]


def test_reactions_are_counted_as_they_are_now_and_say_nobodys_name(place, asker, friend, reply):
    other = member_of(place, name="Quiet One")
    react(reply, HELPFUL, by=asker)
    assert of(friend, "reaction") == ["Your reply in “Afraid to walk alone” has 1 reaction."]
    react(reply, THANKS, by=other)
    assert of(friend, "reaction") == ["Your reply in “Afraid to walk alone” has 2 reactions."]
    assert Notification.objects.filter(kind="reactions").count() == 1
    assert not Notification.objects.filter(kind="reactions").exclude(by=None).exists()
    assert not Activity.objects.filter(verb="reply.reacted_to").exclude(actor_id=None).exists()
    for each in (asker, other):
        assert of(each, "reaction") == []
    take_back_reaction(reply, HELPFUL, by=asker)
    take_back_reaction(reply, THANKS, by=other)
    assert of(friend, "reaction") == []


def test_what_was_read_comes_again_with_the_next_reaction(asker, friend, discussion):
    react(discussion, HELPFUL, by=friend)
    assert of(asker, "reaction") == ["Your discussion “Afraid to walk alone” has 1 reaction."]
    row = Notification.objects.get(kind="reactions")
    Notification.objects.filter(pk=row.pk).update(read_at=row.at)
    react(discussion, THANKS, by=friend)
    bring_word()
    assert Notification.objects.get(pk=row.pk).read_at is None


def test_who_left_before_it_was_reacted_to_is_noted_nothing(place, asker, friend, reply):
    leave_community(place, by=friend)
    react(reply, HELPFUL, by=asker)
    bring_word()
    assert not Notification.objects.filter(kind="reactions").exists()


def test_whoever_helped_is_told_by_whom_and_under_another_name_nobody_else_learns(asker, friend, reply):
    find(reply, FindingKind.HELPED, [WHOLE], by=asker)
    (one,) = [each for each in told(friend) if "helped" in each.sentence]
    assert one.sentence == "Marisol V. found that your reply in “Afraid to walk alone” helped."
    assert one.hint == "Your answer helped"
    assert not [each for each in sentences(asker) if "Thomas" in each], "who is behind the one-off name"
    find(reply, FindingKind.HELPED, [], by=asker)
    assert of(friend, "helped") == []


@pytest.mark.parametrize("what", ["left", "removed", "muted the discussion", "muted", "blocked", "suspended", "hidden"])
def test_nothing_comes_to_whom_it_is_not_for_any_more(place, asker, friend, reply, what):
    steward = Membership.objects.get(community=place, role=Role.STEWARD).member
    acts = {
        "left": lambda: leave_community(place, by=friend),
        "removed": lambda: remove_member(Membership.objects.get(community=place, member=friend), by=steward),
        "muted the discussion": lambda: Attention.objects.update_or_create(
            member=friend, discussion=reply.discussion, defaults={"mutes": True}
        ),
        "muted": lambda: mute(asker, by=friend),
        "blocked": lambda: block(asker, by=friend),
        "suspended": lambda: suspend(
            friend, by=appoint(join_person(), "moderators"), reason="Rest.", until=timezone.now() + timedelta(days=3)
        ),
        "hidden": lambda: hide_reply(reply, by=steward),
    }
    find(reply, FindingKind.HELPED, [WHOLE], by=asker)
    acts[what]()
    assert of(friend, "helped") == []
    assert not [each for each in letters(friend) if "helped" in each.text]
    if what not in ("muted", "blocked"):
        assert not Notification.objects.filter(kind="helped").exists()
