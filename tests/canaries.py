"""Private things with a mark on each: whoever sees the mark where it does not belong has found a leak."""

import html
import json
import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote_plus

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponseBase
from django.utils import timezone

from hearth.activity.models import Activity, Delivery
from hearth.activity.ports import How
from hearth.core.models import Emptying, OutgoingMail, PeriodicTask, WorkerBeat
from hearth.members import evidence
from hearth.members.actions.conditions import Told, add_condition
from hearth.members.actions.consent import keep_situation
from hearth.members.actions.profile import Profile, edit_profile
from hearth.members.models import (
    Account,
    Agreement,
    Consent,
    DataExport,
    Erasure,
    Member,
    Resolution,
    StaffAction,
    StaffKind,
    Suspension,
    TopicProposal,
    Verification,
)
from hearth.notifications.actions.choosing import receive
from hearth.notifications.models import Notification, Spreading
from tests.cast import World
from tests.people import account_of
from tests.places import mark_places
from tests.ways import Authenticating

# Choices that a page offers to everybody hold every country and language: they say nothing of anyone.
OFFERED = re.compile(r"<option[^>]*>[^<]*</option>|<label\b.*?</label>", re.DOTALL)
SEEN_BY_HOUSE = {"communities.Community.name", "communities.Community.public_id"}  # with the list of who belongs to it
OWNER = frozenset({"owner"})
OPERATORS = frozenset({"operator", "faceless"})
SIGNED_IN = OWNER | OPERATORS | {"outsider", "insider", "steward_elsewhere", "editor"}


@dataclass(frozen=True)
class Canary:
    """One private thing.

    Arguments:
        field: `app.Model.field` that holds it.
        mark: the text that gives it away.
        may: the personas who may see it, by the names of their functions; empty: no page shows it to anybody.
        seen_at: the URL name at which the first of them is shown it; empty when no page shows it yet.
        beside: gives it away only together with this other text: a link between two things known apart.
        by: who of them is shown it there, where not all are.
    """

    field: str
    mark: str
    may: frozenset[str] = frozenset()
    seen_at: str = ""
    beside: str = ""
    by: str = ""

    def is_in(self, *forms: str) -> bool:
        """Say whether one of the `forms` of a text, see `forms_of`, gives it away."""
        return any(_holds(form, self.mark) and (not self.beside or _holds(form, self.beside)) for form in forms)


def forms_of(text: str) -> list[str]:
    """Return `text` as it stands, without HTML's entities, and without a URL's escapes; all in lower case."""
    text = text.lower()
    forms = [text]
    forms += [html.unescape(text)] if "&" in text else []
    forms += [unquote_plus(text)] if "%" in text else []
    return forms


def _holds(text: str, mark: str) -> bool:
    mark = mark.lower()
    if mark not in text:
        return False
    return bool(re.search(rf"(?<!\w){re.escape(mark)}(?!\w)", OFFERED.sub(" ", text)))


def text_of(answer: HttpResponseBase) -> str:
    """Return everything of an answer that reaches whoever asked: headers, cookies, body."""
    headers = [f"{name}: {value}" for name, value in answer.headers.items()]
    cookies = [cookie.OutputString() for cookie in answer.cookies.values()]
    return "\n".join([*headers, *cookies, b"".join(answer).decode(errors="replace")])


def plant(world: World, home: Path) -> list[Canary]:
    """Put a mark on every private thing of the world, and on the mail kept in `home`; return them all."""
    return [
        *_on_account(world),
        *_on_pages(world),
        *_on_conversations(world),
        *_on_places(world),
        *_on_word(world),
        *(Canary(field, mark, OWNER, seen_at) for field, mark, seen_at in world.mentoring.mark()),
        *_on_reports(world),
        *_on_organizations(world),
        *_on_staff(world),
        *_on_machinery(world),
        *_on_kept_mail(home),
    ]


