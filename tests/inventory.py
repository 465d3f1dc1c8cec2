"""Every address of the site by its URL name: how to get there, what it takes, and who is answered how.

A URL name that is missing here fails `test_inventory.py`, and with it every proof that walks this list: leaks, attacks,
accessibility. Adding a page means one line here.
"""

import re
from collections.abc import Callable, Iterator

from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from hearth.core.models import OutgoingMail
from tests.cast import MADE_UP_ID, MEMBER, OPERATOR, VISITOR, World
from tests.listed import (
    ELSEWHERE,
    NOWHERE,
    OPEN,
    OPERATORS,
    POSTED,
    POSTED_BY_OPERATORS,
    POSTED_SIGNED_IN,
    SIGNED_IN,
    VISITORS,
    Answers,
    Page,
)
from tests.listed_communities import COMMUNITIES, DISCUSSIONS
from tests.listed_matching import MATCHING
from tests.listed_network_directory import DIRECTORY
from tests.listed_network_joining import JOINING as NETWORK_JOINING
from tests.listed_network_profile import NETWORK_PROFILE
from tests.listed_network_regions import REGIONS
from tests.listed_notifications import NOTIFICATIONS
from tests.listed_reports import REPORTS
from tests.listed_search import SEARCH
from tests.people import PASSWORD, account_of
from tests.ways import switch_second_step_on, switch_second_step_on_for

CODE = re.compile(r"\b[0-9A-Z]{3,4}-[0-9A-Z]{3,4}\b|\b[0-9A-Z]{6}\b")
JOINING = {"name": "Quiet Heron", "email": "heron@example.org", "password": PASSWORD, "birth_year": "1962"}


def walk_to(*steps: tuple[str, dict[str, str]]) -> Callable[[Client, World], None]:
    """Return a `reach` that posts each form in turn."""

    def reach(client: Client, world: World) -> None:
        for name, given in steps:
            answer = client.post(reverse(name), given)
            assert answer.status_code == 302, f"{name} answered {answer.status_code} on the way"

    return reach


def _ask_for_login_code(client: Client, world: World) -> None:
    walk_to(("account_request_login_code", {"email": account_of(world.owner).email}))(client, world)


def _ask_for_reset(client: Client, world: World) -> None:
    walk_to(("account_reset_password", {"email": account_of(world.owner).email}))(client, world)


def _prove_reset(client: Client, world: World) -> None:
    _ask_for_reset(client, world)
    walk_to(("account_confirm_password_reset_code", {"code": code_in_last_mail()}))(client, world)


def _ask_for_new_address(client: Client, world: World) -> None:
    again = {"password": PASSWORD}
    client.post(reverse("account_reauthenticate"), again)
    walk_to(("account_email", {"action_add": "", "email": "new-address@example.org"}))(client, world)


def _the_open(world: World) -> dict[str, str]:
    return {"member_id": world.open.public_id}


def _show_it_is_me(client: Client, world: World) -> None:
    cache.clear()  # how often one may be asked is tried elsewhere
    walk_to(("account_reauthenticate", {"password": PASSWORD}))(client, world)


def _close_and_sign_in(client: Client, world: World) -> None:
    _show_it_is_me(client, world)
    walk_to(
        ("members:leave", {"writing": "keep", "when": "later", "sure": "on"}),
        ("account_login", {"login": account_of(world.owner).email, "password": PASSWORD}),
    )(client, world)


def _switch_second_step_on(client: Client, world: World) -> None:
    _show_it_is_me(client, world)
    switch_second_step_on(client)


def _stand_before_second_step(client: Client, world: World) -> None:
    switch_second_step_on_for(world.owner)
    walk_to(("account_login", {"login": account_of(world.owner).email, "password": PASSWORD}))(client, world)


def code_in_last_mail() -> str:
    """Return the code that the last mail put in the outbox holds."""
    found = CODE.search(OutgoingMail.objects.latest("pk").text)
    assert found, "The last mail holds no code."
    return found.group()


_name_given = walk_to(("members:join", JOINING))
_privacy_given = walk_to(
    ("members:join", JOINING),
    ("members:join-about", {"words": ""}),
    ("members:join-privacy", {"audience": "members", "rules": "on"}),
)

