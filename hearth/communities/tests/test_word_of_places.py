"""Word of requests, roles and ends: each to the side it is for, and who decided is told to nobody."""

import pytest
from django.urls import reverse

from hearth.communities.actions.belonging import (
    ask_to_join,
    give_role,
    grant_membership,
    leave_community,
    refuse_membership,
    remove_member,
)
from hearth.communities.actions.places import archive_community, reopen_community
from hearth.communities.models import Joining, Membership, Reading, Role
from hearth.communities.tests.people import member_of, open_community
from hearth.members.actions.pseudonyms import create_pseudonym
from hearth.members.adapters.account import acts
from hearth.members.faces import person_behind
from hearth.notifications.models import Notification
from tests.people import account_of, join_person
from tests.word import letters, sentences, told

pytestmark = pytest.mark.django_db
SECRET = {"reading": Reading.ITS_MEMBERS, "joining": Joining.BY_INVITATION}


@pytest.fixture
def steward():
    return join_person("Leads here")


@pytest.fixture
def place(steward):
    return open_community(name="Tired hearts", steward=steward, joining=Joining.ON_REQUEST)


def held(place, member):
    return Membership.objects.get(community=place, member=member)


def test_those_who_lead_hear_of_a_request_until_somebody_answers_it(place, steward):
    second, moderator = member_of(place, Role.STEWARD), member_of(place, Role.MODERATOR)
    elsewhere = member_of(open_community(), Role.STEWARD)
    asked = ask_to_join(place, by=join_person("Wants In"))
    for each in (steward, second):
        assert sentences(each) == ["Wants In asks to join Tired hearts."]
    assert sentences(moderator) == sentences(elsewhere) == []
    grant_membership(asked, by=second)
    assert sentences(steward) == []


def test_whoever_asked_hears_the_answer_under_whichever_name_they_asked(place, steward):
    person = join_person("Wants In")
    face = create_pseudonym(account_of(person), name="Quiet Alder")
    grant_membership(ask_to_join(place, by=face), by=steward)
    assert sentences(person) == ["You asked to join Tired hearts, and its stewards have let you in."]
    assert not [each for each in sentences(steward) if "Wants In" in each]
    other = join_person()
    refuse_membership(ask_to_join(place, by=other), by=steward)
    (one,) = told(other)
    assert "did not let you in this time" in one.sentence
    assert one.hint == "Your request to join was answered"
    ask_to_join(place, by=other)
    assert sentences(other) == [], "asked again, it is open"


def test_whoever_is_given_a_role_hears_what_they_are_now(place, steward):
    friend = member_of(place)
    give_role(held(place, friend), Role.MODERATOR, by=steward)
    assert sentences(friend) == ["You are a moderator of Tired hearts now: you keep order there."]
    Notification.objects.update(read_at=Notification.objects.get(kind="places").at)
    give_role(held(place, friend), Role.STEWARD, by=steward)
    assert sentences(friend) == [
        "You lead Tired hearts now: you let people in, invite, give roles and say what it is for."
    ]
    assert Notification.objects.get(member=friend, about="role").read_at is None
    give_role(held(place, friend), Role.STEWARD, by=steward)
    give_role(held(place, steward), Role.STEWARD, by=steward)
    assert sentences(steward) == []


@pytest.mark.parametrize("is_secret", [False, True])
def test_whoever_was_removed_hears_that_and_of_a_secret_place_no_name(steward, is_secret):
    place = open_community(name="Among ourselves", steward=steward, **(SECRET if is_secret else {}))
    friend = member_of(place)
    remove_member(held(place, friend), by=steward)
    (one,) = told(friend)
    assert one.sentence.startswith("A steward has ended your membership")
    assert ("mong" in one.sentence) is not is_secret
    assert "Leads here" not in one.sentence
    assert one.address == reverse("communities:bookmarks")
    assert [each.subject for each in letters(friend)] == ["Your membership in a community has ended on Hearth"]


def test_whoever_leaves_hears_nothing(place):
    friend = member_of(place)
    leave_community(place, by=friend)
    assert sentences(friend) == []


def test_everybody_hears_that_a_place_was_closed_while_it_is(place, steward):
    friend, outside = member_of(place), join_person()
    archive_community(place, by=steward)
    said = "Tired hearts is closed now: you can still read it, and nobody writes or joins any more."
    assert sentences(friend) == [said]
    assert sentences(steward) == sentences(outside) == []
    reopen_community(place, by=steward)
    assert sentences(friend) == []


def test_what_others_decided_is_not_their_own_act_in_the_copy_of_what_we_keep(place, steward):
    friend = member_of(place)
    remove_member(held(place, friend), by=steward)
    rows = acts(person_behind(account_of(friend))).rows
    done = {facts["verb"]: facts["by_you"] for facts in ({fact.key: fact.value for fact in row} for row in rows)}
    assert done == {"member.joined": True, "community.joined": True, "membership.ended": False}
