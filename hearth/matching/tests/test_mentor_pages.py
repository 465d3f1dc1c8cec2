"""Who sees who the mentors are: as private as the list of members, page by page and person by person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hearth.communities.actions.belonging import admit
from hearth.communities.models import Crawling, Joining, Membership, Reading, Role
from hearth.communities.tests.people import member_of, open_community
from hearth.matching.actions.nominating import nominate
from hearth.matching.actions.terms import end, thank
from hearth.matching.models import Mentorship
from hearth.matching.tests.mentors import mentor_of
from hearth.members.actions.distance import block
from hearth.members.actions.leaving import close_account, erase_account
from hearth.members.actions.pseudonyms import create_pseudonym
from hearth.members.models import Account, Audience
from tests.people import account_of, join_person, signed_in

CLOSED = {"reading": Reading.ITS_MEMBERS, "joining": Joining.ON_REQUEST, "crawling": Crawling.NOTHING}
SECRET = CLOSED | {"joining": Joining.BY_INVITATION}


@pytest.fixture
def steward(db):
    return join_person("Leads here")


def of(place):
    return f"/communities/{place.public_id}/mentors/"


def text(member, address, status=200):
    answer = signed_in(member).get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


@pytest.mark.parametrize(("said", "outside", "visitor"), [({}, 200, 302), (CLOSED, 403, 404), (SECRET, 404, 404)])
def test_the_page_is_as_private_as_the_list_of_members(client, steward, said, outside, visitor):
    place = open_community(steward=steward, **said)
    mentor = mentor_of(place)
    assert client.get(of(place)).status_code == visitor
    assert mentor.member.name in text(member_of(place), of(place))
    page = text(join_person(), of(place), outside)
    assert (mentor.member.name in page) == (outside == 200)
    people = signed_in(join_person()).get(f"/communities/{place.public_id}/people/")
    assert people.status_code == outside


def test_only_who_leads_sees_who_may_become_one(steward):
    place = open_community(steward=steward)
    nominate(Membership.objects.get(member=member_of(place, name="Quiet Nia")), by=steward, words="Such patience.")
    offers = member_of(place, name="Offers much")
    nominate(Membership.objects.get(member=offers), by=offers, words="I would like to.")
    seen = text(steward, of(place))
    assert all(words in seen for words in ("Quiet Nia", "Offers much", "Such patience.", "I would like to."))
    for each in (member_of(place), member_of(place, Role.MODERATOR), mentor_of(place).member, join_person()):
        page = text(each, of(place))
        assert not any(words in page for words in ("Quiet Nia", "Offers much", "Such patience.", "I would like to."))


def test_somebody_else_is_asked_by_no_page_about_a_mentorship(steward):
    place, elsewhere = open_community(steward=steward), open_community()
    mentor = mentor_of(place)
    leads_elsewhere = elsewhere.memberships.get().member
    for each in (leads_elsewhere, member_of(place), join_person()):
        assert signed_in(each).get(f"/mentoring/{mentor.public_id}/").status_code == 404
        for part in ("agreement", "refusal", "renewal", "end", "thanks"):
            answer = signed_in(each).post(f"/mentoring/{mentor.public_id}/{part}/", {"reason": "No"})
            assert answer.status_code == 404, part
    assert signed_in(steward).get(f"/mentoring/{mentor.public_id}/").status_code == 403, "it is not theirs to set"


def test_staff_who_lead_every_community_lead_no_place_they_may_not_read(steward):
    staff = join_person()
    Account.objects.filter(pk=account_of(staff).pk).update(is_staff=True, is_superuser=True)
    place = open_community(steward=steward, **SECRET)
    mentor = mentor_of(place)
    assert signed_in(staff).post(f"/mentoring/{mentor.public_id}/end/", {"reason": "No"}).status_code == 404
    text(staff, of(place), 404)


def test_whom_a_block_parts_do_not_see_each_other_there(steward):
    place = open_community(steward=steward)
    mentor, former, other = mentor_of(place), mentor_of(place), member_of(place)
    end(former, by=former.member)
    for each in (mentor, former):
        block(other, by=each.member)
    page = text(other, of(place))
    assert mentor.member.name not in page
    assert former.member.name not in page
    assert mentor.member.name in text(member_of(place), of(place))


def test_former_mentors_stand_there_with_thanks_until_they_go(steward):
    place = open_community(steward=steward)
    mentor = mentor_of(place)
    end(mentor, by=mentor.member)
    thank(mentor, "For every night.", by=steward)
    reader = member_of(place)
    assert "For every night." in text(reader, of(place))
    close_account(account_of(mentor.member), keep_writing=True, at_once=False)
    assert "For every night." not in text(reader, of(place))


def test_a_profile_says_where_somebody_is_a_mentor_under_that_name_to_who_may_know(client, steward):
    person = join_person("Usual name", audience=Audience.EVERYONE)
    place = open_community(name="Tired hearts", steward=steward)
    hidden = open_community(name="Hidden garden", steward=steward, **SECRET)
    elsewhere = open_community(name="Under another name", steward=steward)
    mentor_of(place, person)
    mentor_of(hidden, person)
    mentor_of(elsewhere, create_pseudonym(account_of(person), name="Another"))
    page = f"/people/{person.public_id}/"
    seen = text(join_person(), page)
    assert "Tired hearts" in seen
    assert "Hidden garden" not in seen
    assert "Under another name" not in seen
    assert "Hidden garden" in text(member_of(hidden), page)
    assert "Tired hearts" not in client.get(page).content.decode(), "who belongs where is not for visitors"


def test_a_person_has_all_their_mentorships_on_one_page_of_their_own(steward):
    person = join_person("Usual name")
    place, elsewhere = open_community(name="Tired hearts"), open_community(name="Sugar")
    mentor_of(place, person)
    mentor_of(elsewhere, create_pseudonym(account_of(person), name="Another name"))
    page = text(person, "/mentoring/")
    assert all(words in page for words in ("Tired hearts", "Sugar", "Usual name", "Another name"))
    assert "Tired hearts" not in text(join_person(), "/mentoring/")


def test_the_list_costs_the_same_for_many(steward, django_assert_max_num_queries):
    place = open_community(steward=steward)
    for _number in range(3):
        mentor_of(place)
    browser = signed_in(steward)
    browser.get(of(place))
    with django_assert_max_num_queries(25) as few:
        browser.get(of(place))
    for number in range(6):
        nominate(Membership.objects.get(member=member_of(place)), by=steward)
        former = mentor_of(place, ends_on=timezone.localdate() + timedelta(days=number))
        end(former, by=former.member)
        mentor_of(place)
    with django_assert_max_num_queries(len(few) + 1):
        browser.get(of(place))


def test_who_is_erased_leaves_no_nomination_in_their_words(steward):
    place = open_community()
    with_rights = member_of(place, Role.STEWARD)
    friend = member_of(place)
    nominate(Membership.objects.get(member=friend), by=with_rights, words="Said by me.")
    mine = mentor_of(place)
    admit(place, steward)
    for each in (with_rights, mine.member):
        close_account(account_of(each), keep_writing=True, at_once=False)
        erase_account(account_of(each))
    (left,) = Mentorship.objects.all()
    assert (left.member, left.nominated_by, left.words) == (friend, None, "")
