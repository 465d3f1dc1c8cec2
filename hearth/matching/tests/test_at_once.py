"""Many mentors at the same moment, and in every order: a question is in one hand at most, and none is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearth.communities.actions.writing import Opening, start_discussion
from hearth.communities.tests.people import member_of, open_community
from hearth.core.refusals import Refusal
from hearth.matching.actions import offering
from hearth.matching.actions.claiming import claim, decline, hand_back, leave_to_others
from hearth.matching.actions.holding import hold_mentorship
from hearth.matching.actions.offering import carry_on, offer_waiting
from hearth.matching.actions.queueing import queue
from hearth.matching.actions.resting import pause
from hearth.matching.models import Offer, Question, State
from hearth.matching.queries.candidates import may_take
from hearth.matching.queries.roster import Candidate, Roster
from hearth.matching.tests.mentors import mentor_of
from hearth.members import faces
from tests.people import join_person
from tests.threads import at_once, one_behind_the_other

MENTORS = 6


@pytest.fixture
def wide(monkeypatch):
    """Questions are offered to everybody at once, so that all of them can reach for one."""
    monkeypatch.setattr(offering, "BREADTH", MENTORS)


@transaction.atomic
def one_question():
    """Ask where MENTORS and a steward could answer; return what was offered."""
    place = open_community()
    for _number in range(MENTORS):
        mentor_of(place, capacity=1)
    start_discussion(place, Opening(title="Afraid", body="To walk."), by=member_of(place))
    offer_waiting()
    return list(Offer.objects.select_related("member", "question").order_by("pk"))


@pytest.fixture
def offers(wide, waiting_database):
    return one_question()


def claims():
    return Offer.objects.filter(state=State.CLAIMED).count()


def test_of_many_who_take_one_question_together_one_has_it(offers):
    assert len(offers) == MENTORS
    outcomes = at_once(MENTORS, lambda number: claim(offers[number], by=offers[number].member))
    assert sum(each is None for each in outcomes) == 1, outcomes
    refused = {str(each.message) for each in outcomes if isinstance(each, Refusal)}
    assert refused == {"Somebody else has just taken this question in hand."}
    assert claims() == 1


def test_it_goes_from_hand_to_hand_and_never_to_two(offers):
    def act(number):
        offer, held = offers[number], 0
        for _turn in range(4):
            try:
                claim(offer, by=offer.member)
            except Refusal:
                continue
            held += 1
            assert claims() == 1
            hand_back(offer, by=offer.member)
        return held

    outcomes = at_once(MENTORS, act)
    assert all(each in {0, 1} for each in outcomes), outcomes
    assert sum(outcomes) >= 1
    assert claims() == 0


def test_handed_back_by_all_it_is_brought_to_the_stewards_at_their_hour(offers):
    at_once(MENTORS, lambda number: hand_back(offers[number], by=offers[number].member))
    assert not Offer.objects.in_hand(timezone.now()).exists()
    later = Question.objects.get().widens_at + timedelta(minutes=1)
    assert offer_waiting(now=later) == 1
    steward = Offer.objects.latest("pk")
    assert steward.member.memberships.get().role == "steward"


def test_a_question_left_to_others_twice_at_once_is_left_once(waiting_database):
    with transaction.atomic():
        steward = join_person()
        place = open_community(steward=steward)
        question = queue(start_discussion(place, Opening(title="Afraid", body="To walk."), by=member_of(place)).pk)
    assert at_once(4, lambda _number: leave_to_others(question, by=steward)) == [None] * 4
    assert [each.state for each in Offer.objects.all()] == [State.NOT_FOR_ME]


STEPS = st.lists(
    st.tuples(st.integers(0, MENTORS - 1), st.sampled_from(["claim", "return", "refuse", "wait", "tick"])),
    min_size=1,
    max_size=25,
)


@contextmanager
def taken_back() -> Iterator[None]:
    """Undo all that the block writes: the examples of one test share its database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
