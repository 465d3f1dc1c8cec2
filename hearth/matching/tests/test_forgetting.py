"""What was brought to whom is forgotten three months after the answer; that something was not for somebody is not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hearth.activity.models import Activity
from hearth.communities.actions.writing import Answer, post_reply
from hearth.communities.tests.people import member_of
from hearth.matching.actions.claiming import decline
from hearth.matching.actions.forgetting import KEPT, forget_old_offers
from hearth.matching.actions.offering import offer_waiting
from hearth.matching.models import Offer, State
from hearth.matching.tests.mentors import mentor_of

pytestmark = pytest.mark.django_db


def test_offers_go_some_time_after_the_answer(place, ask):
    mentors = [mentor_of(place), mentor_of(place)]
    question, other = ask(), ask()
    offer_waiting()
    decline(Offer.objects.get(question=question, member=mentors[0].member), by=mentors[0].member)
    post_reply(question.discussion, Answer(body="So did I."), by=member_of(place))
    now = timezone.now()
    assert forget_old_offers(now=now + KEPT - timedelta(minutes=1)) == 0
    assert forget_old_offers(now=now + KEPT) == 1
    assert forget_old_offers(now=now + KEPT) == 0
    assert [offer.state for offer in question.offers.all()] == [State.NOT_FOR_ME]
    assert other.offers.exists(), "it still waits"
    told = Activity.objects.filter(verb="question.offered").values_list("subject_id", flat=True)
    assert set(told) <= set(Offer.objects.values_list("pk", flat=True))
