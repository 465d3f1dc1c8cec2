"""Reads of people, as somebody may see them."""

from allauth.account.models import EmailAddress
from django.http import Http404

from hearth.members import faces
from hearth.members.models import Account, Member


def get_member(public_id: str, *, viewer: Member | None) -> Member:
    """Return the member whose page `viewer` (None: a visitor) may open.

    Raises Http404 for a page that is not there and, just the same, for one that is not for this viewer.
    """
    member: Member | None = Member.objects.visible_to(viewer).filter(public_id=public_id).first()
    if member is None:
        raise Http404
    return member


def get_account(email: str) -> Account:
    """Return the account that signs in with `email`, for whoever has proven it theirs; raises Account.DoesNotExist."""
    return Account.objects.get(email=email.lower())


def find_account(email: str) -> Account | None:
    """Return the account that signs in with `email`, suspended or not, to write to it; None when nobody does."""
    return Account.objects.filter(email=email.lower()).first()


def get_main_member(account: Account) -> Member:
    """Return the main face of `account`, for whoever acts for it; raises Member.DoesNotExist before there is one."""
    member = faces.main_member(account)
    if member is None:
        raise Member.DoesNotExist
    return member


def get_inactive_account(key: int) -> Account | None:
    """Return the account of that key if it is kept out, for whoever has just proven it theirs."""
    return Account.objects.filter(pk=key, is_active=False).first()


def has_proven(member: Member, email: str) -> bool:
    """Say whether the person behind `member` has proven that they read mail to `email`: to let that very person in."""
    account = faces.account_of(member)
    proven = EmailAddress.objects.filter(user=account, verified=True, email__iexact=email)
    return account is not None and proven.exists()
