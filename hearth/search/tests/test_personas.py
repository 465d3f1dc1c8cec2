"""What is found is what one may read at that moment, with no worker running."""

import pytest

from hearth.communities.actions.belonging import leave_community
from hearth.communities.actions.erasing import erase_discussion
from hearth.communities.actions.order import hide_discussion, hide_reply
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Joining, Reading, Role
from hearth.communities.tests.people import member_of, open_community
from hearth.members.actions.distance import block
from hearth.members.models import Audience
from hearth.search.models import Document
from hearth.search.tests.finding import addresses, found, index_all, page
from tests.people import join_person

pytestmark = pytest.mark.django_db
WORDS = "Quivering canary at breakfast"


@pytest.fixture
def den():
    return open_community(name="Den", reading=Reading.ITS_MEMBERS, joining=Joining.BY_INVITATION)


@pytest.fixture
def insider(den):
    return member_of(den, name="Insider")


@pytest.fixture
def secret(den, insider):
    made = start_discussion(den, Opening(title=WORDS, body="Nobody else knows of the zebra."), by=insider)
    index_all()
    return made


def test_what_was_said_among_members_is_found_by_them_alone(secret, insider):
    assert addresses("quivering canaries", insider) == [secret.get_absolute_url()]
    assert WORDS.split()[0] in page(insider, q="zebra")
    for viewer in (None, join_person("Outsider")):
        assert found("quivering canaries", viewer).count == 0
        assert "canary" not in page(viewer, q="zebra")


def test_leaving_acts_at_once(secret, insider, den):
    leave_community(den, by=insider)
    assert addresses("canary", insider) == []


def test_hiding_acts_at_once_and_the_writer_and_who_keeps_order_still_find_it(place, asker, friend):
    made = start_discussion(place, Opening(title=WORDS), by=asker)
    reply = post_reply(made, Answer(body="The canary sang to me too."), by=friend)
    index_all()
    assert len(addresses("canary")) == 2
    steward = member_of(place, Role.STEWARD)
    hide_reply(reply, by=steward)
    assert addresses("canary") == [made.get_absolute_url()]
    assert len(addresses("canary", friend)) == 2
    assert len(addresses("canary", steward)) == 2
    hide_discussion(made, by=steward)
    assert addresses("canary") == []


def test_a_block_parts_at_once(place, asker, friend):
    start_discussion(place, Opening(title=WORDS), by=asker)
    index_all()
    assert addresses("canary", friend)
    block(asker, by=friend)
    assert addresses("canary", friend) == []
    assert addresses("canary", join_person("Third"))


def test_people_are_found_by_the_name_of_a_page_that_one_may_open():
    everyone = join_person("Marigold Everyone", audience=Audience.EVERYONE)
    join_person("Marigold Nobody", audience=Audience.ONLY_ME)
    join_person("Marigold Members", audience=Audience.MEMBERS)
    index_all()
    assert len(addresses("marigold")) == 1
    assert len(addresses("marigold", everyone)) == 2


def test_what_is_erased_has_no_document_any_more(place, asker, friend):
    made = start_discussion(place, Opening(title=WORDS), by=asker)
    post_reply(made, Answer(body="The canary sang."), by=friend)
    index_all()
    erase_discussion(made, by=asker)
    assert not Document.objects.filter(discussion=made).exists()
