"""What people were told is not kept for good, nor where they read no more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hearth.activity.ports import announced
from hearth.activity.verbs import WANTED
from hearth.communities.actions.belonging import leave_community, remove_member
from hearth.communities.actions.writing import Opening, start_discussion
from hearth.communities.models import Membership, Reading
from hearth.communities.tests.people import member_of, open_community
from hearth.notifications.actions import leaving
from hearth.notifications.actions.forgetting import KEPT, forget_old
from hearth.notifications.models import Notification

pytestmark = pytest.mark.django_db


def test_every_announced_verb_is_answered():
    assert {verb for verb in announced() if "notifications.tell_people" not in WANTED.get(verb, [])} == set()


def test_word_is_kept_for_ninety_days(asker, answer, carry):
    answer()
    carry()
    Notification.objects.filter(kind="reply").update(at=timezone.now() - KEPT - timedelta(minutes=1))
    assert forget_old() == 1
    assert carry(asker) == []


@pytest.mark.parametrize("how", ["left", "removed"])
def test_whoever_does_not_belong_any_more_keeps_no_word_of_what_only_members_read(carry, how):
    private, public = open_community(reading=Reading.ITS_MEMBERS), open_community()
    person = member_of(private)
    held = {"left": lambda: leave_community(private, by=person)}
    held["removed"] = lambda: remove_member(
        Membership.objects.get(member=person, community=private),
        by=Membership.objects.get(role="steward", community=private).member,
    )
    for place in (private, public):
        other = member_of(place)
        if place == public:
            Membership.objects.create(community=public, member=person, granted_at=timezone.now())
        start_discussion(place, Opening(title="Said here", body="So."), by=other)
    assert [kind for _member, kind in carry(person)] == ["news", "news"]
    held[how]()
    told = [(kind, Notification.objects.get(member=person, kind=kind).community) for _member, kind in carry(person)]
    assert told == [("news", public)] + ([("places", private)] if how == "removed" else [])


def test_word_of_what_somebody_did_goes_a_little_at_a_time(monkeypatch, friend, answer, carry):
    monkeypatch.setattr(leaving, "AT_ONCE", 2)
    for words in ("One", "Two", "Three"):
        answer(words)
    carry()
    left = []
    while leaving.erase_some([friend]):
        left.append(Notification.objects.filter(by=friend).count())
    assert left == [1, 0]