def _on_account(world: World) -> Iterator[Canary]:
    account = account_of(world.owner)
    address = "canary-address@example.org"
    Account.objects.filter(pk=account.pk).update(email=address, birth_year=29417)
    EmailAddress.objects.filter(user=account).update(email=address)
    EmailAddress.objects.create(user=account, email="canary-next@example.org", verified=False, primary=False)
    keep_situation(account, reasons=["condition", "canary-reason"], words="Canary-of-my-situation", consents=True)
    told = Told(words="Canary-condition", since="Canary-since", stage="Canary-stage", relation="parent")
    condition = add_condition(account, told)
    Consent.objects.filter(account=account).update(version="canary-consent")
    Agreement.objects.filter(account=account).update(version="canary-agreement")
    made = Authenticating().make({"publicKey": {"user": {"id": ""}, "rp": {"id": "localhost"}, "challenge": ""}})
    data = {"name": "Canary-passkey", "credential": json.loads(made)}
    Authenticator.objects.create(user=account, type=Authenticator.Type.WEBAUTHN, data=data)
    SocialAccount.objects.create(user=account, provider="canary-provider", uid="canary-uid")
    secret = SessionStore()
    secret["joining"] = {"name": "Canary-joining", "email": "canary-joining@example.org", "words": "canary-words"}
    secret.save()
    yield Canary("members.Account.email", address, OWNER | OPERATORS, "members:settings-signing-in", by="owner")
    yield Canary("account.EmailAddress.email", "canary-next@example.org", OWNER)
    yield Canary("mfa.Authenticator.data", "Canary-passkey", OWNER, "members:settings-signing-in")
    yield Canary("socialaccount.SocialAccount.provider", "canary-provider")
    yield Canary("socialaccount.SocialAccount.uid", "canary-uid")
    yield Canary("members.Account.birth_year", "29417")
    yield Canary("members.Account.password", account.password.rsplit("$", 1)[-1])
    yield Canary("members.Situation.words", "Canary-of-my-situation", OWNER, "members:settings-situation")
    yield Canary("members.Situation.reasons", "canary-reason", OWNER)
    yield Canary("members.Condition.words", "Canary-condition", OWNER, "members:settings-situation")
    yield Canary("members.Condition.since", "Canary-since", OWNER, "members:settings-situation")
    yield Canary("members.Condition.stage", "Canary-stage", OWNER, "members:settings-situation")
    yield Canary("members.Condition.public_id", condition.public_id, OWNER, "members:settings-situation")
    TopicProposal.objects.filter(pk=world.proposal.pk).update(words="Canary-missed", about="Canary-about-missed")
    yield Canary(
        "members.TopicProposal.words", "Canary-missed", OWNER | OPERATORS, "members:topic-proposals", by="owner"
    )
    yield Canary(
        "members.TopicProposal.about", "Canary-about-missed", OWNER | OPERATORS, "members:staff-proposal", by="operator"
    )
    TopicProposal.objects.create(member=world.owner, words="x", language="en", answer="Canary-why-not", state="refused")
    yield Canary("members.TopicProposal.answer", "Canary-why-not", OWNER, "members:topic-proposals")
    yield Canary("members.Consent.version", "canary-consent", OWNER)
    yield Canary("members.Agreement.version", "canary-agreement", OWNER)
    yield Canary("sessions.Session.session_key", str(secret.session_key))
    yield Canary("sessions.Session.session_data", "Canary-joining")
    yield Canary("sessions.Session.session_data", "canary-joining@example.org")
    yield Canary("sessions.Session.session_data", "canary-words")


