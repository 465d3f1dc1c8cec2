"""The pages of communities, by everybody who may come to them."""

import pytest

from hearth.communities.tests.people import member_of, open_community
from tests.people import join_person, signed_in

pytestmark = pytest.mark.django_db


def test_smoke(client):
    steward = join_person()
    place = open_community(steward=steward)
    member = member_of(place)
    for who in (client, signed_in(steward), signed_in(member), signed_in(join_person())):
        for part in (
            "",
            "about/",
            "people/",
            "join/",
            "welcome/",
            "leave/",
            "requests/",
            "invitations/",
            "settings/",
            "feed/",
        ):
            answer = who.get(f"/communities/{place.public_id}/{part}", follow=True)
            assert answer.status_code in (200, 403), part
    assert client.get("/communities/").status_code == 200
    assert client.get("/sitemap.xml").status_code == 200
    assert client.get("/sitemap-communities.xml").status_code == 200
