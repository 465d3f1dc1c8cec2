"""Who may do what with people's pages."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from hearth.members import faces
from hearth.members.models import Kind, Member, Resolution, StaffAction, StaffKind, Verification
from hearth.members.rights import (
    APPOINT,
    BLANK,
    FOUND,
    KEEP_NETWORK,
    KEEP_TOPICS,
    MODERATORS,
    RESOLVE,
    SENTENCES,
    SUSPEND,
    VERIFY,
)

APPOINTED_FOR: Final = timedelta(days=7)  # before a moderator has a voice in looking behind a name


def can_edit_member(by: Member | None, member: Member) -> bool:
    """A page is edited by the person it is about, nobody else."""
    return by is not None and by.pk == member.pk


def has_right(by: Member | None, right: str) -> bool:
    """Say whether the account behind `by` was given `right`, such as `organizations.add_organization`."""
    account = faces.account_of(by) if by is not None else None
    return account is not None and account.has_perm(right)


def can_found_communities(by: Member | None) -> bool:
    """Staff who were given the right to found them."""
    return has_right(by, FOUND)


def can_keep_topics(by: Member | None) -> bool:
    """Staff who were given the right to look after the topics."""
    return has_right(by, KEEP_TOPICS)


def can_keep_network(by: Member | None) -> bool:
    """Staff who were given the right to look after the network."""
    return has_right(by, KEEP_NETWORK)


def can_contact(by: Member, member: Member) -> bool:
    """Nobody reaches a person who blocked them, under any name of either.

    A person who blocked somebody is refused nothing under that person's other names: a refusal there would tell them
    which names belong together. The blocked name itself they do not meet any more. For the same reason a no is never
    said where the two faces can still meet: what may not reach the other is taken as ever, and goes nowhere.
    """
    return not faces.has_blocked(member, other=by)


def can_follow(by: Member, member: Member) -> bool:
    """One follows the main name of somebody else, unless a block parts the two from that very face.

    A block between other names of theirs keeps nobody from following: a follow reaches nobody, and a refusal would tell
    whose the name is that blocked them.
    """
    if member.kind != Kind.MAIN or faces.are_one(by, member):
        return False
    return not Member.objects.hidden_from(by).filter(pk=member.pk).exists()


def rights_of(by: Member | None) -> list[str]:
    """Return what `by` may do for the house, in the order of the list of rights."""
    return [right for right in SENTENCES if has_right(by, right)]


def can_suspend(by: Member | None, member: Member) -> bool:
    """Moderators suspend people and let them back in; never themselves, whatever name they wear."""
    return by is not None and has_right(by, SUSPEND) and not faces.are_one(by, member)


def can_blank(by: Member | None, member: Member) -> bool:
    """Moderators take away harmful words of others."""
    return by is not None and has_right(by, BLANK) and not faces.are_one(by, member)


def can_appoint(by: Member | None, member: Member) -> bool:
    """Whoever may give rights gives none to themself, and takes none from themself."""
    return by is not None and has_right(by, APPOINT) and not faces.are_one(by, member)


def can_verify(by: Member | None, member: Member) -> bool:
    """Verifiers decide about others."""
    return by is not None and has_right(by, VERIFY) and not faces.are_one(by, member)


def can_decide(by: Member | None, verification: Verification) -> bool:
    """A request is decided by a verifier who did not make it."""
    return can_verify(by, verification.member)


def can_ask_who(by: Member | None, member: Member) -> bool:
    """Moderators ask who is behind the name of another, once they were appointed on record for APPOINTED_FOR.

    Being administrator is not enough: the appointment, by somebody else and in the log, is.
    """
    if by is None or not has_right(by, RESOLVE) or faces.are_one(by, member):
        return False
    appointed = _appointment(by)
    return appointed is not None and appointed.at <= timezone.now() - APPOINTED_FOR


def can_confirm_who(by: Member | None, resolution: Resolution) -> bool:
    """The second moderator is another account than the first, was not appointed by the first, nor appointed them.

    So whoever would be both needs two accounts that others appointed, on record, a week before.
    """
    asker = resolution.asked_by
    if by is None or asker is None or resolution.member is None or faces.are_one(by, asker):
        return False
    if not can_ask_who(by, resolution.member):
        return False
    pairs = ((by, asker), (asker, by))
    return not any(_appointed(giver, taker) for giver, taker in pairs)


def _appointment(member: Member) -> StaffAction | None:
    """Return the last time `member` was made a moderator."""
    given = StaffAction.objects.filter(subject=member, kind=StaffKind.RIGHT_GIVEN, detail=MODERATORS)
    return given.order_by("-at", "-pk").first()


def _appointed(giver: Member, taker: Member) -> bool:
    appointed = _appointment(taker)
    return appointed is not None and appointed.actor is not None and faces.are_one(appointed.actor, giver)


def can_see_who(by: Member | None, resolution: Resolution) -> bool:
    """The two who asked and confirmed see the answer, nobody else, and only while both still have the right."""
    return by is not None and by in (resolution.asked_by, resolution.confirmed_by) and has_right(by, RESOLVE)