def _on_pages(world: World) -> Iterator[Canary]:
    for member, word, may in ((world.owner, "hidden", OWNER), (world.closed, "closed", SIGNED_IN)):
        given = {part: f"Canary-{part}-{word}" for part in ("name", "line", "about")}
        edit_profile(member, Profile(**given, country="", languages=[]), by=member)
        for part, mark in given.items():
            # A name stands beside what its owner said of somebody, where the house decides about it.
            seen_by = may | OPERATORS if part == "name" else may
            yield Canary(f"members.Member.{part}", mark, seen_by, "front:person" if may == OWNER else "", by="owner")
        yield Canary("members.Member.about_html", f"Canary-about-{word}", may)
        # By it staff open what they know of somebody.
        yield Canary("members.Member.public_id", member.public_id, may | OPERATORS)
    Member.objects.filter(pk=world.owner.pk).update(country="BV", languages=["sw"])
    yield Canary("members.Member.photo", world.owner.photo, OWNER, "front:person")
    yield Canary("members.Member.country", "Bouvet Island", OWNER, "front:person")
    yield Canary("members.Member.languages", "Kiswahili", OWNER, "front:person")
    # Known apart, private together.
    yield Canary("members.Member.owner", world.alias.name, OWNER, beside="Canary-name-hidden")
    asks = Canary("organizations.Affiliation.confirmed_at", world.claimant.name, OPERATORS, "organizations:people")
    yield replace(asks, beside=world.clinic.name, by="operator")


def _on_conversations(world: World) -> Iterator[Canary]:
    for field, mark, seen_at in world.conversations.mark(world.owner):
        yield Canary(f"communities.{field}", mark, OWNER, seen_at)


def _on_places(world: World) -> Iterator[Canary]:
    for field, mark, seen_at in mark_places(world.places, world.owner):
        seers = OWNER | OPERATORS if field in SEEN_BY_HOUSE else OWNER
        yield Canary(field, mark, seers, seen_at, by="owner" if seen_at else "")


def _on_word(world: World) -> Iterator[Canary]:
    """What the owner was told, and when they want to be told."""
    hidden = world.conversations.hidden
    about = {"kind": "news", "about": "discussion", "subject_id": hidden.pk, "how": How.PAGE}
    row = Notification.objects.create(
        member=world.owner, community=world.conversations.closed_place, discussion=hidden, **about
    )
    receive(world.owner, time_zone="Antarctica/Troll")
    yield Canary("notifications.Notification.public_id", row.public_id, OWNER, "notifications:list")
    yield Canary("what is told of a discussion", "Canary-title-after", OWNER, "notifications:list")
    yield Canary("notifications.Reception.time_zone", "Antarctica/Troll", OWNER)


def _on_staff(world: World) -> Iterator[Canary]:
    """What staff know and did; they acted on the alias, so that what binds its person could tell whose it is."""
    Verification.objects.filter(pk=world.verification.pk).update(
        field="Canary-field", country="HM", registration_number="canary-registration", reason="Canary-why-no-badge"
    )
    Member.objects.filter(pk=world.owner.pk).update(clinical_field="Canary-profession", clinical_country="TF")
    evidence.keep(world.verification.public_id, b"%PDF-1.4 canary-evidence")
    Resolution.objects.filter(pk=world.resolution.pk).update(reason="Canary-why-asked")
    StaffAction.objects.create(subject=world.alias, kind=StaffKind.BLANKED, detail="line", reason="Canary-why-done")
    Suspension.objects.create(
        member=world.alias, reason="Canary-why-kept-out", until=timezone.now(), ended_at=timezone.now()
    )
    yield Canary("members.Verification.field", "Canary-field", OPERATORS, "members:staff-verification")
    yield Canary("members.Verification.country", "Heard Island and McDonald Islands", OPERATORS)
    yield Canary(
        "members.Verification.registration_number", "canary-registration", OPERATORS, "members:staff-verification"
    )
    yield Canary("members.Verification.reason", "Canary-why-no-badge")
    yield Canary("evidence of a clinician", "canary-evidence", OPERATORS, "members:staff-evidence")
    yield Canary("members.Member.clinical_field", "Canary-profession", OWNER)
    yield Canary("members.Member.clinical_country", "French Southern Territories", OWNER)
    yield Canary("members.Resolution.reason", "Canary-why-asked", OPERATORS, "members:staff-resolution")
    yield Canary("members.StaffAction.reason", "Canary-why-done", OWNER | OPERATORS, "members:staff-log", by="operator")
    yield Canary("members.Suspension.reason", "Canary-why-kept-out")


