"""What people were told is not kept for good, nor where they read no more."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from hearth.activity.ports import announced
from hearth.activity.verbs import WANTED
from hearth.communities.actions.belonging import leave_community, remove_member
from hearth.communities.actions.finding import find
from hearth.communities.actions.order import hide_reply
from hearth.communities.actions.reacting import react, take_back_reaction
from hearth.communities.actions.writing import Opening, delete_reply, start_discussion
from hearth.communities.models import WHOLE, Community, FindingKind, Membership, ReactionKind, Reading
from hearth.communities.tests.people import member_of, open_community
from hearth.members.actions.distance import block, mute
from hearth.members.actions.leaving import close_account
from hearth.notifications.actions import forgetting, leaving
from hearth.notifications.actions.forgetting import KEPT, forget_old
from hearth.notifications.models import Notification
from hearth.notifications.queries.listing import count_unread, list_told
from tests.people import account_of, signed_in
from tests.word import told

pytestmark = pytest.mark.django_db


def test_every_announced_verb_is_answered():
    assert {verb for verb in announced() if "notifications.tell_people" not in WANTED.get(verb, [])} == set()


def test_word_is_kept_for_ninety_days(asker, answer, carry):
    answer()
    carry()
    Notification.objects.filter(kind="reply").update(at=timezone.now() - KEPT - timedelta(minutes=1))
    assert forget_old() == 1
    assert carry(asker) == []


def test_what_is_hidden_takes_word_of_its_reactions_along(friend, asker, answer, carry, place):
    reply = answer()
    react(reply, ReactionKind.THANKS, by=asker)
    assert (friend, "reactions") in carry(friend)
    hide_reply(reply, by=place.memberships.get(role="steward").member)
    carry()
    assert not Notification.objects.filter(kind__in=["reply", "reactions"]).exists()


def test_age_is_found_by_an_index():
    plan = Notification.objects.filter(at__lt=timezone.now() - KEPT).order_by()[:1000].values("pk")
    if connection.vendor == "sqlite":
        assert "notifications_by_age" in plan.explain()


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


@pytest.mark.parametrize("end", ["deleted", "hidden", "blocked", "muted", "left with their words", "left the place"])
def test_the_bell_counts_nothing_that_the_list_does_not_say(asker, friend, place, answer, carry, end):
    reply = answer()
    react(reply, ReactionKind.THANKS, by=asker)
    carry()
    assert (count_unread(asker), count_unread(friend)) == (1, 1)
    steward = place.memberships.get(role="steward").member
    if end == "left the place":
        Community.objects.update(reading=Reading.ITS_MEMBERS)
    {
        "deleted": lambda: delete_reply(reply, by=friend),
        "hidden": lambda: hide_reply(reply, by=steward),
        "blocked": lambda: block(friend, by=asker),
        "muted": lambda: mute(friend, by=asker),
        "left with their words": lambda: close_account(account_of(friend), keep_writing=False, at_once=False),
        "left the place": lambda: remove_member(place.memberships.get(member=asker), by=steward),
    }[end]()
    carry()
    listed = sum(entry.unread for entry in list_told(asker).entries)
    assert (count_unread(asker), listed) == ((1, 1) if end == "left the place" else (0, 0))
    told(asker)


@pytest.mark.parametrize("end", ["reaction", "what helped"])
def test_the_bell_does_not_count_what_was_taken_back(asker, friend, discussion, answer, carry, end):
    reply = answer()
    Notification.objects.all().delete()
    acts = {
        "reaction": (
            lambda: react(reply, ReactionKind.THANKS, by=asker),
            lambda: take_back_reaction(reply, ReactionKind.THANKS, by=asker),
        ),
        "what helped": (
            lambda: find(reply, FindingKind.HELPED, {WHOLE}, by=asker),
            lambda: find(reply, FindingKind.HELPED, set(), by=asker),
        ),
    }
    for act, count in zip(acts[end], (1, 0), strict=True):
        act()
        carry()
        assert Notification.objects.filter(member=friend).exclude(kind="news").count() == count


def test_word_of_much_that_ended_is_not_looked_through_at_once(monkeypatch, asker, friend, answer, carry):
    monkeypatch.setattr(forgetting, "FEW", 0)
    reply = answer()
    react(reply, ReactionKind.THANKS, by=asker)
    carry()
    take_back_reaction(reply, ReactionKind.THANKS, by=asker)
    carry()
    assert Notification.objects.filter(kind="reactions").exists()
    assert signed_in(friend).get(reverse("notifications:list")).status_code == 200
    assert not Notification.objects.filter(kind="reactions").exists()
