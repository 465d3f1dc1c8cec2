"""Verbs and handlers that last one test."""

import copy

import pytest

from hearth.activity import verbs


@pytest.fixture
def village():
    """A place where a test may announce verbs and register handlers of its own; they are gone with it."""
    before = [(register, copy.deepcopy(register)) for register in (verbs.VERBS, verbs.HANDLERS, verbs.WANTED)]
    yield verbs
    for register, kept in before:
        register.clear()
        register.update(kept)
