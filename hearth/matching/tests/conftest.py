"""A place, and somebody who asks in it."""

import pytest

from hearth.communities.actions.writing import Opening, start_discussion
from hearth.communities.tests.people import member_of, open_community
from hearth.matching.actions.queueing import queue


@pytest.fixture
def place():
    return open_community(name="Tired hearts")


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