def _on_reports(world: World) -> Iterator[Canary]:
    for field, mark, may, seen_at, beside in world.reports.mark():
        seers = frozenset(may) | (OPERATORS if "operator" in may else frozenset())
        yield Canary(field, mark, seers, seen_at, beside)


def _on_organizations(world: World) -> Iterator[Canary]:
    assert world.joining is not None
    for field, mark, may, seen_at in (*world.keeping.plant(), *world.joining.plant()):
        seers = (OWNER if "owner" in may else frozenset()) | (OPERATORS if "operator" in may else frozenset())
        yield Canary(field, mark, seers, seen_at, by="owner" if "owner" in may else "operator")


def _on_machinery(world: World) -> Iterator[Canary]:
    content = {part: f"Canary-mail-{part}" for part in ("subject", "text", "html")}
    failed = {"state": "failed", "finished_at": timezone.now(), "last_error": "canary-mail-error"}
    OutgoingMail.objects.create(
        to="canary-recipient@example.org",
        headers={"X-Canary": "canary-header"},
        message_id="<canary-message@example.org>",
        language="en",
        **content,
        **failed,
    )
    activity = Activity.objects.create(verb="canary.sang", subject_type="canary.subject", subject_id=29418)
    Delivery.objects.create(activity=activity, handler="canary-handler", **failed | {"last_error": "canary-error"})
    PeriodicTask.objects.create(
        name="canary.task", next_run_at=timezone.now() + timedelta(days=1), last_error="canary-periodic"
    )
    WorkerBeat.objects.create(name="canary-worker")
    Erasure.objects.create(**failed | {"last_error": "canary-erasure-error"})
    Emptying.objects.create(**failed | {"last_error": "canary-emptying-error"})
    Spreading.objects.create(activity=activity, **failed | {"last_error": "canary-spreading-error"})
    DataExport.objects.create(account=account_of(world.owner), **failed | {"last_error": "canary-export-error"})
    yield Canary("notifications.Spreading.last_error", "canary-spreading-error", OPERATORS, "activity:operator")
    yield Canary("members.Erasure.last_error", "canary-erasure-error", OPERATORS, "activity:operator")
    yield Canary("core.Emptying.last_error", "canary-emptying-error", OPERATORS, "activity:operator")
    yield Canary("members.DataExport.last_error", "canary-export-error", OPERATORS, "activity:operator")
    for part, mark in content.items():
        yield Canary(f"core.OutgoingMail.{part}", mark)
    yield Canary("core.OutgoingMail.to", "canary-recipient@example.org")
    yield Canary("core.OutgoingMail.headers", "canary-header")
    yield Canary("core.OutgoingMail.message_id", "canary-message@example.org")
    yield Canary("core.OutgoingMail.last_error", "canary-mail-error", OPERATORS, "activity:operator")
    yield Canary("activity.Activity.verb", "canary.sang", OPERATORS)
    yield Canary("activity.Activity.subject_type", "canary.subject", OPERATORS)
    yield Canary("activity.Delivery.handler", "canary-handler", OPERATORS)
    yield Canary("activity.Delivery.last_error", "canary-error", OPERATORS, "activity:operator")
    yield Canary("core.PeriodicTask.name", "canary.task", OPERATORS)
    yield Canary("core.PeriodicTask.last_error", "canary-periodic", OPERATORS)
    yield Canary("core.WorkerBeat.name", "canary-worker", OPERATORS)


def _on_kept_mail(home: Path) -> Iterator[Canary]:
    box = mailbox.Maildir(home / "mail")
    box.add("To: canary-kept@example.org\nSubject: Canary-kept-subject\n\nCanary-kept-text")
    for mark in ("canary-kept@example.org", "Canary-kept-subject", "Canary-kept-text"):
        yield Canary("mail kept by a demo", mark)
