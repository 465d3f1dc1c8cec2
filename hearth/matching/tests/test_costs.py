"""What the queue asks of the database grows with what waits, not with all that was ever asked."""

import pytest
from django.db import connection
from django.utils import timezone

from hearth.communities.tests.people import member_of
from hearth.matching.models import Question
from hearth.matching.queries.loads import in_hand
from hearth.matching.queries.people import mentors_of, newcomers_of
from hearth.matching.queries.returning import who_wrote_again

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


ASK_WHO_IS_HERE = {
    "newcomers": lambda place, steward: newcomers_of(place, viewer=steward, now=timezone.now()),
    "mentors": lambda place, steward: mentors_of(place, viewer=steward, now=timezone.now()),
    "wrote again": lambda place, steward: who_wrote_again(steward, now=timezone.now()),
}


@pytest.mark.parametrize("name", ASK_WHO_IS_HERE)
def test_whether_somebody_is_here_is_asked_of_the_few_it_is_about(name, place, steward):
    if connection.vendor != "sqlite":
        pytest.skip("which way PostgreSQL takes depends on how many rows there are")
    asked = []

    def explain(execute, sql, params, many, context):
        if "members_suspension" in sql and sql.startswith("SELECT"):
            with connection.cursor() as cursor:
                cursor.cursor.execute(f"EXPLAIN QUERY PLAN {sql.replace('%s', '?')}", params)
                asked.append("\n".join(row[3] for row in cursor.cursor.fetchall()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        ASK_WHO_IS_HERE[name](place, steward)
    assert asked
    for plan in asked:
        assert "SCAN" not in plan.replace("SCAN CONSTANT ROW", ""), plan
