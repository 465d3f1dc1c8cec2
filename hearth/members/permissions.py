"""Who may do what with people's pages."""

from hearth.members import faces
from hearth.members.models import Kind, Member


def can_edit_member(by: Member | None, member: Member) -> bool:
    """A page is edited by the person it is about, nobody else."""
    return by is not None and by.pk == member.pk


def has_right(by: Member | None, right: str) -> bool:
    """Say whether the account behind `by` was given `right`, such as `organizations.add_organization`."""
    account = faces.account_of(by) if by is not None else None
    return account is not None and account.has_perm(right)


def can_contact(by: Member, member: Member) -> bool:
    """Nobody reaches a person who blocked them, under any name of either.

    A person who blocked somebody is refused nothing under that person's other names: a refusal there would tell them
    which names belong together. The blocked name itself they do not meet any more.
    """
    return not faces.has_blocked(member, other=by)


def can_follow(by: Member, member: Member) -> bool:
    """One follows a person's main name; the other names, and whoever may not be contacted, cannot be followed."""
    return member.kind == Kind.MAIN and not faces.are_one(by, member) and can_contact(by, member)
