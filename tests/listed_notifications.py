"""The part of the inventory that is about word of what happened, and how people want it."""

from tests.cast import MADE_UP_ID, World
from tests.listed import NOWHERE, POSTED_SIGNED_IN, SIGNED_IN, Page
from tests.listed_communities import of_community


def _of_owner(world: World) -> dict[str, str]:
    return {"notification_id": world.told.public_id}


NOTIFICATIONS: dict[str, Page] = {
    "notifications:list": Page(SIGNED_IN),
    "notifications:count": Page(SIGNED_IN, html=False),
    "notifications:reading": Page(POSTED_SIGNED_IN, "POST", html=False),
    "notifications:settings": Page(SIGNED_IN, "GET POST"),
    **{f"notifications:{act}": Page(POSTED_SIGNED_IN, "POST", html=False) for act in ("preset", "pause", "pause-end")},
    "notifications:community": of_community(SIGNED_IN, "GET POST"),
}
