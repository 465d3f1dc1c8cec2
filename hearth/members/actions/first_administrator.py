"""How an empty site lets its first administrator in: by a link only whoever started it has seen."""

import secrets

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from hearth.activity.actions import record
from hearth.core.refusals import Refusal
from hearth.core.turns import take_turn
from hearth.members.actions.consent import agree_to_rules
from hearth.members.actions.joining import create_face
from hearth.members.models import Account, Audience, Kind
from hearth.members.verbs import MEMBER_JOINED

LIFETIME = 24 * 3600
SALT = "hearth.members.first_administrator"


def issue_token() -> str | None:
    """Return a token good for 24 hours while the site has no administrator, or None when it has one already.

    The token is signed with SECRET_KEY and written down nowhere.
    """
    if has_administrator():
        return None
    return signing.TimestampSigner(salt=SALT).sign(secrets.token_urlsafe(9))


def is_open(token: str) -> bool:
    """Say whether `token` would still let an administrator in."""
    try:
        signing.TimestampSigner(salt=SALT).unsign(token, max_age=LIFETIME)
    except signing.BadSignature:
        return False
    return not has_administrator()


def has_administrator() -> bool:
    """Say whether the site has an administrator. One who is suspended is one: a link that was used stays used."""
    return Account.objects.filter(is_superuser=True).exists()


@transaction.atomic
def admit_first_administrator(token: str, *, email: str, password: str, name: str) -> Account:
    """Make the first administrator's account, its confirmed address and its public face.

    Of several at once, whatever their tokens, one is admitted. Raises Refusal when `token` expired, or the site has an
    administrator meanwhile.
    """
    take_turn("members.first_administrator")
    if not is_open(token):
        raise Refusal(_("This link is no longer valid. If the site has no administrator yet, start it again."))
    account = Account.objects.create_superuser(email, password)
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    agree_to_rules(account)
    member = create_face(account, name=name, audience=Audience.ONLY_ME, languages=[], kind=Kind.MAIN)
    record(MEMBER_JOINED, by=member, subject=member)
    return account
