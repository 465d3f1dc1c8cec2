"""The one place that reads which Account stands behind a Member."""

from hearth.members.models import Account, Kind, Member
from hearth.members.ports import Person


def main_member(account: Account) -> Member | None:
    """Return the main face of `account`, or None before there is one."""
    return Member.objects.filter(owner=account, kind=Kind.MAIN).first()


def account_of(member: Member) -> Account | None:
    """Return the account behind `member`: for mail to it and for what binds the account, never for display."""
    return member.owner


def person_behind(account: Account) -> Person:
    """Return `account` with all its faces, the oldest first: to copy or to erase what is kept about the person."""
    return Person(account=account, faces=tuple(Member.objects.filter(owner=account).order_by("pk")))


def display_name(account: Account) -> str:
    """Return the name an account is greeted by."""
    member = main_member(account)
    return member.name if member else ""
