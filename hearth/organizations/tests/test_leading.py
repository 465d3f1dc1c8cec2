"""Offering to lead a region, being answered, appointed and thanked."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from hearth.core.refusals import Refusal
from hearth.members.models import StaffAction
from hearth.members.rights import NETWORK_KEEPERS
from hearth.organizations.actions import (
    appoint_leader,
    close_offer,
    end_leadership,
    offer_to_lead,
    put_regions,
    withdraw_offer,
)
from hearth.organizations.models import CommunityLeader, LeadershipOffer, Region
from hearth.organizations.permissions import HOUSE
from tests.people import appoint, join_person, signed_in
from tests.word import sentences

WORDS = "I know eleven clinics round the lake."
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def africa(db):
    put_regions()
    return Region.objects.get(code="africa")


@pytest.fixture
def kofi():
    return join_person("Kofi A.", audience="everyone")


@pytest.fixture
def keeper():
    return appoint(join_person("Keeper"), NETWORK_KEEPERS)


def page_of(code="africa"):
    return reverse("organizations:leading", args=[code])


def test_the_page_of_a_region_without_a_leader_asks_for_one(client, africa, kofi):
    address = reverse("front:region", args=["africa"])
    assert f'href="{page_of()}"' in client.get(address).content.decode()
    appoint_leader(kofi, africa, by=HOUSE)
    assert page_of() not in client.get(address).content.decode()


def test_an_offer_is_kept_once_and_shown_to_its_author_and_to_staff_alone(client, kofi, keeper):
    assert client.get(page_of()).status_code == 302
    browser = signed_in(kofi)
    for _time in range(2):
        assert browser.post(page_of(), {"words": WORDS}).status_code == 302
    offer = LeadershipOffer.objects.get()
    assert (offer.member, offer.region_id, offer.words) == (kofi, "africa", WORDS)
    assert WORDS in browser.get(page_of()).content.decode()
    assert WORDS in signed_in(keeper).get(reverse("organizations:staff")).content.decode()
    stranger = signed_in(join_person())
    assert WORDS not in stranger.get(page_of()).content.decode()
    assert stranger.get(reverse("organizations:staff")).status_code == 404


@pytest.mark.parametrize("words", ["", "   ", "x" * 100_000])
def test_what_says_nothing_or_too_much_is_asked_again(kofi, words):
    assert signed_in(kofi).post(page_of(), {"words": words}).status_code == 200
    assert not LeadershipOffer.objects.exists()


def test_a_leader_need_not_offer(africa, kofi):
    appoint_leader(kofi, africa, by=HOUSE)
    answer = signed_in(kofi).post(page_of(), {"words": WORDS})
    assert "You lead this region already." in answer.content.decode()


def test_its_author_takes_an_offer_back_and_nobody_else_does(africa, kofi):
    offer = offer_to_lead(africa, by=kofi, words=WORDS)
    address = reverse("organizations:leading-withdrawal", args=["africa", offer.public_id])
    assert signed_in(join_person()).post(address).status_code == 404
    with pytest.raises(PermissionDenied):
        withdraw_offer(offer, by=join_person())
    assert signed_in(kofi).post(address).status_code == 302
    assert not LeadershipOffer.objects.exists()
    assert signed_in(kofi).post(address).status_code == 404


def test_staff_appoint_whoever_offered_and_they_are_told(africa, kofi, keeper):
    offer = offer_to_lead(africa, by=kofi, words=WORDS)
    browser = signed_in(keeper)
    address = reverse("organizations:staff-offer-closing", args=[offer.public_id])
    assert browser.post(address, {"act": "appoint"}).status_code == 302
    assert CommunityLeader.objects.get().member == kofi
    assert StaffAction.objects.get(kind="leader_appointed").subject == kofi
    (said,) = sentences(kofi)
    assert "You are a community leader now: Africa." in said


def test_staff_thank_in_words_that_only_the_author_reads(africa, kofi, keeper):
    offer = offer_to_lead(africa, by=kofi, words=WORDS)
    address = reverse("organizations:staff-offer-closing", args=[offer.public_id])
    signed_in(keeper).post(address, {"act": "close", "answer": "Thank you; Amina began last week."})
    close_offer(offer, by=keeper, answer="Of two who answer, the first stands.")
    assert not CommunityLeader.objects.exists()
    (said,) = sentences(kofi)
    assert "Amina" not in said
    assert "Amina began last week" in signed_in(kofi).get(page_of()).content.decode()
    assert (
        signed_in(kofi).post(reverse("organizations:leading-withdrawal", args=["africa", offer.public_id])).status_code
        == 404
    )


def test_people_without_the_right_decide_nothing(africa, kofi):
    offer, stranger = offer_to_lead(africa, by=kofi, words=WORDS), join_person()
    for decide in (close_offer, lambda offer, by: appoint_leader(offer.member, africa, by=by)):
        with pytest.raises(PermissionDenied):
            decide(offer, by=stranger)
    address = reverse("organizations:staff-offer-closing", args=[offer.public_id])
    assert signed_in(stranger).post(address, {"act": "appoint"}).status_code == 404


def test_ending_it_gives_a_reason_is_logged_and_told(africa, kofi, keeper):
    leader = appoint_leader(kofi, africa, by=HOUSE)
    with pytest.raises(Refusal):
        end_leadership(leader, by=keeper)
    with pytest.raises(PermissionDenied):
        end_leadership(leader, by=join_person(), reason="I would like it.")
    for _time in range(2):
        end_leadership(leader, by=keeper, reason="The two years are over.")
    assert not CommunityLeader.objects.exists()
    assert StaffAction.objects.get(kind="leader_ended").reason == "The two years are over."
    assert any("have ended your work as a community leader" in said for said in sentences(kofi))
    assert "The two years are over." in signed_in(kofi).get(reverse("members:settings-names")).content.decode()


def test_a_leader_may_stop_and_nobody_is_told(africa, kofi):
    end_leadership(appoint_leader(kofi, africa, by=HOUSE), by=kofi)
    assert sentences(kofi) == []
