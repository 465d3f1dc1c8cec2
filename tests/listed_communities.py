"""The part of the inventory that is about communities and what is said there."""

from collections.abc import Callable
from typing import Any

from hearth.communities.models import Community
from tests.cast import MADE_UP_ID, MEMBER, OPERATOR, VISITOR, World
from tests.conversations import write_as_visitor
from tests.listed import ELSEWHERE, OPEN, OPERATORS, POSTED, POSTED_SIGNED_IN, SIGNED_IN, Answers, Page


def _square(world: World) -> dict[str, str]:
    return {"community_id": world.places.square.public_id}


def _den(world: World) -> dict[str, str]:
    return {"community_id": world.places.den.public_id}


def of_community(answers: Answers, takes: str = "GET", shown_to: tuple[str, ...] = ("owner",), **given: Any) -> Page:
    """Return a page of a community: the square's for everybody, the den's for the owner."""
    missing = {"community_id": MADE_UP_ID}
    return Page(answers, takes, arguments=_square, hidden=_den, shown_to=shown_to, missing=missing, **given)


def posted_in(**more: Callable[[World], str]) -> Page:
    def arguments(world: World) -> dict[str, str]:
        return _square(world) | {name: get(world) for name, get in more.items()}

    missing = {"community_id": MADE_UP_ID} | dict.fromkeys(more, MADE_UP_ID)
    return Page(POSTED_SIGNED_IN, "POST", arguments=arguments, missing=missing, html=False)


LED: Answers = {VISITOR: 302, MEMBER: 403, OPERATOR: 200}
MOVED: Answers = {VISITOR: 301, MEMBER: 301, OPERATOR: 301}
COMMUNITIES: dict[str, Page] = {
    "communities:list": Page(OPEN),
    "communities:new": Page(LED, "GET POST"),
    "communities:community-short": Page(MOVED, arguments=_square, missing={"community_id": MADE_UP_ID}, html=False),
    "communities:community": Page(
        OPEN,
        arguments=lambda world: _square(world) | {"slug": world.places.square.slug},
        hidden=lambda world: _den(world) | {"slug": Community.objects.get(pk=world.places.den.pk).slug},
        shown_to=("owner",),
        missing={"community_id": MADE_UP_ID, "slug": "somewhere"},
    ),
    "communities:about": of_community(OPEN),
    "communities:people": of_community(SIGNED_IN),
    "communities:steward": posted_in(),
    "communities:without-steward": Page(OPERATORS),
    "communities:join": of_community(OPEN, "GET POST"),
    "communities:welcome": of_community(ELSEWHERE),
    "communities:leave": of_community(SIGNED_IN, "GET POST"),
    "communities:requests": of_community(LED),
    "communities:invitations": of_community(LED, "GET POST"),
    "communities:settings": of_community(LED, "GET POST"),
    "communities:sections": of_community(LED, "GET POST"),
    "communities:section": Page(
        LED,
        "GET POST",
        arguments=lambda world: _square(world) | {"section_id": world.places.section.public_id},
        hidden=lambda world: _den(world) | {"section_id": world.places.hidden_section.public_id},
        shown_to=("owner",),
        missing={"community_id": MADE_UP_ID, "section_id": MADE_UP_ID},
    ),
    **{
        f"communities:section-{act}": posted_in(section_id=lambda world: world.places.section.public_id)
        for act in ("up", "down", "removal")
    },
    "communities:archive": posted_in(),
    "communities:reopening": posted_in(),
    "communities:member-role": posted_in(membership_id=lambda world: world.places.belonging.public_id),
    "communities:member-removal": posted_in(membership_id=lambda world: world.places.belonging.public_id),
    "communities:request-grant": posted_in(membership_id=lambda world: world.places.asking.public_id),
    "communities:request-refusal": posted_in(membership_id=lambda world: world.places.asking.public_id),
    "communities:invitation-revocation": posted_in(invitation_id=lambda world: world.places.invitation.public_id),
    "communities:invitation": Page(
        OPEN, "GET POST", arguments=lambda world: {"token": world.places.token}, missing={"token": "of-nobody"}
    ),
    "communities:feed": of_community(OPEN, shown_to=(), html=False),
    "communities:discussion-feed": Page(
        OPEN,
        arguments=lambda world: {"discussion_id": world.places.talk.public_id},
        hidden=lambda world: {"discussion_id": world.places.secret.public_id},
        missing={"discussion_id": MADE_UP_ID},
        html=False,
    ),
    "communities:sitemap": Page(OPEN, html=False),
    "communities:sitemap-month": Page(
        OPEN, arguments=lambda world: {"month": "communities"}, missing={"month": "1999-13"}, html=False
    ),
}

