"""A place, somebody who asked in it, and a friend."""

from hearth.communities.tests.cast import asker, discussion, friend, place

__all__ = ["asker", "discussion", "friend", "place"]
