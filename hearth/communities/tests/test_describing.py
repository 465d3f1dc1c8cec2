"""What stewards are told of a form that says too little of their community."""

import pytest
from django.urls import reverse

from hearth.communities.tests.people import open_community
from tests.people import join_person, signed_in

pytestmark = pytest.mark.django_db


def test_what_is_missing_is_said_of_each_field():
    steward = join_person()
    place, leads = open_community(steward=steward), signed_in(steward)

    def told(page, **given):
        return leads.post(reverse(f"communities:{page}", args=[place.public_id]), given).content.decode()

    page = told("settings", lang="en", reading="everyone", joining="anyone", crawling="index", minimum_age="7")
    assert "There are 6 things to fix" in page
    for said in (
        "what it is called",
        "what it is for",
        "least one language",
        "Choose a picture",
        "between 13 and 99",
        "between 1 and 168",
    ):
        assert said in page
    assert "This field is required" not in page
    page = told("invitations", email="x", uses="0", days="7")
    assert "with an @, like name@example.org" in page
    assert "a number between 1 and 100" in page
