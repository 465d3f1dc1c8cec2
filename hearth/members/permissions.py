"""Who may do what with people's pages."""

from hearth.members import faces
from hearth.members.models import Member


def can_edit_member(by: Member | None, member: Member) -> bool:
    """A page is edited by the person it is about, nobody else."""
    return by is not None and by.pk == member.pk


def has_right(by: Member | None, right: str) -> bool:
    """Say whether the account behind `by` was given `right`, such as `organizations.add_organization`."""
    account = faces.account_of(by) if by is not None else None
    return account is not None and account.has_perm(right)
