"""The one place that reads which Account stands behind a Member."""

from django.db.models import QuerySet

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


def all_of(account: Account | None) -> QuerySet[Member]:
    """Return every face of `account`: for the person themself, and for what binds all their names; never for others."""
    return Member.objects.filter(owner=account) if account else Member.objects.none()


def are_one(one: Member, other: Member) -> bool:
    """Say whether the same person stands behind both: to refuse, never to tell."""
    return one.pk == other.pk or (one.owner_id is not None and one.owner_id == other.owner_id)
