"""Half of the questions are answered within …: said of enough questions only, and never to flatter."""

from datetime import UTC, datetime, timedelta

import pytest

from hearth.communities.models import Discussion, Reply
from hearth.communities.queries.answer_times import LEAST, PERIOD, answer_time_of
from hearth.communities.tests.people import member_of, open_community

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


def ask(place, hours, *, at=NOW - timedelta(days=5), **given):
    """Ask in `place` what was answered after `hours`; None for not at all."""
    answered = None if hours is None else at + timedelta(hours=hours)
    fields = {"title": "Why?", "created_at": at, "answered_at": answered, "author": place.asker}
    return Discussion.objects.create(community=place, **fields | given)


@pytest.fixture
def place():
    made = open_community()
    made.asker = member_of(made)
    return made


@pytest.mark.parametrize(
    ("hours", "half"),
    [
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5),
        ([10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 30], 6),
        ([1, 2, 3, 4, 5] + [None] * 5, 5),
        ([1, 2, 3, 4] + [None] * 6, None),
        ([7] * LEAST, 7),
    ],
)
def test_half_of_the_questions(place, hours, half):
    for each in hours:
        ask(place, each)
    told = answer_time_of(place, now=NOW)
    assert (told.count, told.half) == (len(hours), half and timedelta(hours=half))


def test_of_few_nothing_is_said(place):
    for _ in range(LEAST - 1):
        ask(place, 1)
    assert answer_time_of(place, now=NOW) is None


@pytest.mark.parametrize(
    "given",
    [{"at": NOW - PERIOD}, {"hidden_at": NOW}, {"deleted_at": NOW}, {"asks": False}],
    ids=["older", "hidden", "deleted", "imported"],
)
def test_what_does_not_count(place, given):
    for _ in range(LEAST - 1):
        ask(place, 1)
    ask(place, 1, **given)
    assert answer_time_of(place, now=NOW) is None


def test_what_came_later_than_now_is_not_known_yet(place):
    for _ in range(LEAST):
        ask(place, 200)
    assert answer_time_of(place, now=NOW).half is None


def test_ones_own_words_are_no_answer(place):
    asked = ask(place, None)
    Reply.objects.create(discussion=asked, author=place.asker, body="Me again.")
    asked.refresh_from_db()
    assert asked.answered_at is None
