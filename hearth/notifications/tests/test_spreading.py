"""Who is told of what is posted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hearth.activity.models import Activity
from hearth.communities.actions.order import hide_reply
from hearth.communities.actions.places import archive_community
from hearth.communities.models import Attention
from hearth.communities.tests.people import member_of
from hearth.members.actions.distance import mute
from hearth.notifications.actions import spreading
from hearth.notifications.models import Notification, Spreading

pytestmark = pytest.mark.django_db


def test_whoever_asked_is_told_of_an_answer_and_whoever_belongs_of_the_question(asker, friend, answer, carry):
    answer()
    assert carry(asker, friend) == [(friend, "news"), (asker, "reply")]


def test_of_one_reply_a_person_is_told_once_as_what_counts_most(asker, friend, answer, carry):
    answer("@Marisol V. so did I")
    assert carry(asker) == [(asker, "mention")]


def test_a_block_or_a_mute_keeps_word_away(asker, friend, answer, carry):
    mute(friend, by=asker)
    answer()
    assert carry(asker) == []


def test_what_was_hidden_before_word_went_is_not_told(asker, answer, carry, place):
    reply = answer()
    steward = place.memberships.get(role="steward").member
    hide_reply(reply, by=steward)
    assert carry(asker) == []


def test_many_are_told_in_rounds_and_none_twice(monkeypatch, place, discussion, answer, carry):
    followers = [member_of(place) for _ in range(7)]
    Attention.objects.bulk_create(Attention(member=each, discussion=discussion, follows=True) for each in followers)
    monkeypatch.setattr(spreading, "ROUND", 3)
    carry()
    Notification.objects.all().delete()
    answer()
    told = carry(*followers)
    assert sorted(member.pk for member, _kind in told) == [each.pk for each in followers]
    assert Spreading.objects.filter(state="done").exists()
    spreading.spread(Activity.objects.get(verb="reply.posted"))
    assert Notification.objects.filter(kind="followed").count() == len(followers)


@pytest.mark.parametrize("people", [2, 12])
def test_word_comes_again_to_many_at_once(people, place, carry):
    steward = place.memberships.get(role="steward").member
    for _ in range(people):
        member_of(place)
    archive_community(place, by=steward)
    carry()
    Notification.objects.filter(about="archived").update(read_at=timezone.now())
    activity = Activity.objects.get(verb="community.archived")
    activity.at = timezone.now()
    with CaptureQueriesContext(connection) as seen:
        spreading.spread(activity)
    assert Notification.objects.filter(about="archived", read_at=None).count() == people
    assert len([each for each in seen if each["sql"].startswith("UPDATE")]) == 1