STAFF = ("operator", "faceless operator")


def _resolution(answers: Answers, takes: str) -> Page:
    def asked(world: World) -> dict[str, str]:
        return {"resolution_id": world.resolution.public_id}

    missing = {"resolution_id": MADE_UP_ID}
    if takes == "POST":
        return Page(answers, takes, arguments=asked, html=False)
    return Page(answers, takes, arguments=asked, hidden=asked, shown_to=STAFF, missing=missing)


def _verification(takes: str, *, html: bool = True) -> Page:
    def waiting(world: World) -> dict[str, str]:
        return {"verification_id": world.verification.public_id}

    return Page(
        OPERATORS,
        takes,
        arguments=waiting,
        hidden=waiting,
        shown_to=STAFF,
        missing={"verification_id": MADE_UP_ID},
        html=html,
    )


INVENTORY: dict[str, Page] = {
    **DIRECTORY,
    **MATCHING,
    **NETWORK_PROFILE,
    **SEARCH,
    **NETWORK_JOINING,
    **REPORTS,
    **REGIONS,
    **NOTIFICATIONS,
    **DISCUSSIONS,
    **COMMUNITIES,
    "front:welcome": Page(VISITORS),
    "front:home": Page(SIGNED_IN),
    "front:arrange": Page(SIGNED_IN, "GET POST"),
    "front:person": Page(
        OPEN,
        arguments=lambda world: {"member_id": world.open.public_id},
        hidden=lambda world: {"member_id": world.owner.public_id},
        shown_to=("owner",),
        missing={"member_id": MADE_UP_ID},
    ),
    "front:preview": Page(SIGNED_IN),
    "front:topics": Page(OPEN),
    "front:topic": Page(OPEN, arguments=lambda world: {"slug": world.topic.slug}, missing={"slug": "no-such-topic"}),
    "front:network": Page(OPEN),
    "front:region": Page(OPEN, arguments=lambda world: {"code": world.region.code}, missing={"code": "atlantis"}),
    "front:organization": Page(
        OPEN,
        arguments=lambda world: {"organization_id": world.clinic.public_id},
        missing={"organization_id": MADE_UP_ID},
    ),
    "front:about": Page(OPEN),
    "front:rules": Page(OPEN),
    "front:privacy": Page(OPEN),
    "front:accessibility": Page(OPEN),
    "front:helplines": Page(OPEN),
    "front:style": Page(OPEN),
    "core:health": Page(OPEN, html=False),
    "core:robots": Page(OPEN, html=False),
    "core:demo-mail": Page(NOWHERE),
    "core:demo-message": Page(NOWHERE, arguments=lambda world: {"key": "1700000000.M1P1.machine"}),
    "activity:operator": Page(OPERATORS),
    "activity:retry": Page(
        POSTED_BY_OPERATORS, "POST", arguments=lambda world: {"kind": "mails", "row_id": MADE_UP_ID}, html=False
    ),
    "activity:retry-all": Page(POSTED_BY_OPERATORS, "POST", arguments=lambda world: {"kind": "mails"}, html=False),
    "members:join": Page(VISITORS, "GET POST"),
    "account_signup": Page(VISITORS, "GET POST"),
    "members:join-about": Page(VISITORS, "GET POST", reach=_name_given, reached_by="anonymous"),
    "members:join-privacy": Page(VISITORS, "GET POST", reach=_name_given, reached_by="anonymous"),
    "members:join-code": Page(VISITORS, "GET POST", reach=_privacy_given, reached_by="anonymous"),
    "members:join-code-again": Page(POSTED, "POST", html=False),
    "members:join-refused": Page(OPEN),
    "members:first-administrator": Page(NOWHERE, "GET POST", arguments=lambda world: {"token": "a-token-of-nobody"}),
    "members:display": Page(OPEN, "GET POST"),
    "members:language": Page(POSTED, "POST", html=False),
    "members:settings": Page(SIGNED_IN, "GET POST"),
    "members:settings-privacy": Page(SIGNED_IN, "GET POST"),
    "members:settings-situation": Page(SIGNED_IN, "GET POST"),
    "members:situation-withdrawal": Page(POSTED_SIGNED_IN, "POST", html=False),
    "members:condition-new": Page(SIGNED_IN, "GET POST"),
    "members:condition": Page(
        {VISITOR: 302, MEMBER: 404, OPERATOR: 404},
        "GET POST",
        arguments=lambda world: {"condition_id": MADE_UP_ID},
    ),
    "members:condition-removal": Page(
        POSTED_SIGNED_IN, "POST", arguments=lambda world: {"condition_id": MADE_UP_ID}, html=False
    ),
    "members:settings-interests": Page(SIGNED_IN, "GET POST"),
    "members:follow": Page(POSTED_SIGNED_IN, "POST", arguments=_the_open, html=False),
    "members:mute": Page(POSTED_SIGNED_IN, "POST", arguments=_the_open, html=False),
    "members:block": Page(POSTED_SIGNED_IN, "POST", arguments=_the_open, html=False),
    "topics:suggestions": Page(POSTED, "POST", html=False),
    "members:topic-proposals": Page(SIGNED_IN, "GET POST"),
    "members:staff-topics": Page(OPERATORS),
    "members:staff-topic": Page(
        OPERATORS, arguments=lambda world: {"slug": world.topic.slug}, missing={"slug": "no-such-topic"}
    ),
    "members:staff-topic-act": Page(
        POSTED_BY_OPERATORS,
        "POST",
        arguments=lambda world: {"slug": world.topic.slug, "act": "name"},
        missing={"slug": "no-such-topic", "act": "name"},
        html=False,
    ),
    "members:staff-proposal": Page(
        OPERATORS,
        "GET POST",
        arguments=lambda world: {"proposal_id": world.proposal.public_id},
        hidden=lambda world: {"proposal_id": world.proposal.public_id},
        shown_to=STAFF,
        missing={"proposal_id": MADE_UP_ID},
    ),
    "members:topic-follow": Page(
        POSTED_SIGNED_IN, "POST", arguments=lambda world: {"slug": world.topic.slug}, html=False
    ),
    "members:settings-signing-in": Page(SIGNED_IN),
    "members:passkey-add": Page(SIGNED_IN, "GET POST", reach=_show_it_is_me, reached_by="owner"),
    "members:passkey": Page(ELSEWHERE, "GET POST", arguments=lambda world: {"key": "a-key-of-nobody"}),
    "members:device-end": Page(POSTED_SIGNED_IN, "POST", arguments=lambda world: {"device_id": MADE_UP_ID}, html=False),
    "members:devices-end": Page(POSTED_SIGNED_IN, "POST", html=False),
    "members:outside": Page(ELSEWHERE, "GET POST", arguments=lambda world: {"provider_id": "nobody"}),
    "members:settings-photo": Page(SIGNED_IN, "GET POST"),
    "members:photo-removal": Page(POSTED_SIGNED_IN, "POST", html=False),
    "members:photo": Page(
        OPEN,
        arguments=lambda world: {"member_id": world.open.public_id, "key": world.open.photo, "size": "small"},
        hidden=lambda world: {"member_id": world.owner.public_id, "key": world.owner.photo, "size": "small"},
        shown_to=("owner",),
        missing={"member_id": MADE_UP_ID, "key": "0" * 40, "size": "small"},
        html=False,
    ),
    "members:still-you": Page(SIGNED_IN, "GET POST"),
    "members:settings-data": Page(SIGNED_IN, "GET POST"),
    "members:export": Page(ELSEWHERE, arguments=lambda world: {"export_id": MADE_UP_ID}, html=False),
    "members:settings-leaving": Page(SIGNED_IN),
    "members:leave": Page(SIGNED_IN, "GET POST", reach=_show_it_is_me, reached_by="owner"),
    "members:goodbye": Page(OPEN),
    "members:come-back": Page(OPEN, "GET POST", reach=_close_and_sign_in, reached_by="owner"),
    "members:rules-agreement": Page(POSTED_SIGNED_IN, "POST", html=False),
    "members:settings-names": Page(SIGNED_IN),
    "members:settings-verification": Page(SIGNED_IN, "GET POST"),
    "members:verification-withdrawal": Page(POSTED_SIGNED_IN, "POST", html=False),
    "members:staff": Page(OPERATORS),
    "members:staff-people": Page(OPERATORS),
    "members:staff-person": Page(OPERATORS, arguments=_the_open, missing={"member_id": MADE_UP_ID}),
    "members:staff-act": Page(
        OPERATORS,
        "GET POST",
        arguments=lambda world: _the_open(world) | {"act": "suspension"},
        missing={"member_id": MADE_UP_ID, "act": "suspension"},
    ),
    "members:staff-resolutions": Page(OPERATORS),
    "members:staff-resolution": _resolution(OPERATORS, "GET"),
    "members:staff-confirmation": _resolution(POSTED_BY_OPERATORS, "POST"),
    "members:staff-answer": _resolution(POSTED_BY_OPERATORS, "POST"),
    "members:staff-verifications": Page(OPERATORS),
    "members:staff-verification": _verification("GET POST"),
    "members:staff-evidence": _verification("GET", html=False),
    "members:staff-accounts": Page(OPERATORS),
    "members:staff-log": Page(OPERATORS),
    "account_login": Page(VISITORS, "GET POST"),
    "account_request_login_code": Page(VISITORS, "GET POST"),
    "account_confirm_login_code": Page(VISITORS, "GET POST", reach=_ask_for_login_code, reached_by="anonymous"),
    "account_reauthenticate": Page(SIGNED_IN, "GET POST"),
    "account_inactive": Page(OPEN),
    "account_reset_password": Page(OPEN, "GET POST"),
    "account_confirm_password_reset_code": Page(OPEN, "GET POST", reach=_ask_for_reset, reached_by="anonymous"),
    "account_complete_password_reset": Page(OPEN, "GET POST", reach=_prove_reset, reached_by="anonymous"),
    "account_password_reset_completed": Page(OPEN),
    "account_change_password": Page(SIGNED_IN, "GET POST"),
    "account_set_password": Page({VISITOR: 302, MEMBER: 302, OPERATOR: 302}, "GET POST"),
    "account_email": Page(SIGNED_IN, "GET POST"),
    "account_email_verification_sent": Page(OPEN, "GET POST", reach=_ask_for_new_address, reached_by="owner"),
    "mfa_index": Page(SIGNED_IN),
    "mfa_login_webauthn": Page(ELSEWHERE, "GET POST", html=False),
    "mfa_authenticate": Page(ELSEWHERE, "GET POST", reach=_stand_before_second_step, reached_by="anonymous"),
    "mfa_reauthenticate": Page(ELSEWHERE, "GET POST", reach=_switch_second_step_on, reached_by="owner"),
    "mfa_reauthenticate_webauthn": Page(ELSEWHERE, "GET POST"),
    "mfa_activate_totp": Page(ELSEWHERE, "GET POST", reach=_show_it_is_me, reached_by="owner"),
    "mfa_deactivate_totp": Page(ELSEWHERE, "GET POST", reach=_switch_second_step_on, reached_by="owner"),
    "mfa_view_recovery_codes": Page(ELSEWHERE, reach=_switch_second_step_on, reached_by="owner"),
    "mfa_generate_recovery_codes": Page(ELSEWHERE, "GET POST", reach=_switch_second_step_on, reached_by="owner"),
    "openid_connect_login": Page(NOWHERE, "GET POST", arguments=lambda world: {"provider_id": "nobody"}),
    "openid_connect_callback": Page(NOWHERE, arguments=lambda world: {"provider_id": "nobody"}, html=False),
    "socialaccount_login_cancelled": Page(OPEN),
    # Last, because whoever walks the list is a stranger afterwards.
    "account_logout": Page(SIGNED_IN, "GET POST"),
}


def address_of(name: str, world: World) -> str:
    """Return the path of URL `name` for something everybody may know of."""
    return reverse(name, kwargs=INVENTORY[name].arguments(world))


def url_names() -> Iterator[str]:
    """Yield the name of every URL of the site, with its namespace."""
    yield from _names(get_resolver().url_patterns, "")


def _names(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name}" if pattern.name else f"(no name) {pattern.pattern}"
