"""The address to which a mail about a discussion is answered. It holds no person and no secret, and no row keeps it.

It is `reply+` discussion, day, mark and name. The mark is made of the account too: from another sender it is worth
nothing. The name is a mark as well, of the one under which the mail said that an answer appears.
Letters and digits of one case only, since mail servers may fold case (RFC 5321, 2.4, notwithstanding).
"""

import base64
import re
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from hearth.core.ids import ALPHABET, LENGTH
from hearth.members.models import Account, Member

VALID: Final = timedelta(days=90)
BEGAN: Final = date(2020, 1, 1)  # day 0
BYTES: Final = 10  # of the digest: 16 letters
NAME_BYTES: Final = 5  # 8 letters
ADDRESS = re.compile(rf"reply\+([{ALPHABET}]{{{LENGTH}}})(\d{{5}})([a-z2-7]{{16}})([a-z2-7]{{8}})@(.+)")


def reply_address(account: Account, discussion: str, *, name: Member) -> str:
    """Return where `account` answers the discussion with the public id `discussion`, to appear as `name`.

    Empty where no mail comes in.
    """
    day = f"{(timezone.localdate() - BEGAN).days:05}"
    domain = settings.CONFIG.reply_domain
    marks = _mark(account, discussion, day) + _mark_of_name(account, discussion, day, name)
    return f"reply+{discussion}{day}{marks}@{domain}" if domain else ""


def discussion_of(address: str, account: Account) -> str:
    """Return the public id of the discussion that `address` lets `account` answer; empty for a forged or old one."""
    match = ADDRESS.fullmatch(address.lower())
    if not match or not settings.CONFIG.reply_domain:
        return ""
    discussion, day, mark, _name, domain = match.groups()
    age = timezone.localdate() - BEGAN - timedelta(days=int(day))
    is_ours = constant_time_compare(mark, _mark(account, discussion, day))
    return discussion if is_ours and domain == settings.CONFIG.reply_domain and abs(age) <= VALID else ""


def is_for(address: str, account: Account, *, name: Member) -> bool:
    """Say whether the mail that gave `account` this `address`, one `discussion_of` takes, named `name` beside it."""
    match = ADDRESS.fullmatch(address.lower())
    if not match:
        return False
    discussion, day, _mark, written, _domain = match.groups()
    return constant_time_compare(written, _mark_of_name(account, discussion, day, name))


def _mark(account: Account, discussion: str, day: str) -> str:
    return _letters(f"{account.pk} {discussion} {day}", BYTES)


def _mark_of_name(account: Account, discussion: str, day: str, name: Member) -> str:
    return _letters(f"{account.pk} {discussion} {day} {name.pk}", NAME_BYTES)


def _letters(said: str, count: int) -> str:
    digest = salted_hmac("hearth.notifications.reply_addresses", said, algorithm="sha256").digest()[:count]
    return base64.b32encode(digest).decode().lower()
