"""A break by the button of the desk, one for each name, and its end."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hearth.communities.actions.writing import Opening, start_discussion
from hearth.communities.tests.people import open_community
from hearth.matching.actions.offering import offer_waiting
from hearth.matching.actions.resting import rest_until
from hearth.matching.models import Mentorship, Offer
from hearth.matching.tests.mentors import mentor_of
from hearth.members.actions.pseudonyms import create_pseudonym
from tests.people import account_of, signed_in

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


@pytest.fixture
def quiet(mentor):
    """The other name under which the mentor is one, in two other places."""
    other = create_pseudonym(account_of(mentor), name="Quiet Otter")
    for _number in range(2):
        mentor_of(open_community(), other)
    return other


def paused():
    return set(Mentorship.objects.exclude(paused_at=None).values_list("member", flat=True))


def test_of_two_names_each_pauses_and_goes_on_by_itself(mentor, quiet):
    page = page_of(mentor)
    assert f"Pause as <bdi>{mentor.name}</bdi>" in page
    assert "Each name pauses by itself" in page
    browser = signed_in(mentor)
    answer = browser.post(reverse("matching:pause"), {"name": quiet.public_id}, follow=True)
    assert "Nothing new is brought to Quiet Otter." in text(answer)
    assert "Go on as <bdi>Quiet Otter</bdi>" in text(answer)
    assert f"Go on as <bdi>{mentor.name}" not in text(answer)
    assert paused() == {quiet.pk}
    assert Mentorship.objects.exclude(paused_at=None).count() == 2
    browser.post(reverse("matching:pause"), {"name": mentor.public_id})
    browser.post(reverse("matching:pause-end"), {"name": quiet.public_id})
    assert paused() == {mentor.pk}


@pytest.mark.parametrize("whose", ["nobody", "another"])
def test_of_two_names_none_pauses_unless_it_is_chosen(mentor, quiet, place, whose):
    sent = {"name": mentor_of(place).member.public_id} if whose == "another" else {}
    answer = signed_in(mentor).post(reverse("matching:pause"), sent)
    assert "Choose under which of your names." in text(answer)
    assert not paused()


def test_with_one_name_there_is_one_button_that_says_no_name(mentor):
    page = page_of(mentor)
    assert "Pause as" not in page
    assert "Each name pauses by itself" not in page
    assert "Pause</button>" in page
