"""The part of the inventory that is about questions, those who answer them, and those who see to it."""

from typing import Any

from tests.cast import MADE_UP_ID, World
from tests.listed import NOWHERE, POSTED, POSTED_SIGNED_IN, SIGNED_IN, Page
from tests.listed_communities import LED, NOT_THEIRS, of_community, posted_in


def _nothing_of(world: World) -> dict[str, str]:
    return {"mentorship_id": MADE_UP_ID}


def _of_owner(world: World) -> dict[str, str]:
    return {"mentorship_id": world.mentoring.former.public_id}


_OWN: dict[str, Any] = {
    "arguments": _nothing_of,
    "hidden": _of_owner,
    "shown_to": ("owner",),
    "missing": {"mentorship_id": MADE_UP_ID},
}
_of_step = posted_in(step_id=lambda world: world.mentoring.step.public_id)

MATCHING: dict[str, Page] = {
    "matching:boards": Page(SIGNED_IN),
    "matching:board": of_community(LED),
    "matching:taking": posted_in(discussion_id=lambda world: world.conversations.open.public_id),
    "matching:desk": Page(SIGNED_IN),
    "matching:pause": Page(POSTED_SIGNED_IN, "POST", html=False),
    "matching:pause-end": Page(POSTED_SIGNED_IN, "POST", html=False),
    **{
        f"matching:{name}": Page(
            POSTED_SIGNED_IN, "POST", arguments=lambda world: world.conversations.at_open(), html=False
        )
        for name in ("claim", "refusal", "return")
    },
    "matching:mentors": of_community(SIGNED_IN),
    "matching:volunteer": of_community(NOT_THEIRS, "GET POST"),
    "matching:nomination": Page(
        LED,
        "GET POST",
        arguments=lambda world: {
            "community_id": world.places.square.public_id,
            "membership_id": world.places.belonging.public_id,
        },
        hidden=lambda world: {
            "community_id": world.places.den.public_id,
            "membership_id": world.mentoring.friend.public_id,
        },
        shown_to=("owner",),
        missing={"community_id": MADE_UP_ID, "membership_id": MADE_UP_ID},
    ),
    "matching:checklist": of_community(LED, "GET POST"),
    "matching:checklist-beginning": posted_in(),
    "matching:step-move": _of_step,
    "matching:step-removal": _of_step,
    "matching:mentoring": Page(SIGNED_IN),
    "matching:mentorship": Page(NOWHERE, "GET POST", **_OWN),
    **{
        f"matching:mentorship-{act}": Page(POSTED, "POST", arguments=_of_owner, html=False)
        for act in (
            "agreement",
            "end",
            "pause",
            "pause-end",
            "refusal",
            "renewal",
            "thanks",
        )
    },
    **{
        # Their own page holds them; asked for by their address they show it.
        f"matching:mentorship-{act}": Page(NOWHERE, "POST", **_OWN, html=False)
        for act in ("rest", "training")
    },
}
