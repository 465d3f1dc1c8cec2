"""What brings word to others has a bound for each person, and nothing that was written for it is lost."""

import pytest

from hearth.organizations.actions import put_regions
from hearth.organizations.models import Application, ApplicationMessage, LeadershipOffer
from hearth.organizations.tests.joining import ASKED, applied
from tests.people import join_person, signed_in

pytestmark = pytest.mark.django_db
WORDS = "Words I thought about for long"


@pytest.fixture(autouse=True)
def regions(db):
    put_regions()


def allow(settings, **limits):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | limits


def test_asking_and_taking_back_again_and_again_ends(settings):
    allow(settings, application="2/d/user")
    browser = signed_in(join_person())
    for _each in range(2):
        asked = browser.post("/network/join/organization/", ASKED)
        assert browser.post(f"{asked.url}withdrawal/").status_code == 302
    answer = browser.post("/network/join/organization/", ASKED | {"why": WORDS})
    assert answer.status_code == 200
    assert WORDS in answer.content.decode()
    assert Application.objects.count() == 2


def test_messages_about_an_application_are_bounded(settings):
    allow(settings, application_message="2/h/user")
    person = join_person()
    application = applied(by=person)
    browser, address = signed_in(person), f"/network/applications/{application.public_id}/messages/"
    assert [browser.post(address, {"words": f"No. {each}"}).status_code for each in range(2)] == [302, 302]
    answer = browser.post(address, {"words": WORDS})
    assert answer.status_code == 200
    assert WORDS in answer.content.decode()
    assert ApplicationMessage.objects.count() == 2


def test_offers_to_lead_are_bounded(settings):
    allow(settings, leading_offer="1/d/user")
    browser, address = signed_in(join_person()), "/regions/oceania/leading/"
    assert browser.post(address, {"words": "I could."}).status_code == 302
    offer = LeadershipOffer.objects.get()
    assert browser.post(f"{address}{offer.public_id}/withdrawal/").status_code == 302
    answer = browser.post(address, {"words": WORDS})
    assert answer.status_code == 200
    assert WORDS in answer.content.decode()
    assert not LeadershipOffer.objects.exists()
