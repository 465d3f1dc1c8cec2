"""What the queue asks of the database grows with what waits, not with all that was ever asked."""

import pytest
from django.utils import timezone

from hearth.communities.tests.people import member_of
from hearth.matching.models import Question
from hearth.matching.queries.loads import in_hand
from hearth.matching.queries.people import mentors_of, newcomers_of
from hearth.matching.queries.returning import who_wrote_again
from tests.plans import plans_of

pytestmark = pytest.mark.django_db


def test_what_waits_is_found_in_an_index_of_what_waits(place):
    waiting = Question.objects.waiting().filter(discussion__community=place).order_by()
    (plan,) = plans_of(lambda: list(waiting), about="matching_question")
    assert "discussions_unanswered" in plan


def test_what_somebody_has_in_hand_is_found_from_their_offers(place):
    held = in_hand(timezone.now()).filter(member=member_of(place))
    (plan,) = plans_of(lambda: list(held), about="matching_offer")
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
    asked = plans_of(lambda: ASK_WHO_IS_HERE[name](place, steward), about="members_suspension")
    assert asked
    for plan in asked:
        assert "SCAN" not in plan.replace("SCAN CONSTANT ROW", ""), plan