_at_open = {"arguments": lambda world: world.conversations.at_open()}
_at_reply = {"arguments": lambda world: {"reply_id": world.conversations.reply.public_id}}
_and_hidden = _at_open | {
    "hidden": lambda world: world.conversations.at_hidden(),
    "shown_to": ("owner",),
    "missing": {"discussion_id": MADE_UP_ID},
}
_and_hidden_reply = _at_reply | {
    "hidden": lambda world: {"reply_id": world.conversations.hidden_reply.public_id},
    "shown_to": ("owner",),
    "missing": {"reply_id": MADE_UP_ID},
}
NOT_THEIRS: Answers = {VISITOR: 302, MEMBER: 403, OPERATOR: 403}
KEEPS_ORDER: Answers = {VISITOR: 302, MEMBER: 403, OPERATOR: 200}
NOTHING_NEW: Answers = {VISITOR: 204, MEMBER: 204, OPERATOR: 204}
DISCUSSIONS: dict[str, Page] = {
    "communities:ask": Page(OPEN, "GET POST"),
    "communities:bookmarks": Page(SIGNED_IN),
    "communities:discussion": Page(
        OPEN,
        arguments=lambda world: world.conversations.at_open(slug="said-to-everybody"),
        hidden=lambda world: world.conversations.at_hidden(slug=world.conversations.hidden.slug),
        shown_to=("owner",),
        missing={"discussion_id": MADE_UP_ID, "slug": "said-to-few"},
    ),
    "communities:discussion-new": Page(
        OPEN,
        "GET POST",
        arguments=lambda world: {"community_id": world.conversations.place.public_id},
        hidden=lambda world: {"community_id": world.conversations.closed_place.public_id},
        shown_to=("owner",),
        missing={"community_id": MADE_UP_ID},
    ),
    "communities:reply-create": Page(OPEN, "GET POST", **_and_hidden),
    "communities:picture": Page(
        OPEN,
        arguments=lambda world: {"picture_id": world.conversations.picture.public_id, "size": "large"},
        hidden=lambda world: {"picture_id": world.conversations.hidden_picture.public_id, "size": "large"},
        shown_to=("owner",),
        missing={"picture_id": MADE_UP_ID, "size": "large"},
        html=False,
    ),
    "communities:mentions": Page(
        SIGNED_IN,
        arguments=lambda world: {"community_id": world.conversations.place.public_id},
        hidden=lambda world: {"community_id": world.conversations.closed_place.public_id},
        shown_to=("owner",),
        missing={"community_id": MADE_UP_ID},
        html=False,
    ),
    "communities:waiting": Page(
        OPEN,
        "GET POST",
        reach=lambda client, world: write_as_visitor(client, world.conversations),
        reached_by="anonymous",
    ),
    "communities:waiting-end": Page(POSTED, "POST", html=False),
    "communities:news": Page(NOTHING_NEW, html=False, **_at_open),
    "communities:reply": Page(ELSEWHERE, html=False, **_at_reply),
    "communities:discussion-edit": Page(NOT_THEIRS, "GET POST", **_and_hidden),
    "communities:discussion-delete": Page(NOT_THEIRS, "GET POST", **_and_hidden),
    "communities:discussion-distance": Page(SIGNED_IN, "GET POST", missing={"discussion_id": MADE_UP_ID}, **_at_open),
    "communities:reply-distance": Page(SIGNED_IN, "GET POST", missing={"reply_id": MADE_UP_ID}, **_at_reply),
    "communities:discussion-history": Page(KEEPS_ORDER, **_and_hidden),
    "communities:discussion-move": Page(KEEPS_ORDER, "GET POST", **_and_hidden),
    "communities:discussion-merge": Page(KEEPS_ORDER, "GET POST", **_and_hidden),
    "communities:discussion-split": Page(KEEPS_ORDER, "GET POST", **_and_hidden),
    "communities:discussion-section": Page(POSTED_SIGNED_IN, "POST", html=False, **_at_open),
    "communities:reply-edit": Page(NOT_THEIRS, "GET POST", **_and_hidden_reply),
    "communities:reply-delete": Page(NOT_THEIRS, "GET POST", **_and_hidden_reply),
    "communities:reply-helped": Page(NOT_THEIRS, "GET POST", missing={"reply_id": MADE_UP_ID}, **_at_reply),
    "communities:reply-otherwise": Page(NOT_THEIRS, "GET POST", missing={"reply_id": MADE_UP_ID}, **_at_reply),
    "communities:reply-history": Page(KEEPS_ORDER, **_and_hidden_reply),
    **{
        f"communities:discussion-{act}{end}": Page(POSTED_SIGNED_IN, "POST", html=False, **_at_open)
        for act in ("lock", "pin", "follow", "mute", "bookmark")
        for end in ("", "-end")
    },
    **{
        f"communities:discussion-reaction{end}": Page(
            POSTED_SIGNED_IN,
            "POST",
            arguments=lambda world: world.conversations.at_open(kind="helpful"),
            html=False,
        )
        for end in ("", "-end")
    },
    **{
        f"communities:reply-reaction{end}": Page(
            POSTED_SIGNED_IN,
            "POST",
            arguments=lambda world: {"reply_id": world.conversations.reply.public_id, "kind": "helpful"},
            html=False,
        )
        for end in ("", "-end")
    },
}
