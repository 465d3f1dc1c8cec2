"""Every address of the site by its URL name: how to get there, what it takes, and who is answered how.

A URL name that is missing here fails `test_inventory.py`, and with it every proof that walks this list: leaks, attacks,
accessibility. Adding a page means one line here.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from hearth.communities.models import Community
from hearth.core.models import OutgoingMail
from tests.cast import MADE_UP_ID, MEMBER, OPERATOR, VISITOR, World
from tests.conversations import write_as_visitor
from tests.people import PASSWORD, account_of
from tests.ways import switch_second_step_on, switch_second_step_on_for

Answers = Mapping[str, int]

OPEN: Answers = {VISITOR: 200, MEMBER: 200, OPERATOR: 200}
SIGNED_IN: Answers = {VISITOR: 302, MEMBER: 200, OPERATOR: 200}
VISITORS: Answers = {VISITOR: 200, MEMBER: 302, OPERATOR: 302}
OPERATORS: Answers = {VISITOR: 404, MEMBER: 404, OPERATOR: 200}
POSTED: Answers = {VISITOR: 405, MEMBER: 405, OPERATOR: 405}
POSTED_SIGNED_IN: Answers = {VISITOR: 302, MEMBER: 405, OPERATOR: 405}
POSTED_BY_OPERATORS: Answers = {VISITOR: 404, MEMBER: 404, OPERATOR: 405}
ELSEWHERE: Answers = {VISITOR: 302, MEMBER: 302, OPERATOR: 302}
NOWHERE: Answers = {VISITOR: 404, MEMBER: 404, OPERATOR: 404}

CODE = re.compile(r"\b[0-9A-Z]{3,4}-[0-9A-Z]{3,4}\b|\b[0-9A-Z]{6}\b")
JOINING = {"name": "Quiet Heron", "email": "heron@example.org", "password": PASSWORD, "birth_year": "1962"}


def _nothing(world: World) -> dict[str, str]:
    return {}


def _stay(client: Client, world: World) -> None:
    """Nothing has to happen first."""


@dataclass(frozen=True)
class Page:
    """One URL name.

    Arguments:
        answers: status of a plain GET, by the kind of persona.
        takes: methods that do something here, beside HEAD and OPTIONS; any other is answered 405 or as a GET is.
        arguments: the URL's arguments for something everybody may know of.
        hidden: arguments for something that only the personas in `shown_to` may know to exist.
        missing: arguments of the same shape for what does not exist.
        reach: brings a client, a visitor's or the owner's as `reached_by` says, into the state in which `answers` hold.
        html: whether a browser shows it as a page.
    """

    answers: Answers
    takes: str = "GET"
    arguments: Callable[[World], dict[str, str]] = _nothing
    hidden: Callable[[World], dict[str, str]] | None = None
    shown_to: tuple[str, ...] = ()
    missing: dict[str, str] = field(default_factory=dict)
    reach: Callable[[Client, World], None] = _stay
    reached_by: str = ""
    html: bool = True

    @property
    def needs_state(self) -> bool:
        """Whether the page shows only after something was done before."""
        return self.reach is not _stay


def _square(world: World) -> dict[str, str]:
    return {"community_id": world.places.square.public_id}


def _den(world: World) -> dict[str, str]:
    return {"community_id": world.places.den.public_id}


def _of_community(answers: Answers, takes: str = "GET", shown_to: tuple[str, ...] = ("owner",), **given: Any) -> Page:
    """Return a page of a community: the square's for everybody, the den's for the owner."""
    missing = {"community_id": MADE_UP_ID}
    return Page(answers, takes, arguments=_square, hidden=_den, shown_to=shown_to, missing=missing, **given)


def _posted_in(**more: Callable[[World], str]) -> Page:
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
    "communities:about": _of_community(OPEN),
    "communities:people": _of_community(SIGNED_IN),
    "communities:join": _of_community(SIGNED_IN, "GET POST"),
    "communities:welcome": _of_community(ELSEWHERE),
    "communities:leave": _of_community(SIGNED_IN, "GET POST"),
    "communities:requests": _of_community(LED),
    "communities:invitations": _of_community(LED, "GET POST"),
    "communities:settings": _of_community(LED, "GET POST"),
    "communities:archive": _posted_in(),
    "communities:reopening": _posted_in(),
    "communities:member-role": _posted_in(membership_id=lambda world: world.places.belonging.public_id),
    "communities:member-removal": _posted_in(membership_id=lambda world: world.places.belonging.public_id),
    "communities:request-grant": _posted_in(membership_id=lambda world: world.places.asking.public_id),
    "communities:request-refusal": _posted_in(membership_id=lambda world: world.places.asking.public_id),
    "communities:invitation-revocation": _posted_in(invitation_id=lambda world: world.places.invitation.public_id),
    "communities:invitation": Page(
        OPEN, "GET POST", arguments=lambda world: {"token": world.places.token}, missing={"token": "of-nobody"}
    ),
    "communities:feed": _of_community(OPEN, shown_to=(), html=False),
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


def _prove_it_is_me(client: Client, world: World) -> None:
    cache.clear()  # how often one may be asked is tried elsewhere
    walk_to(("account_reauthenticate", {"password": PASSWORD}))(client, world)


def _close_and_sign_in(client: Client, world: World) -> None:
    _prove_it_is_me(client, world)
    walk_to(
        ("members:leave", {"writing": "keep", "when": "later", "sure": "on"}),
        ("account_login", {"login": account_of(world.owner).email, "password": PASSWORD}),
    )(client, world)


def _show_it_is_me(client: Client, world: World) -> None:
    walk_to(("account_reauthenticate", {"password": PASSWORD}))(client, world)


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
    "communities:ask": Page(OPEN),
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
    "communities:waiting": Page(
        OPEN,
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
    "communities:reply-edit": Page(NOT_THEIRS, "GET POST", **_and_hidden_reply),
    "communities:reply-delete": Page(NOT_THEIRS, "GET POST", **_and_hidden_reply),
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
STAFF = ("operator", "faceless operator")


def _open_person(world: World) -> dict[str, str]:
    return {"member_id": world.open.public_id}


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


REPORTS: dict[str, Page] = {
    "moderation:report": Page(
        OPEN,
        "GET POST",
        arguments=lambda world: {"about": "reply", "subject_id": world.conversations.reply.public_id},
        hidden=lambda world: {"about": "discussion", "subject_id": world.reports.words.public_id},
        shown_to=("owner",),
        missing={"about": "discussion", "subject_id": MADE_UP_ID},
    ),
    "moderation:report-sent": Page(OPEN),
    "moderation:report-sent-worried": Page(OPEN),
    "moderation:cases": Page(SIGNED_IN),
    "moderation:case": Page(
        OPERATORS,
        "GET POST",
        arguments=lambda world: {"case_id": world.reports.other.public_id},
        hidden=lambda world: {"case_id": world.reports.case.public_id},
        shown_to=("owner", "operator", "faceless operator"),
        missing={"case_id": MADE_UP_ID},
    ),
    "moderation:take-up": Page(
        POSTED_SIGNED_IN,
        "POST",
        arguments=lambda world: {"about": "reply", "subject_id": world.conversations.reply.public_id},
        html=False,
    ),
    "moderation:own-decisions": Page(SIGNED_IN),
    "moderation:decision-answer": Page(
        NOWHERE,
        "GET POST",
        arguments=lambda world: {"decision_id": world.reports.decision.public_id},
        hidden=lambda world: {"decision_id": world.reports.own.public_id},
        shown_to=("owner",),
        missing={"decision_id": MADE_UP_ID},
    ),
}

INVENTORY: dict[str, Page] = {
    **REPORTS,
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
    "members:leave": Page(SIGNED_IN, "GET POST", reach=_prove_it_is_me, reached_by="owner"),
    "members:goodbye": Page(OPEN),
    "members:come-back": Page(OPEN, "GET POST", reach=_close_and_sign_in, reached_by="owner"),
    "members:rules-agreement": Page(POSTED_SIGNED_IN, "POST", html=False),
    "members:settings-names": Page(SIGNED_IN),
    "members:settings-verification": Page(SIGNED_IN, "GET POST"),
    "members:verification-withdrawal": Page(POSTED_SIGNED_IN, "POST", html=False),
    "members:staff": Page(OPERATORS),
    "members:staff-people": Page(OPERATORS),
    "members:staff-person": Page(OPERATORS, arguments=_open_person, missing={"member_id": MADE_UP_ID}),
    "members:staff-act": Page(
        OPERATORS,
        "GET POST",
        arguments=lambda world: _open_person(world) | {"act": "suspension"},
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
