"""The world under attack."""

import pytest

from tests.cast import World


@pytest.fixture
def world(db):
    return World.build()
