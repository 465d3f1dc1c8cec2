"""The part of the inventory that is about word of what happened, and how people want it."""

from tests.cast import MADE_UP_ID, MEMBER, OPERATOR, VISITOR, World
from tests.listed import POSTED_SIGNED_IN, SIGNED_IN, Page
from tests.listed_communities import of_community


def _nothing_of(world: World) -> dict[str, str]:
    return {"notification_id": MADE_UP_ID}


NOTIFICATIONS: dict[str, Page] = {
    "notifications:list": Page(SIGNED_IN),
    "notifications:count": Page(SIGNED_IN, html=False),
    "notifications:notification": Page({VISITOR: 302, MEMBER: 404, OPERATOR: 404}, arguments=_nothing_of, html=False),
    "notifications:reading": Page(POSTED_SIGNED_IN, "POST", html=False),
    "notifications:settings": Page(SIGNED_IN, "GET POST"),
    **{
        f"notifications:{act}": Page(POSTED_SIGNED_IN, "POST", html=False)
        for act in ("preset", "pause", "pause-end", "mail-again")
    },
    "notifications:community": of_community(SIGNED_IN, "GET POST"),
    "notifications:discussion": Page(
        SIGNED_IN,
        "GET POST",
        arguments=lambda world: world.conversations.at_open(),
        hidden=lambda world: world.conversations.at_hidden(),
        shown_to=("owner",),
        missing={"discussion_id": MADE_UP_ID},
    ),
}
