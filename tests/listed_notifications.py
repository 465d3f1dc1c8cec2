"""The part of the inventory that is about word of what happened, and how people want it."""

from hearth.notifications.links import Occasion, link_to
from tests.cast import MADE_UP_ID, MEMBER, OPERATOR, VISITOR, World
from tests.listed import ELSEWHERE, NOWHERE, OPEN, POSTED_SIGNED_IN, SIGNED_IN, Page
from tests.listed_communities import of_community


def _nothing_of(world: World) -> dict[str, str]:
    return {"notification_id": MADE_UP_ID}


def _in_a_mail(world: World) -> dict[str, str]:
    """The link in a mail to the owner, about what few may read; whoever is given the link may open it."""
    hidden = world.conversations.hidden
    return {"token": link_to(Occasion(world.owner.pk, "reply", "", hidden.community_id, hidden.pk)).split("/")[-2]}


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
    "notifications:demo-answer": Page(NOWHERE, "GET POST", arguments=lambda world: {"key": "1700000000.M1P1.machine"}),
    "notifications:word": Page(OPEN, "GET POST", arguments=_in_a_mail),
    "notifications:word-end": Page(ELSEWHERE, "GET POST", arguments=_in_a_mail, html=False),
    "notifications:mail-feedback": Page(NOWHERE, "POST", html=False),
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
