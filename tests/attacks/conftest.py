"""The world under attack."""

import pytest
from django.core.cache import cache

from tests.cast import World


@pytest.fixture
def world(db):
    cache.clear()
    return World.build()
