"""The world of the house-wide tests, built once for all tests of a module."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import transaction

from tests.cast import World


@pytest.fixture(scope="module")
def standing_world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """A world in an outer transaction, which ends with the module: building one costs more than most tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World.build()
        transaction.set_rollback(True)


@pytest.fixture
def world(standing_world: World, db) -> World:
    """The world as it was built, whatever earlier tests did in it."""
    return deepcopy(standing_world)
