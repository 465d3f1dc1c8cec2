"""The part of the inventory that is about an organisation's own page, its people and who claims it."""

from collections.abc import Callable

from tests.cast import MADE_UP_ID, MEMBER, OPERATOR, VISITOR, World
from tests.listed import OPERATORS, POSTED_SIGNED_IN, SIGNED_IN, Answers, Page

EDITORS: Answers = {VISITOR: 302, MEMBER: 403, OPERATOR: 200}
STAFF = ("operator", "faceless operator")


def _clinic(**more: str) -> Callable[[World], dict[str, str]]:
    return lambda world: {"organization_id": world.clinic.public_id, **more}


def _looked_after(takes: str = "GET", answers: Answers = EDITORS, **more: str) -> Page:
    return Page(answers, takes, arguments=_clinic(**more))


def _pressed(name: str = "", of: Callable[[World], str] = lambda world: "", **more: str) -> Page:
    def arguments(world: World) -> dict[str, str]:
        return {"organization_id": world.clinic.public_id, **({name: of(world)} if name else {}), **more}

    return Page(POSTED_SIGNED_IN, "POST", arguments=arguments, html=False)


def _own_picture(world: World) -> dict[str, str]:
    return {"organization_id": world.clinic.public_id, "key": world.keeping.mark, "size": "small"}


def _unclaimed(world: World) -> dict[str, str]:
    return {"organization_id": world.keeping.unclaimed.public_id}


def _claim(world: World) -> dict[str, str]:
    return {"claim_id": world.keeping.claim.public_id}


NETWORK_PROFILE: dict[str, Page] = {
    "organizations:profile": _looked_after("GET POST"),
    "organizations:words": _looked_after(),
    "organizations:words-in": _looked_after("GET POST", language="es"),
    "organizations:mark": _looked_after("GET POST"),
    "organizations:mark-removal": _pressed(),
    "organizations:mark-picture": Page(
        {VISITOR: 200, MEMBER: 200, OPERATOR: 200},
        arguments=_own_picture,
        missing={"organization_id": MADE_UP_ID, "key": MADE_UP_ID, "size": "small"},
        html=False,
    ),
    "organizations:offices": _looked_after(),
    "organizations:office-new": _looked_after("GET POST"),
    "organizations:office": Page(
        EDITORS,
        "GET POST",
        arguments=lambda world: {
            "organization_id": world.clinic.public_id,
            "office_id": world.keeping.office.public_id,
        },
    ),
    "organizations:office-removal": _pressed("office_id", lambda world: world.keeping.office.public_id),
    "organizations:office-move": _pressed("office_id", lambda world: world.keeping.office.public_id),
    "organizations:channels": _looked_after("GET POST"),
    "organizations:channel-act": _pressed("account_id", lambda world: world.keeping.account.public_id, act="check"),
    "organizations:domains": _looked_after("GET POST"),
    "organizations:domain-act": _pressed("domain_id", lambda world: world.keeping.domain.public_id, act="check"),
    "organizations:people": _looked_after(),
    "organizations:person-role": _pressed("member_id", lambda world: world.open.public_id),
    "organizations:person-act": _pressed("member_id", lambda world: world.open.public_id, act="end"),
    "organizations:settings": Page(SIGNED_IN),
    "organizations:belonging": _looked_after("GET POST", SIGNED_IN),
    "organizations:belonging-code": Page(
        {VISITOR: 302, MEMBER: 302, OPERATOR: 302},
        "GET POST",
        arguments=_clinic(),
    ),
    "organizations:belonging-listing": _pressed(),
    "organizations:belonging-end": _pressed(),
    "organizations:claim": Page(SIGNED_IN, "GET POST", arguments=_unclaimed),
    "organizations:claim-code": Page(
        {VISITOR: 302, MEMBER: 302, OPERATOR: 302},
        "GET POST",
        arguments=_clinic(),
    ),
    "organizations:claim-file": _pressed(),
    "organizations:claim-withdrawal": _pressed(),
    "organizations:staff-claims": Page(OPERATORS),
    "organizations:staff-claim": Page(
        OPERATORS,
        "GET POST",
        arguments=_claim,
        hidden=_claim,
        shown_to=STAFF,
        missing={"claim_id": MADE_UP_ID},
    ),
}
