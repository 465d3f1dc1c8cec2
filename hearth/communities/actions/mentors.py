"""The mark of a mentor, given and taken by the room that knows who is one."""

from hearth.communities.models import Community, Membership, Role
from hearth.members.models import Member


def mark_mentor(community: Community, member: Member) -> bool:
    """Let `member` be known as a mentor of `community`; whoever is more there stays it. Say whether they belong to it.

    Belongs in the transaction in which that was decided.
    """
    held = Membership.objects.standing().filter(community=community, member=member)
    held.filter(role=Role.MEMBER).update(role=Role.MENTOR)
    return held.exists()


def unmark_mentor(community: Community, member: Member) -> None:
    """Let a mentor be an ordinary member again; whoever is more there stays it."""
    Membership.objects.filter(community=community, member=member, role=Role.MENTOR).update(role=Role.MEMBER)