# Each example takes back what it wrote, so that all may begin with the same rows.
@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_in_every_order_one_hand_at_most_and_nobody_asked_twice(standing_offers, steps):
    with taken_back():
        now, ended, asked = timezone.now(), set(), set()
        for number, what in steps:
            offer = Offer.objects.filter(member=standing_offers[number].member).select_related("member").first()
            now += timedelta(hours=5) if what == "wait" else timedelta(0)
            if what == "tick":
                offer_waiting(now=now)
            elif offer is not None and what != "wait":
                ended |= do(what, offer, now)
            held = Offer.objects.in_hand(now)
            taken = list(held.filter(state=State.CLAIMED).values_list("member", flat=True))
            assert len(taken) <= 1
            assert Offer.objects.filter(state=State.CLAIMED).count() <= 1
            assert not {row.member_id for row in held} & ended, "whoever gave it away has it before them no more"
            everybody = list(Offer.objects.values_list("member", flat=True))
            assert len(everybody) == len(set(everybody)), "nobody is asked twice"
            assert asked <= set(everybody)
            asked = set(everybody)
        offer_waiting(now=now + timedelta(days=9))  # past every hour: who is left is asked
        left = {each.member_id for each in standing_offers} - asked
        assert not left or Offer.objects.in_hand(now + timedelta(days=9)).exists()


def do(what, offer, now):
    """Do `what` with an offer; return the names that gave the question away by it."""
    was_with_them = offer.state in {State.OPEN, State.CLAIMED}
    if what == "claim":
        with_whom = Offer.objects.in_hand(now).filter(state=State.CLAIMED).exclude(pk=offer.pk).exists()
        can = offer.state in {State.OPEN, State.CLAIMED} and offer.ends_at > now and not with_whom
        try:
            with transaction.atomic():
                claim(offer, by=offer.member, at=now)
        except Refusal:
            assert not can
        else:
            assert can
        return set()
    (hand_back if what == "return" else decline)(offer, by=offer.member, at=now)
    return {offer.member_id} if was_with_them else set()


@pytest.fixture
def standing_offers(wide, db):
    assert connection.in_atomic_block
    return one_question()


def test_a_mentor_stops_while_a_question_is_brought_to_them(two, waiting_database):
    (place, one, other), later = two, timezone.now() + timedelta(hours=1)
    Offer.objects.create(question=asked_in(place), member=one.member, ends_at=later)
    second = asked_in(place)  # it fits the other first, who has nothing in hand
    stopped, brought = one_behind_the_other(
        lambda: hold_mentorship(one), lambda: bring(second), then=lambda: pause(one, by=one.member)
    )
    assert not isinstance(stopped, Exception), stopped
    assert not isinstance(brought, Exception), brought
    assert not Offer.objects.in_hand(timezone.now()).filter(member=one.member).exists()
    offer_waiting()
    assert Offer.objects.in_hand(timezone.now()).filter(member=other.member).count() == 2


def test_two_questions_are_brought_to_the_same_two_in_either_order(two, waiting_database):
    place, one, other = two
    first, second, now = asked_in(place), asked_in(place), timezone.now()
    given, brought = one_behind_the_other(
        lambda: may_take(candidate(other), first.discussion, now=now),
        lambda: bring(second),
        then=lambda: may_take(candidate(one), first.discussion, now=now),
    )
    assert given is True
    assert not isinstance(brought, Exception), brought
    offer_waiting()
    assert set(Offer.objects.values_list("question", "member")) == {
        (question.pk, mentor.member_id) for question in (first, second) for mentor in (one, other)
    }


@pytest.fixture
def two(waiting_database):
    """Give a place with two mentors."""
    with transaction.atomic():
        place = open_community()
        return place, mentor_of(place), mentor_of(place)


@transaction.atomic
def asked_in(place):
    return queue(start_discussion(place, Opening(title="Afraid", body="To walk."), by=member_of(place)).pk)


def bring(question):
    return carry_on(question.pk, roster=Roster(timezone.now()))


def candidate(mentorship):
    return Candidate(mentorship.member, faces.key_for(mentorship.member), mentorship)
