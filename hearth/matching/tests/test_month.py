"""A month of five communities, told by a clock of its own: who is offered what, when, and what the figures say."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import median_low

import pytest
from django.db import connection

from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Discussion
from hearth.communities.queries.answer_times import answer_time_of
from hearth.communities.tests.people import member_of, open_community
from hearth.matching.actions.claiming import claim, decline, hand_back
from hearth.matching.actions.offering import STAYS_OPEN, offer_waiting
from hearth.matching.models import Circle, Mentorship, Offer, Question, State
from hearth.matching.tests.mentors import mentor_of
from hearth.members.actions.distance import block
from hearth.topics.actions import Name, put_topic
from hearth.topics.models import NameKind

BEGIN = datetime(2027, 3, 1, 6, tzinfo=UTC)
TICK = timedelta(hours=6)
TICKS = 30 * 4
QUESTIONS = 300
WIDENS = 12  # hours, as communities begin with
LANGUAGES = ["en", "en", "es", "es", "ar"]


def count_rows():
    """Let PostgreSQL count what there is, as a living one does by itself: of one long transaction it cannot know."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


class Month:
    """Five communities, twelve mentors, their askers, and what happened to them."""

    def __init__(self):
        self.chance = Random(20270301)
        self.topics = [self._topic(slug) for slug in ("heart", "sugar", "lungs")]
        self.places = [open_community(name=f"Place {at}", languages=[code]) for at, code in enumerate(LANGUAGES)]
        for at, place in enumerate(self.places):
            place.topics.set([self.topics[at % 3]])
        self.stewards = {place.pk: place.memberships.get().member for place in self.places}
        self.mentors = [self._mentor(number) for number in range(12)]
        self.askers = {place.pk: [member_of(place) for _ in range(6)] for place in self.places}
        self.blocked = self._block_some()
        self.asked: dict[int, datetime] = {}
        self.answered: dict[int, datetime] = {}
        self.declined: set[tuple[int, int]] = set()

    def _topic(self, slug):
        return put_topic(slug, icon="leaf", names=[Name("en", NameKind.PREFERRED, slug)], description={})

    def _mentor(self, number):
        place, code = self.places[number % 5], LANGUAGES[number % 5]
        given = {"capacity": 1 + number % 4, "languages": [code, "en"] if number % 3 else [code]}
        mentorship = mentor_of(place, **given, topics=[self.topics[number % 3]], since=2000 + number)
        if number % 4 == 0:
            mentorship.rests_until = (BEGIN + timedelta(days=10)).date()
        mentorship.began_on, mentorship.ends_on = BEGIN.date(), (BEGIN + timedelta(days=20 + 2 * number)).date()
        mentorship.save()
        return mentorship

    def _block_some(self):
        pairs = set()
        for number, place in enumerate(self.places):
            asker, mentor = self.askers[place.pk][0], self.mentors[number].member
            if number % 2:
                block(mentor, by=asker)
            else:
                block(asker, by=mentor)
            pairs.add((asker.pk, mentor.pk))
        return pairs

    def ask(self, now):
        place = self.chance.choice(self.places)
        by = self.chance.choice(self.askers[place.pk])
        language = place.languages[0] if self.chance.random() < 0.8 else "en"
        opening = Opening(
            title="How did you begin", body="I do not know.", language=language, topics=place.topics.all()
        )
        discussion = start_discussion(place, opening, by=by, at=now)
        self.asked[discussion.pk] = now

    def answer_some(self, now):
        for offer in Offer.objects.in_hand(now).select_related("member", "question__discussion").order_by("pk"):
            if offer.question_id in self.answered:
                continue
            luck = self.chance.random()
            if offer.state == State.CLAIMED and luck < 0.7:
                self._reply(offer, now)
            elif offer.state == State.CLAIMED and luck < 0.8:
                hand_back(offer, by=offer.member, at=now)
            elif luck < 0.15:
                self.declined.add((offer.question_id, offer.member_id))
                decline(offer, by=offer.member, at=now)
            elif luck < 0.5 and not Offer.objects.filter(question=offer.question_id, state=State.CLAIMED).exists():
                claim(offer, by=offer.member, at=now)

    def _reply(self, offer, now):
        post_reply(offer.question.discussion, Answer(body="It took me a year."), by=offer.member, at=now)
        self.answered[offer.question_id] = now

    def loads(self, now):
        """Count anew, from the rows, what each person has in hand."""
        held = defaultdict(int)
        rows = Offer.objects.filter(state__in=["open", "claimed"], ends_at__gt=now)
        for member, question in rows.values_list("member", "question"):
            held[member] += question not in self.answered
        return held


@pytest.fixture
def month(db):
    return Month()


def test_a_month_of_questions(month):
    seen, now = set(), BEGIN
    due = sorted(month.chance.randrange(TICKS) for _ in range(QUESTIONS))
    capacity = {mentor.member_id: mentor.capacity for mentor in month.mentors}
    by_member = {mentor.member_id: mentor for mentor in Mentorship.objects.all()}
    for tick in range(TICKS + 8):
        now = BEGIN + tick * TICK
        if tick % 4 == 0:
            count_rows()
        while due and due[0] == tick:
            due.pop(0)
            month.ask(now)
        month.answer_some(now)
        offer_waiting(now=now)
        new = Offer.objects.exclude(pk__in=seen).select_related("question__discussion")
        for offer in new:
            seen.add(offer.pk)
            mentor, asker = by_member.get(offer.member_id), offer.question.discussion.author_id
            assert (asker, offer.member_id) not in month.blocked
            assert asker != offer.member_id
            if mentor is not None:
                assert mentor.rests_until is None or mentor.rests_until < now.date()
                assert mentor.ends_on >= now.date()
                assert offer.question.discussion.language in mentor.languages
        held = month.loads(now)
        assert all(held[member] <= most for member, most in capacity.items())
        for question in Question.objects.exclude(pk__in=month.answered):
            hours = (now - month.asked[question.pk]) / timedelta(hours=1)
            assert question.circle == min(Circle.NEIGHBOURS, 1 + hours // WIDENS), f"after {hours} hours"
    assert len(month.asked) == QUESTIONS
    offered = set(Offer.objects.values_list("question", flat=True))
    assert set(month.asked) - offered == set(), "every question was brought to somebody"
    first = dict(Offer.objects.order_by("-offered_at").values_list("question", "offered_at"))
    assert max(first[pk] - month.asked[pk] for pk in month.asked) <= timedelta(hours=WIDENS)
    assert len(month.answered) > QUESTIONS * 0.8
    for place in month.places:
        mine = Discussion.objects.filter(community=place).values_list("pk", flat=True)
        waits = [month.answered.get(pk, datetime.max.replace(tzinfo=UTC)) - month.asked[pk] for pk in mine]
        shown = answer_time_of(place, now=now)
        assert (shown.count, shown.half) == (len(waits), median_low(waits))
    for question, member in month.declined:
        assert Offer.objects.filter(question=question, member=member).count() == 1
    assert STAYS_OPEN > TICK
