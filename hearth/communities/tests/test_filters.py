"""What narrows the list of a community."""

import pytest

from hearth.communities.actions.writing import Opening, start_discussion
from hearth.communities.tests.people import member_of, open_community
from hearth.communities.views.addresses import of_community

pytestmark = pytest.mark.django_db


def text(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize(
    ("query", "is_open"),
    [("", False), ("?show=unanswered", False), ("?show=helped", True), ("?order=newest", True), ("?language=es", True)],
)
def test_what_rarely_filters_is_folded_away_until_it_does(client, query, is_open):
    page = text(client, of_community(open_community(languages=["en", "es"])) + query)
    fold = page.partition('<details class="inline-fold mt-4"')[2].partition("</details>")[0]
    assert fold.startswith(" open") is is_open
    for address in ("show=lived", "show=helped", "language=es"):
        assert address in fold


def test_who_filters_those_who_wait_is_not_told_that_nobody_waits(client):
    place = open_community()
    start_discussion(place, Opening(title="Waiting for words"), by=member_of(place))
    for show in ("helped", "lived"):
        page = text(client, of_community(place) + f"?order=waiting&show={show}")
        assert "Nobody is waiting" not in page
        assert "Nothing fits all that you chose" in page
    assert "Waiting for words" in text(client, of_community(place) + "?order=waiting")
