"""Who may do what with people's pages."""

from hearth.members.models import Member


def can_edit_member(by: Member | None, member: Member) -> bool:
    """A page is edited by the person it is about, nobody else."""
    return by is not None and by.pk == member.pk
