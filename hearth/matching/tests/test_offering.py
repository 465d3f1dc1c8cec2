"""Whom a question is brought to, one rule at a time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hearth.communities.actions.restricting import restrict
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Discussion, Reading, Role
from hearth.communities.tests.people import member_of, open_community
from hearth.matching.actions import offering
from hearth.matching.actions.claiming import decline
from hearth.matching.actions.offering import BREADTH, STAYS_OPEN, carry_on, offer_waiting
from hearth.matching.actions.queueing import queue
from hearth.matching.models import Circle, Need, Offer, Question
from hearth.matching.queries.roster import Roster
from hearth.matching.tests.mentors import mentor_of
from hearth.members.actions.distance import mute
from hearth.members.actions.pseudonyms import create_pseudonym
from hearth.members.models import Member, Standing
from hearth.topics.actions import Name, put_topic
from hearth.topics.models import NameKind

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def offered(question, now=None):
    """Carry `question` on; return to whom it was ever offered, in the order of the offers."""
    carry_on(question.pk, roster=Roster(now or timezone.now()))
    return [offer.member for offer in question.offers.order_by("pk").select_related("member")]


def topic(slug):
    return put_topic(slug, icon="leaf", names=[Name("en", NameKind.PREFERRED, slug)], description={})


def test_to_no_more_than_a_few_at_a_time(place, ask):
    mentors = [mentor_of(place).member for _ in range(BREADTH + 2)]
    assert offered(ask()) == mentors[:BREADTH]


def test_who_knows_its_topic_comes_first(place, ask):
    heart = topic("heart")
    _other, mentor = mentor_of(place), mentor_of(place, topics=[heart])
    assert offered(ask(topics=[heart]))[0] == mentor.member


def test_who_has_lived_with_it_longer_comes_first(place, ask):
    _later, fitting = mentor_of(place, since=2021), mentor_of(place, since=2015)
    assert offered(ask(since=2019))[0] == fitting.member


@pytest.mark.parametrize("need", [Need.NOBODY, Need.CLINICIAN])
@pytest.mark.parametrize("who", ["mentor", "steward"])
def test_where_it_needs_a_clinician_a_verified_one_comes_first(place, ask, steward, who, need):
    mentors = [mentor_of(place).member for _ in range(BREADTH)]
    verified = mentor_of(place).member if who == "mentor" else steward
    Member.objects.filter(pk=verified.pk).update(standing=Standing.CLINICIAN)
    question = ask()
    Question.objects.filter(pk=question.pk).update(circle=Circle.STEWARDS, need=need)
    assert offered(question)[0] == (verified if need else mentors[0])


def test_who_has_less_in_hand_comes_first(place, ask):
    busy, free = mentor_of(place, capacity=5), mentor_of(place, capacity=5)
    first = ask()
    Offer.objects.create(question=first, member=busy.member, ends_at=timezone.now() + STAYS_OPEN)
    assert offered(ask())[0] == free.member


def test_nothing_to_who_muted_the_asker(place, ask, asker):
    mentor = mentor_of(place)
    mute(asker, by=mentor.member)
    mentor_of(place, create_pseudonym(mentor.member.owner, name="Quiet Otter"))
    assert offered(ask()) == []


def test_nobody_is_brought_their_own_question(place, ask, asker):
    mentor_of(place, asker)
    assert offered(ask()) == []


def test_nobody_is_brought_their_own_question_under_another_name(place, ask, asker):
    mentor_of(place, create_pseudonym(asker.owner, name="Quiet Otter"))
    assert offered(ask()) == []


def test_once_to_a_person_whatever_their_names(place, ask):
    mentor = mentor_of(place)
    question = ask()
    assert offered(question) == [mentor.member]
    decline(Offer.objects.get(), by=mentor.member)
    mentor_of(place, create_pseudonym(mentor.member.owner, name="Quiet Otter"))
    assert offered(question) == [mentor.member]


def test_a_persons_names_together_bear_what_one_said(place, ask):
    mentor = mentor_of(place, capacity=1)
    other = mentor_of(place, create_pseudonym(mentor.member.owner, name="Quiet Otter"), capacity=1)
    assert len(offered(ask())) == 1
    assert offered(ask()) == []
    assert other.member_id != mentor.member_id


@pytest.mark.parametrize("given", [{"paused_at": timezone.now()}, {"languages": ["es"]}, {"capacity": 0}])
def test_nothing_to_a_mentor_who(place, ask, given):
    mentor_of(place, **given)
    assert offered(ask()) == []


def test_the_first_circle_holds_no_steward_and_the_second_does(place, ask):
    question = ask()
    assert offered(question) == []
    later = timezone.now() + place.widens_after * HOUR
    assert offered(question, later) == [place.memberships.get(role=Role.STEWARD).member]


def test_the_third_circle_holds_mentors_of_neighbours(place, ask):
    heart = topic("heart")
    near, far = open_community(), open_community()
    place.topics.set([heart])
    near.topics.set([heart])
    mentor, _stranger = mentor_of(near), mentor_of(far)
    question = ask()
    later = timezone.now() + 2 * place.widens_after * HOUR
    assert mentor.member in offered(question, later)


def test_no_neighbour_is_brought_what_they_may_not_read():
    heart = topic("heart")
    place, near = open_community(reading=Reading.ITS_MEMBERS), open_community()
    place.topics.set([heart])
    near.topics.set([heart])
    mentor = mentor_of(near)
    asked = start_discussion(place, Opening(title="How did you begin", body="So."), by=member_of(place))
    later = timezone.now() + 2 * place.widens_after * HOUR
    assert mentor.member not in offered(queue(asked.pk), later)


def test_an_answered_question_is_brought_to_nobody(place, ask):
    mentor_of(place)
    question = ask()
    post_reply(question.discussion, Answer(body="So did I."), by=member_of(place))
    assert offered(question) == []


@pytest.mark.parametrize("change", ["hidden_at", "deleted_at", "locked_at"])
def test_what_is_not_open_is_brought_to_nobody(place, ask, change):
    mentor_of(place)
    question = ask()
    Discussion.objects.filter(pk=question.pk).update(**{change: timezone.now()})
    assert offered(question) == []


def test_an_offer_runs_out_and_the_next_gets_it(place, ask):
    mentors = [mentor_of(place).member for _ in range(BREADTH + 1)]
    question = ask()
    offered(question)
    offer_waiting(now=timezone.now() + STAYS_OPEN)
    assert {mentor.pk for mentor in mentors} <= set(question.offers.values_list("member", flat=True))


def test_those_that_nobody_is_left_for_stand_in_no_ones_way(monkeypatch, place, ask):
    monkeypatch.setattr(offering, "AT_ONCE", 1)
    steward = place.memberships.get(role=Role.STEWARD).member
    for _ in range(2):
        ask(by=steward)
    Question.objects.update(circle=Circle.NEIGHBOURS, widens_at=None)
    young, mentor = ask(), mentor_of(place, languages=["es"])
    Discussion.objects.filter(pk=young.pk).update(language="es")
    offer_waiting()
    assert [offer.member for offer in young.offers.all()] == [mentor.member]


def test_a_broken_row_holds_up_no_other_question(place, ask):
    broken = open_community()
    mentor_of(broken, languages=5)
    queue(start_discussion(broken, Opening(title="The oldest"), by=member_of(broken)).pk)
    young, mentor = ask(), mentor_of(place)
    with pytest.raises(TypeError):  # the operator is told of it
        offer_waiting()
    assert [offer.member for offer in young.offers.all()] == [mentor.member]


def test_what_no_handler_brought_is_found(place, asker):
    mentor = mentor_of(place)
    asked = start_discussion(place, Opening(title="How did you begin", body="So."), by=asker)
    Question.objects.all().delete()
    offer_waiting()
    assert Offer.objects.get(question=asked.pk).member == mentor.member


@pytest.mark.parametrize("given", [{"paused_at": timezone.now()}, {"capacity": 0}])
def test_a_steward_who_takes_a_break_as_a_mentor_is_left_alone(place, ask, given):
    steward = place.memberships.get(role=Role.STEWARD).member
    mentor_of(place, steward, **given)
    question = ask()
    assert offered(question, timezone.now() + place.widens_after * HOUR) == []


def test_nothing_to_who_may_not_write_there_for_now(place, ask):
    mentor = mentor_of(place).member
    near = timezone.now() + timedelta(days=1)
    restrict(place, mentor, by=place.memberships.get(role=Role.STEWARD).member, until=near, reason="Be kind.")
    assert offered(ask()) == []
