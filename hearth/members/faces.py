"""The one place that reads which Account stands behind a Member."""

from django.db.models import QuerySet

from hearth.members.models import Account, Block, Kind, Member
from hearth.members.ports import Person


def main_member(account: Account) -> Member | None:
    """Return the main face of `account`, or None before there is one."""
    member = Member.objects.filter(owner=account, kind=Kind.MAIN).first()
    if member is not None:
        member.owner = account  # whoever asks for it again is not asked of the database
    return member


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


def has_blocked(member: Member, *, other: Member) -> bool:
    """Say whether whoever stands behind `member` has blocked whoever stands behind `other`, under any names."""
    pairs = Block.objects.filter(blocker__owner__isnull=False, blocked__owner__isnull=False)
    return pairs.filter(blocker__owner=member.owner_id, blocked__owner=other.owner_id).exists()


def blocks_by(viewer: Member) -> QuerySet[Block]:
    """Return the blocks that the person behind `viewer` made under any name: for that person only."""
    return Block.objects.filter(blocker__owner=viewer.owner_id, blocker__owner__isnull=False)


def all_of(account: Account | None) -> QuerySet[Member]:
    """Return every face of `account`: for the person themself, and for what binds all their names; never for others."""
    return Member.objects.filter(owner=account) if account else Member.objects.none()


def are_one(one: Member, other: Member) -> bool:
    """Say whether the same person stands behind both: to refuse, never to tell."""
    return one.pk == other.pk or (one.owner_id is not None and one.owner_id == other.owner_id)
