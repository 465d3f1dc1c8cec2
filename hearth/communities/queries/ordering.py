"""In which order a community lists its discussions; each is walked along an index."""

from enum import StrEnum
from typing import Final

from hearth.communities.models.discussion import DiscussionQuerySet


class Order(StrEnum):
    """The order of a list of discussions."""

    ACTIVITY = "activity"
    NEWEST = "newest"
    WAITING = "waiting"


BY: Final = {
    Order.ACTIVITY: ("-active_at", "-pk"),
    Order.NEWEST: ("-created_at", "-pk"),
    Order.WAITING: ("created_at", "pk"),
}


def in_order(found: DiscussionQuerySet, order: Order) -> DiscussionQuerySet:
    """Return those of `found` that a list in this order holds: of those who wait for an answer, no others."""
    return found.filter(answered_at=None, asks=True) if order == Order.WAITING else found
