"""The part of the inventory that is about joining the network."""

from collections.abc import Callable
from typing import Any

from tests.cast import MADE_UP_ID, World
from tests.listed import (
    NOWHERE,
    OPEN,
    OPERATORS,
    POSTED_BY_OPERATORS,
    POSTED_SIGNED_IN,
    SIGNED_IN,
    Answers,
    Page,
)

SHOWN_TO = ("owner", "operator", "faceless operator")
NOT_THEIRS: Answers = {"visitor": 302, "member": 404, "operator": 200}


def _application(world: World) -> dict[str, str]:
    return {"application_id": world.joining.application.public_id}


def _membership(world: World) -> dict[str, str]:
    return {"membership_id": world.joining.membership.public_id}


def _prospect(world: World) -> dict[str, str]:
    return {"code": "europe", "prospect_id": world.joining.prospect.public_id}


def _region(world: World) -> dict[str, str]:
    return {"code": "north-america"}


def _hidden(at: Callable[[World], dict[str, str]], takes: str = "GET", **missing: str) -> Page:
    """Return a page of something of the owner's, which the host's staff may open too."""
    return Page(NOWHERE, takes, arguments=lambda world: missing, hidden=at, shown_to=SHOWN_TO, missing=missing)


_POSTED: dict[str, Any] = {"takes": "POST", "html": False}

JOINING: dict[str, Page] = {
    "organizations:join": Page(OPEN),
    "organizations:rules": Page(OPEN),
    "organizations:mine": Page(SIGNED_IN),
    "organizations:apply": Page(SIGNED_IN, "GET POST"),
    "organizations:apply-person": Page(SIGNED_IN, "GET POST"),
    "organizations:application": _hidden(_application, application_id=MADE_UP_ID),
    **{
        f"organizations:application-{act}": Page(POSTED_SIGNED_IN, arguments=_application, **_POSTED)
        for act in ("message", "recommendation", "decision", "withdrawal")
    },
    "organizations:membership": _hidden(_membership, membership_id=MADE_UP_ID),
    **{
        f"organizations:membership-{act}": Page(POSTED_SIGNED_IN, arguments=_membership, **_POSTED)
        for act in ("renewal", "welcome", "dues", "level", "end")
    },
    "organizations:seats": Page(POSTED_SIGNED_IN, arguments=_membership, **_POSTED),
    **{
        f"organizations:seat-{act}": Page(
            POSTED_SIGNED_IN,
            arguments=lambda world: _membership(world) | {"seat_id": world.joining.seat.public_id},
            **_POSTED,
        )
        for act in ("handover", "return")
    },
    **{
        f"organizations:{name}": Page(NOT_THEIRS, takes, arguments=_region)
        for name, takes in (("desk", "GET"), ("desk-members", "GET"), ("prospects", "GET POST"))
    },
    "organizations:prospect": _hidden(_prospect, "GET POST", code="europe", prospect_id=MADE_UP_ID),
    **{
        f"organizations:prospect-{act}": Page(POSTED_SIGNED_IN, arguments=_prospect, **_POSTED)
        for act in ("steps", "invitation", "revocation", "removal")
    },
    "organizations:invitation": Page(
        OPEN, "GET POST", arguments=lambda world: {"token": world.joining.token}, missing={"token": MADE_UP_ID}
    ),
    "organizations:staff": Page(OPERATORS),
    "organizations:staff-terms": Page(OPERATORS, "GET POST"),
    "organizations:staff-rules": Page(OPERATORS, "GET POST"),
    "organizations:staff-leaders": Page(OPERATORS, "GET POST"),
    "organizations:staff-leader-end": Page(
        POSTED_BY_OPERATORS,
        arguments=lambda world: {"code": "europe", "member_id": world.owner.public_id},
        **_POSTED,
    ),
    "organizations:staff-offer-closing": Page(
        POSTED_BY_OPERATORS, arguments=lambda world: {"offer_id": world.joining.offer.public_id}, **_POSTED
    ),
}
