"""A place, somebody who asks in it, and a mentor to whom a question is brought."""

import pytest

from hearth.communities.actions.writing import Opening, start_discussion
from hearth.communities.tests.people import member_of, open_community
from hearth.matching.actions.offering import offer_waiting
from hearth.matching.actions.queueing import queue
from hearth.matching.tests.mentors import mentor_of
from tests.people import join_person


@pytest.fixture
def steward(db):
    return join_person("Leads here")


@pytest.fixture
def place(steward):
    return open_community(name="Tired hearts", steward=steward)


@pytest.fixture
def mentor(place):
    return mentor_of(place).member


@pytest.fixture
def asker(place):
    return member_of(place, name="Marisol V.")


@pytest.fixture
def ask(place, asker):
    """Ask something in the place, or what is `said`; return the Question in the queue."""

    def ask(*, by=None, **said):
        asked = start_discussion(place, Opening(**{"title": "How did you begin", "body": "So."} | said), by=by or asker)
        return queue(asked.pk)

    return ask


@pytest.fixture
def discussion(place, asker, mentor):
    """A question by somebody new, brought to the mentor."""
    made = start_discussion(place, Opening(title="Afraid to walk alone", body="I stand at the door."), by=asker)
    offer_waiting()
    return made
