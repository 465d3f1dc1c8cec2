"""The one place that reads which Account stands behind a Member."""

from hearth.members.models import Account, Kind, Member


def main_member(account: Account) -> Member | None:
    """Return the main face of `account`, or None before there is one."""
    return Member.objects.filter(owner=account, kind=Kind.MAIN).first()


def account_of(member: Member) -> Account | None:
    """Return the account behind `member`: for mail to it and for what binds the account, never for display."""
    return member.owner


def display_name(account: Account) -> str:
    """Return the name an account is greeted by."""
    member = main_member(account)
    return member.name if member else ""
