"""Every community has somebody who leads it: whoever goes hands over, a moderator follows, or the house chooses."""

import pytest
from django.db import transaction

from hearth.communities.actions.belonging import admit, leave_community
from hearth.communities.models import Community, Crawling, Joining, Membership, Reading, Role
from hearth.communities.tests.people import member_of, open_community
from hearth.core.refusals import Refusal
from hearth.members.actions.leaving import close_account, erase_account
from hearth.members.queries.leaving import list_ties
from tests.people import account_of, appoint, join_person, signed_in
from tests.threads import at_once
from tests.word import letters

SECRET = {"reading": Reading.ITS_MEMBERS, "joining": Joining.BY_INVITATION, "crawling": Crawling.NOTHING}
LONELY = "/staff/communities/"


def text(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def of(place, part):
    return f"/communities/{place.public_id}/{part}/"


def erase(member):
    close_account(account_of(member), keep_writing=True, at_once=False)
    erase_account(account_of(member))


def stewards(place):
    return [row.member.name for row in place.memberships.filter(role=Role.STEWARD).select_related("member")]


@pytest.fixture
def steward(db):
    return join_person("Leads alone")


@pytest.fixture
def place(steward):
    return open_community(name="Hidden garden", steward=steward, **SECRET)


@pytest.fixture
def house(db):
    return signed_in(appoint(join_person("Watchful Wanda"), "moderators"))


def test_the_last_steward_is_shown_how_to_hand_over_before_leaving(place, steward):
    browser = signed_in(steward)
    assert "Leave this community" in text(browser, of(place, "leave")), "nobody else is there"
    friend = member_of(place, name="Follows on")
    page = text(browser, of(place, "leave"))
    assert "Hand over first" in page
    assert of(place, "people") in page
    assert "Leave this community" not in page
    assert browser.post(of(place, "leave")).status_code == 409
    membership = Membership.objects.get(member=friend)
    browser.post(of(place, f"people/{membership.public_id}/role"), {"role": "steward"})
    assert "Leave this community" in text(browser, of(place, "leave"))
    assert browser.post(of(place, "leave")).status_code == 302
    assert stewards(place) == ["Follows on"]


def test_the_moderator_who_was_there_longest_follows_whoever_is_erased(place, steward):
    away = member_of(place, Role.MODERATOR, name="Left before")
    member_of(place, Role.MODERATOR, name="There first")
    member_of(place, Role.MODERATOR, name="There later")
    close_account(account_of(away), keep_writing=True, at_once=False)
    (tie,) = list_ties(account_of(steward)).loose
    assert "the moderator who has been there longest" in tie.words
    erase(steward)
    assert stewards(place) == ["There first"]
    (mail,) = (each for each in letters() if "let people in" in each.text)
    assert mail.subject == "You lead a community now on Hearth"


def test_without_a_moderator_the_house_is_told_and_chooses(place, steward, house):
    friend = member_of(place, name="Been here long")
    (tie,) = list_ties(account_of(steward)).loose
    assert "the people who run this place choose somebody" in tie.words
    assert "Hidden garden" not in text(house, LONELY)
    assert house.post(of(place, "steward"), {}).status_code == 404, "somebody leads it"
    close_account(account_of(steward), keep_writing=True, at_once=False)
    assert "Hidden garden" in text(house, LONELY), "from the moment the account is closed"
    erase_account(account_of(steward))
    assert LONELY in text(house, "/staff/")
    page = text(house, of(place, "people"))
    assert "Nobody leads this community" in page
    assert "Been here long" in page
    assert "lead it</span></button>" in page
    chosen = {"membership": Membership.objects.get(member=friend).public_id}
    assert house.post(of(place, "steward"), chosen).status_code == 302
    assert stewards(place) == ["Been here long"]
    assert "Hidden garden" not in text(house, LONELY)


def test_where_nobody_is_left_the_house_leads_it_itself(place, steward, house):
    leave_community(place, by=steward)
    assert "Hidden garden" in text(house, LONELY)
    assert "Lead it myself" in text(house, of(place, "people"))
    house.post(of(place, "steward"))
    assert stewards(place) == ["Watchful Wanda"]
    assert Community.objects.get(pk=place.pk).member_count == 1


def test_nobody_else_appoints_or_sees_the_list(place, steward, client):
    friend = member_of(place, Role.MODERATOR)
    Membership.objects.filter(member=steward).delete()
    chosen = {"membership": Membership.objects.get(member=friend).public_id}
    for who in (client, signed_in(join_person()), signed_in(appoint(join_person(), "verifiers"))):
        text(who, LONELY, 404)
        assert who.post(of(place, "steward"), chosen).status_code == 404
    member = signed_in(friend)
    text(member, LONELY, 404)
    assert member.post(of(place, "steward"), chosen).status_code == 403
    assert "Nobody leads this community" not in text(member, of(place, "people"))
    assert stewards(place) == []


def test_the_house_sees_neither_who_belongs_nor_what_was_said_where_somebody_leads(place, steward, house, client):
    member_of(place, name="Only in this list")
    assert "Only in this list" not in text(house, of(place, "people"), 404)
    for part in ("about", "join", "requests", "settings", "invitations"):
        text(house, of(place, part), 404)
    assert "and the moderators of the house, when nobody leads it" in text(signed_in(steward), of(place, "people"))
    for who in (client, signed_in(join_person()), signed_in(appoint(join_person(), "verifiers"))):
        text(who, of(place, "people"), 404)


def test_two_last_stewards_do_not_leave_because_of_each_other(waiting_database):
    with transaction.atomic():
        first, second = join_person(), join_person()
        place = open_community(steward=first)
        member_of(place)
        admit(place, second, role=Role.STEWARD)
    leaders = [first, second]
    outcomes = at_once(2, lambda number: leave_community(place, by=leaders[number]))
    assert sorted(type(each) for each in outcomes if each is not None) == [Refusal], outcomes
    assert len(stewards(place)) == 1
