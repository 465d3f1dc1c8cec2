"""Word goes along with what it is about."""

import pytest
from django.utils import timezone

from hearth.activity.ports import How
from hearth.communities.actions.keeping import mark_read
from hearth.communities.actions.merging import merge_discussions
from hearth.communities.actions.order import move_discussion
from hearth.communities.actions.reacting import react
from hearth.communities.actions.splitting import split_discussion
from hearth.communities.actions.writing import Opening, start_discussion
from hearth.communities.models import ReactionKind, Role
from hearth.communities.tests.people import member_of, open_community
from hearth.notifications.models import Choice, Notification
from tests.word import sentences, told

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


def test_word_of_an_opening_follows_it_into_another_discussion_and_out_again(
    place, steward, asker, friend, discussion, carry
):
    reader = member_of(place, name="Ruth R.")
    kept = start_discussion(place, Opening(title="Kept", body="So."), by=asker)
    react(discussion, ReactionKind.THANKS, by=friend)
    carry()
    said = {
        member: list(Notification.objects.filter(member=member, discussion=discussion).values_list("kind", flat=True))
        for member in (reader, friend, asker)
    }
    assert said == {reader: ["news"], friend: ["news"], asker: ["reactions"]}
    reply = merge_discussions(discussion, kept, by=steward)
    assert "Marisol V. began a discussion that goes on in “Kept”." in sentences(reader)
    assert any("reaction" in each for each in sentences(asker))
    for member, kinds in said.items():
        rows = Notification.objects.filter(member=member, discussion=kept).exclude(about="discussion")
        assert [(row.kind, row.subject_id) for row in rows] == [(kind, reply.pk) for kind in kinds]
        told(member)
    own = split_discussion(kept, {reply.public_id}, title="On its own again", by=steward)
    carry()
    for member, kinds in said.items():
        rows = Notification.objects.filter(member=member, discussion=own)
        assert [(row.kind, row.subject_id) for row in rows] == [(kind, own.pk) for kind in kinds]
    assert any("began “On its own again”" in each for each in sentences(reader))


def test_what_was_not_read_before_a_merge_is_not_read_after_it(place, steward, friend, discussion, carry):
    reader, kept = member_of(place), start_discussion(place, Opening(title="Kept", body="So."), by=friend)
    carry()
    mark_read(kept, by=reader, up_to=timezone.now())
    word = Notification.objects.get(member=reader, discussion=discussion)
    merge_discussions(discussion, kept, by=steward)
    assert Notification.objects.unread().filter(pk=word.pk).exists()


def test_who_waits_for_an_answer_waits_no_more_in_another_discussion(place, steward, asker, discussion, friend, carry):
    kept = start_discussion(place, Opening(title="Kept", body="So."), by=friend)
    said = {"member": friend, "about": "offer", "subject_id": 1, "how": "page", "discussion": discussion}
    Notification.objects.create(kind="questions", **said)
    merge_discussions(discussion, kept, by=steward)
    assert not Notification.objects.filter(kind="questions").exists()
