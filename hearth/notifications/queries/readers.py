"""Whom mail reaches."""

from hearth.members import faces
from hearth.members.models import Account, Member
from hearth.notifications.queries.suppressed import is_suppressed


def account_to_mail(member: Member) -> Account | None:
    """Return the account behind `member`, a main name, for mail to it.

    None for somebody who is not here now, and where mail cannot be delivered or was called spam.
    """
    account = _account_here(member)
    return account if account is not None and not is_suppressed(account.email) else None


def address_of(viewer: Member) -> str:
    """Return where mail to `viewer`, a main name, goes: for that person only; empty for somebody who is not here."""
    account = _account_here(viewer)
    return account.email if account else ""


def _account_here(member: Member) -> Account | None:
    account = faces.account_of(member)
    return account if account is not None and account.is_active and account.closed_at is None else None
