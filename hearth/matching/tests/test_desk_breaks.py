"""The one button of the desk: a break everywhere at once, and its end."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hearth.communities.actions.writing import Opening, start_discussion
from hearth.matching.actions.offering import offer_waiting
from hearth.matching.actions.resting import rest_until
from hearth.matching.models import Mentorship, Offer
from hearth.matching.tests.mentors import mentor_of
from tests.people import signed_in

pytestmark = pytest.mark.django_db
DESK = "/desk/"


def text(answer):
    return answer.content.decode()


def page_of(member):
    return text(signed_in(member).get(DESK))


def test_a_pause_brings_nothing_new_until_they_go_on(place, asker, mentor):
    browser = signed_in(mentor)
    assert "No question waits for you" in text(browser.get(DESK))
    answer = browser.post(reverse("matching:pause"), follow=True)
    assert "Nothing new is brought to you until you go on." in text(answer)
    assert "You are taking a break" in text(answer)
    start_discussion(place, Opening(title="Who knows?", body="Tell me."), by=asker)
    offer_waiting()
    assert not Offer.objects.exists()
    answer = browser.post(reverse("matching:pause-end"), follow=True)
    assert "Questions come to you again." in text(answer)
    offer_waiting()
    assert "Who knows?" in text(browser.get(DESK))


def test_a_rest_shows_while_it_lasts_and_ends_by_the_same_press(mentor):
    mentorship, today = Mentorship.objects.get(member=mentor), timezone.localdate()
    rest_until(mentorship, today + timedelta(days=3), by=mentor)
    assert "You rest until" in page_of(mentor)
    assert "You are taking a break" in page_of(mentor)
    signed_in(mentor).post(reverse("matching:pause-end"))
    assert mentorship.is_serving(today)
    Mentorship.objects.update(rests_until=today - timedelta(days=1))
    page = page_of(mentor)
    assert "You rest until" not in page
    assert "Go on" not in page


def test_a_pause_is_ones_own(mentor, place):
    other = mentor_of(place)
    signed_in(mentor).post(reverse("matching:pause"))
    assert Mentorship.objects.get(member=mentor).paused_at
    other.refresh_from_db()
    assert other.paused_at is None


def test_pausing_twice_keeps_the_moment(mentor):
    browser = signed_in(mentor)
    browser.post(reverse("matching:pause"))
    first = Mentorship.objects.get().paused_at
    browser.post(reverse("matching:pause"))
    assert Mentorship.objects.get().paused_at == first
