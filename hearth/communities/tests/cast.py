"""A place, somebody who asked in it, and a friend."""

import pytest

from hearth.communities.actions.writing import Opening, start_discussion
from hearth.communities.tests.people import member_of, open_community


@pytest.fixture
def place():
    return open_community(name="Tired hearts")


@pytest.fixture
def asker(place):
    return member_of(place, name="Marisol V.")


@pytest.fixture
def discussion(place, asker):
    return start_discussion(place, Opening(title="Afraid to walk alone", body="I stand at the door."), by=asker)


@pytest.fixture
def friend(place):
    return member_of(place, name="Thomas O.")
