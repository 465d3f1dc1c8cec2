"""The part of the inventory that is about finding things."""

from tests.cast import MADE_UP_ID
from tests.listed import OPEN, POSTED, POSTED_SIGNED_IN, Page

SEARCH: dict[str, Page] = {
    "search:search": Page(OPEN),
    "search:suggestions": Page(POSTED, "POST", html=False),
    "search:similar": Page(
        POSTED_SIGNED_IN,
        "POST",
        arguments=lambda world: {"community_id": world.conversations.place.public_id},
        missing={"community_id": MADE_UP_ID},
        html=False,
    ),
    "search:beside": Page(
        OPEN,
        arguments=lambda world: world.conversations.at_open(),
        hidden=lambda world: world.conversations.at_hidden(),
        shown_to=("owner",),
        missing={"discussion_id": MADE_UP_ID},
        html=False,
    ),
}
