"""Word goes along with what it is about."""

import pytest

from hearth.activity.ports import How
from hearth.communities.actions.merging import merge_discussions
from hearth.communities.actions.order import move_discussion
from hearth.communities.actions.splitting import split_discussion
from hearth.communities.actions.writing import Opening, start_discussion
from hearth.communities.models import Role
from hearth.communities.tests.people import member_of, open_community
from hearth.notifications.models import Choice, Notification
from tests.word import sentences

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward(place):
    return place.memberships.get(role=Role.STEWARD).member


def test_word_not_read_yet_and_what_was_chosen_outlive_a_merge(
    place, steward, asker, friend, discussion, answer, carry
):
    kept = start_discussion(place, Opening(title="Kept", body="So."), by=friend)
    answer()
    assert (asker, "reply") in carry(asker)
    for member, kind, how in (
        (asker, "reply", How.DAILY),
        (friend, "followed", How.NEVER),
    ):
        Choice.objects.create(member=member, kind=kind, discussion=discussion, how=how)
    Choice.objects.create(member=friend, kind="followed", discussion=kept, how=How.DAILY)
    merge_discussions(discussion, kept, by=steward)
    assert Notification.objects.get(member=asker, kind="reply").discussion == kept
    chosen = {(each.member, each.kind, each.how) for each in Choice.objects.filter(discussion=kept)}
    assert chosen == {(asker, "reply", How.DAILY), (friend, "followed", How.DAILY)}


def test_word_of_a_moved_discussion_is_of_the_community_it_is_in(steward, asker, discussion, answer, carry):
    other = open_community(steward=steward)
    member_of(other)
    answer()
    carry()
    move_discussion(discussion, other, by=steward)
    carry()
    assert Notification.objects.get(member=asker, kind="reply").community == other


def test_word_not_read_yet_outlives_a_split(place, steward, asker, friend, discussion, answer, carry):
    reply = answer("Something else altogether.")
    below = answer("And so on.", by=asker, parent=reply)
    carry()
    own = split_discussion(discussion, {reply.public_id}, title="Something else", by=steward)
    carry()
    word, on = (
        Notification.objects.get(member=asker, about="discussion"),
        Notification.objects.get(subject_id=below.pk, kind="reply"),
    )
    assert (word.kind, word.subject_id, word.discussion, on.discussion) == ("news", own.pk, own, own)
    assert any("began" in each for each in sentences(asker))
