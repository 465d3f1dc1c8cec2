"""How a person comes in."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.activity.actions import record
from hearth.core.refusals import Refusal
from hearth.members import faces, names
from hearth.members.actions.consent import keep_situation
from hearth.members.agreements import RULES
from hearth.members.models import Account, Agreement, Audience, Kind, Member
from hearth.members.models.member import name_key
from hearth.members.ports import tell_living
from hearth.members.queries.names import is_name_held, taken
from hearth.members.verbs import MEMBER_JOINED


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """What a person said on the way in.

    `password_hash` is encoded already; empty means: signs in by code. `outside`: the outside provider they came from
    and its id for them, empty for most. `time_zone`: of their device, a name of the IANA database, or empty.
    """

    email: str
    name: str
    birth_year: int
    rules_version: str
    password_hash: str = ""
    language: str = ""
    languages: list[str] = field(default_factory=list)
    audience: str = Audience.ONLY_ME
    reasons: list[str] = field(default_factory=list)
    words: str = ""
    keep_situation: bool = False
    outside: Sequence[str] = ()
    time_zone: str = ""


@transaction.atomic
def join(joining: Joining, *, at: datetime | None = None) -> Account:
    """Make an account and its main member for a person whose e-mail address is proven theirs.

    Raises Refusal when the name was taken, or the address joined, in the meantime.
    """
    at = at or timezone.now()
    account = _create_account(joining, at)
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    if joining.outside:
        _link_outside(account, *joining.outside)
    Agreement.objects.create(account=account, document=RULES, version=joining.rules_version, accepted_at=at)
    member = create_face(
        account, name=joining.name, audience=joining.audience, languages=joining.languages, at=at, kind=Kind.MAIN
    )
    record(MEMBER_JOINED, by=member, subject=member, at=at)
    tell_living(member, joining.time_zone)
    if joining.keep_situation and (joining.reasons or joining.words):
        keep_situation(account, reasons=joining.reasons, words=joining.words, consents=True, at=at)
    return account


def _link_outside(account: Account, provider: str, uid: str) -> None:
    try:
        with transaction.atomic():
            SocialAccount.objects.create(user=account, provider=provider, uid=uid)
    except IntegrityError as error:
        raise Refusal(_("You have joined in the meantime. Sign in instead.")) from error


def _create_account(joining: Joining, at: datetime) -> Account:
    account = Account(
        email=joining.email.lower(), birth_year=joining.birth_year, language=joining.language, joined_at=at
    )
    account.password = joining.password_hash
    if not joining.password_hash:
        account.set_unusable_password()
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError as error:
        raise Refusal(_("This address has joined in the meantime. Sign in instead.")) from error
    return account


def create_face(
    account: Account, *, name: str, audience: str, languages: list[str], kind: str, at: datetime | None = None
) -> Member:
    """Make one more face of `account`.

    Raises Refusal when the name cannot be used or is taken.
    """
    name = names.clean(name)
    if is_name_held(name):
        raise taken(name)
    try:
        with transaction.atomic():
            return Member.objects.create(
                owner=account,
                kind=kind,
                name=name,
                name_key=name_key(name),
                audience=audience,
                languages=languages,
                created_at=at or timezone.now(),
            )
    except IntegrityError as error:
        raise taken(name) from error


def face_of(account: Account) -> Member:
    """Return the main face of `account`; one made on the command line gets a quiet one with an invented name."""
    member = faces.main_member(account)
    while member is None:
        try:
            name = f"{names.suggest(1)[0]} {secrets.randbelow(1000)}"
            with transaction.atomic():
                member = create_face(account, name=name, audience=Audience.ONLY_ME, languages=[], kind=Kind.MAIN)
                record(MEMBER_JOINED, by=member, subject=member)
        except Refusal:  # the name is taken, or another request was faster
            member = faces.main_member(account)
    return member
