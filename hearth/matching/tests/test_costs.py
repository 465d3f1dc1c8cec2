"""What the queue asks of the database grows with what waits, not with all that was ever asked."""

import pytest
from django.db import connection
from django.utils import timezone

from hearth.communities.tests.people import member_of
from hearth.matching.models import Question
from hearth.matching.queries.loads import in_hand

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan_of():
    if connection.vendor != "sqlite":
        pytest.skip("which way PostgreSQL takes depends on how many rows there are")
    return lambda found: found.explain()


def test_what_waits_is_found_in_an_index_of_what_waits(plan_of, place):
    plan = plan_of(Question.objects.waiting().filter(discussion__community=place).order_by())
    assert "discussions_unanswered" in plan


def test_what_somebody_has_in_hand_is_found_from_their_offers(plan_of, place):
    plan = plan_of(in_hand(timezone.now()).filter(member=member_of(place)))
    assert "matching_offer USING INDEX offers_" in plan
    assert "SCAN" not in plan
    assert "LIST SUBQUERY" not in plan
