"""What mentors set themselves: what they can answer, a pause, a rest; and what goes to others then."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hearth.communities.actions.belonging import leave_community
from hearth.communities.actions.restricting import lift_restriction, restrict
from hearth.communities.actions.writing import Opening, start_discussion
from hearth.communities.models import Joining, Role
from hearth.communities.tests.people import member_of, open_community
from hearth.matching.actions.claiming import claim
from hearth.matching.actions.offering import carry_on
from hearth.matching.actions.queueing import queue
from hearth.matching.actions.releasing import release_from_gone
from hearth.matching.models import Mentorship, Offer, State
from hearth.matching.queries.roster import Roster
from hearth.matching.tests.mentors import mentor_of
from hearth.members.actions.leaving import close_account
from hearth.topics.actions import Name, put_topic
from hearth.topics.models import NameKind
from tests.people import account_of, join_person, signed_in

TODAY = timezone.localdate


@pytest.fixture
def mentor(place):
    return mentor_of(place, since=2016)


@pytest.fixture
def question(place):
    discussion = start_discussion(place, Opening(title="How did you begin", body="I do not know."), by=member_of(place))
    return queue(discussion.pk)


def offer(question):
    carry_on(question.pk, roster=Roster(timezone.now()))


def fresh(mentorship):
    return Mentorship.objects.get(pk=mentorship.pk)


def act(member, mentorship, part, **given):
    return signed_in(member).post(f"/mentoring/{mentorship.public_id}/{part}", given)


def test_a_mentor_says_what_they_can_answer(mentor):
    topic = put_topic("heart", icon="heart", names=[Name("en", NameKind.PREFERRED, "Heart")], description={})
    given = {"languages": ["es", "en"], "topics": ["heart"], "since": "2011", "capacity": "5"}
    assert act(mentor.member, mentor, "", **given).status_code == 302
    now = fresh(mentor)
    assert (now.languages, now.since, now.capacity) == (["es", "en"], 2011, 5)
    assert list(now.topics.all()) == [topic]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"languages": []}, "There is one thing to fix"),
        ({"capacity": "0"}, "Write a number between 1 and 20."),
        ({"capacity": "900"}, "Write a number between 1 and 20."),
        ({"capacity": ""}, "Write a number between 1 and 20."),
        ({"since": "2999"}, "This year is still to come."),
        ({"since": "99"}, "Write the year in four digits"),
        ({"since": "soon"}, "Write the year in four digits"),
    ],
)
def test_what_cannot_be_is_not_kept(mentor, wrong, said):
    given = {"languages": ["es"], "since": "2011", "capacity": "5"} | wrong
    answer = act(mentor.member, mentor, "", **given)
    assert (answer.status_code, said in answer.content.decode()) == (200, True)
    assert (fresh(mentor).languages, fresh(mentor).since, fresh(mentor).capacity) == (["en"], 2016, 3)


def test_nobody_is_shown_what_was_said_to_be_offered_questions(place, steward, mentor):
    for each in (steward, member_of(place)):
        page = signed_in(each).get(f"/communities/{place.public_id}/mentors/").content.decode()
        assert mentor.member.name in page
        assert "2016" not in page


def test_a_pause_brings_what_was_offered_to_others_and_keeps_what_is_in_hand(place, mentor, question):
    offer(question)
    assert Offer.objects.get().member == mentor.member
    other = mentor_of(place)
    second = queue(start_discussion(place, Opening(title="Second", body="Words."), by=member_of(place)).pk)
    taken = Offer.objects.create(
        question=second, member=mentor.member, state=State.CLAIMED, ends_at=timezone.now() + timedelta(hours=1)
    )
    act(mentor.member, mentor, "pause/")
    assert not fresh(mentor).is_serving(TODAY())
    assert Offer.objects.get(question=question, member=mentor.member).state == State.LAPSED
    assert Offer.objects.filter(question=question, member=other.member, state=State.OPEN).exists()
    taken.refresh_from_db()
    assert taken.state == State.CLAIMED
    assert "Take questions again" in signed_in(mentor.member).get(f"/mentoring/{mentor.public_id}/").content.decode()
    act(mentor.member, mentor, "pause/end/")
    assert fresh(mentor).is_serving(TODAY())


def test_a_pause_in_one_community_leaves_offers_of_another(place, mentor, question):
    elsewhere = open_community()
    mentor_of(elsewhere, mentor.member)
    other = queue(start_discussion(elsewhere, Opening(title="Other", body="Words."), by=member_of(elsewhere)).pk)
    for each in (question, other):
        offer(each)
    act(mentor.member, mentor, "pause/")
    assert Offer.objects.get(question=other, member=mentor.member).state == State.OPEN
    assert Offer.objects.get(question=question, member=mentor.member).state == State.LAPSED


def test_laying_it_down_brings_what_was_offered_to_others_and_keeps_nothing_that_was_said_to_be_matched(
    place, mentor, question
):
    topic = put_topic("heart", icon="heart", names=[Name("en", NameKind.PREFERRED, "Heart")], description={})
    mentor.topics.add(topic)
    offer(question)
    other = mentor_of(place)
    act(mentor.member, mentor, "end/")
    assert Offer.objects.get(member=mentor.member).state == State.LAPSED
    assert Offer.objects.filter(question=question, member=other.member, state=State.OPEN).exists()
    assert (fresh(mentor).since, list(fresh(mentor).topics.all())) == (None, [])


def test_a_rest_ends_by_itself(mentor):
    day = TODAY() + timedelta(days=3)
    assert act(mentor.member, mentor, "rest/", until=day.isoformat()).status_code == 302
    assert not mentor.is_serving(day)
    assert mentor.is_serving(day + timedelta(days=1))
    for wrong in ("2001-01-01", "soon", ""):
        page = act(mentor.member, mentor, "rest/", until=wrong).content.decode()
        assert "Choose a day that is still to come." in page
        assert 'href="#id_until"' in page
    assert fresh(mentor).rests_until == day
    act(mentor.member, mentor, "pause/end/")
    assert mentor.is_serving(TODAY())


@pytest.mark.parametrize("part", ["rest/", "training/"])
def test_the_address_of_a_form_that_was_sent_wrong_can_be_loaded_again(mentor, part):
    for answer in (
        act(mentor.member, mentor, part),
        signed_in(mentor.member).get(f"/mentoring/{mentor.public_id}/{part}"),
    ):
        assert answer.status_code == 200
        assert f'action="/mentoring/{mentor.public_id}/" novalidate' in answer.content.decode()


@pytest.mark.parametrize("part", ["", "pause/", "pause/end/", "rest/", "training/"])
def test_nobody_sets_it_for_another(place, steward, mentor, part):
    before = Mentorship.objects.values().get()
    given = {"until": "2999-01-01", "languages": ["es"], "capacity": "1"}
    assert act(steward, mentor, part, **given).status_code == 403
    for each in (member_of(place), member_of(place, Role.MODERATOR), join_person()):
        assert act(each, mentor, part, **given).status_code == 404
    assert Mentorship.objects.values().get() == before


def test_who_may_not_write_there_for_now_is_offered_nothing(place, steward, mentor):
    restrict(place, mentor.member, by=steward, until=timezone.now() + timedelta(days=3), reason="Rest a while.")
    assert not mentor.is_serving(TODAY())
    assert mentor.is_serving(TODAY() + timedelta(days=4))
    lift_restriction(place, mentor.member, by=steward)
    assert mentor.is_serving(TODAY())


def test_who_sees_that_a_mentor_pauses_is_what_they_are_told(place, steward, mentor):
    def page(member, address):
        return signed_in(member).get(address).content.decode()

    for address in ("/desk/", f"/mentoring/{mentor.public_id}/"):
        assert "The stewards see that you take a break; nobody else does." in page(mentor.member, address)
    act(mentor.member, mentor, "pause/")
    of_place = f"/communities/{place.public_id}/mentors/"
    assert "Takes no questions for now" in page(steward, of_place)
    assert "Takes no questions for now" not in page(member_of(place), of_place)


def test_who_has_left_holds_nothing_back(place, mentor, question):
    offer(question)
    claim(Offer.objects.get(), by=mentor.member)
    assert release_from_gone() == 0
    type(place).objects.filter(pk=place.pk).update(joining=Joining.BY_INVITATION)
    assert release_from_gone() == 0, "they still belong there"
    leave_community(place, by=mentor.member)
    assert release_from_gone() == 1
    other = mentor_of(place)
    offer(question)
    assert Offer.objects.in_hand(timezone.now()).get().member == other.member
    close_account(account_of(other.member), keep_writing=True, at_once=False)
    assert release_from_gone() == 1
