"""The one place that reads which Account stands behind a Member."""

from collections.abc import Collection
from typing import Final

from django.db.models import F, OuterRef, Q, QuerySet
from django.utils import timezone

from hearth.members.models import Account, Block, Kind, Member
from hearth.members.ports import Person

NOBODY: Final = -9_007_199_254_740_001
NOBODYS_ACCOUNT: Final = -9_007_199_254_740_002


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


def same_person(viewer: Member, path: str = "") -> Q:
    """Return the condition for rows whose member at `path` is any name of the person behind `viewer`.

    To answer that very person, and to bind them to what they did under another name; never to tell anybody else.
    """
    if viewer.owner_id is None:
        return Q(**{path or "pk": viewer.pk})
    return Q(**{f"{path}__owner" if path else "owner": viewer.owner_id})


def main_face_of(member: Member) -> Member | None:
    """Return the main name of the person behind `member`, to act on what they keep under it; None for a former one."""
    account = account_of(member)
    return main_member(account) if account is not None else None


def staff() -> QuerySet[Member]:
    """Return the main names of those who work for the house, to ask each what they may do there."""
    return Member.objects.present().filter(kind=Kind.MAIN, owner__is_staff=True).select_related("owner")


def same_as_outer(path: str) -> Q:
    """Return the condition for rows of a subquery whose member at `path` is any name of the person at `path` outside.

    For what binds a person under all their names; never to tell.
    """
    return Q(**{f"{path}__owner": OuterRef(f"{path}__owner")})


def is_of_age(member: Member, age: int) -> bool:
    """Say whether the person behind `member` has certainly reached `age`, by the year of birth they gave."""
    account = account_of(member)
    if account is None or account.birth_year is None:
        return False
    return timezone.localdate().year - account.birth_year > age


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


def key_of(path: str) -> F:
    """Return the expression that is equal for all names of one person at `path`: to count what binds the person.

    Never to be shown, nor kept.
    """
    return F(f"{path}__owner")


def key_for(member: Member) -> int | None:
    """Return what `key_of` gives for `member`; None for a former one."""
    return member.owner_id


def stand_in() -> Member:
    """Return somebody who is nobody, to write once what holds for every member: of them two keys are known, no more.

    To ask for more of them raises DoesNotExist, so that nothing of one person is kept for all.
    """
    nobody = Member.from_db(None, ["id"], [NOBODY])
    nobody.owner = Account(pk=NOBODYS_ACCOUNT)
    return nobody


def in_place_of_stand_in(member: Member) -> dict[int, int] | None:
    """Return the keys of `member` for those of `stand_in`; None for a former one, who has none for an account."""
    return None if member.owner_id is None else {NOBODY: member.pk, NOBODYS_ACCOUNT: member.owner_id}


def are_parted(one: Member, other: Member) -> bool:
    """Say whether either has blocked the other under any names: to bring nothing of one to the other; never to tell."""
    return has_blocked(one, other=other) or has_blocked(other, other=one)


def parted_among(members: Collection[Member], *, of: Member) -> set[int]:
    """Return the primary keys of those of `members` whom `are_parted` parts from `of`. One query."""
    owners = {each.owner_id for each in members if each.owner_id is not None}
    mine = Q(blocker__owner=of.owner_id, blocked__owner__in=owners)
    theirs = Q(blocked__owner=of.owner_id, blocker__owner__in=owners)
    pairs = Block.objects.filter(mine | theirs).values_list("blocker__owner", "blocked__owner")
    parted = {owner for pair in pairs for owner in pair} - {of.owner_id}
    return {each.pk for each in members if each.owner_id in parted}


def main_names_of(members: QuerySet[Member], *, but: int | None = None) -> QuerySet[Member]:
    """Return the main names of the people behind `members` who are here: to bring them word, never to show.

    Without the person behind the name with the primary key `but`.
    """
    named = members.filter(owner__isnull=False)
    if but is not None:
        named = named.exclude(owner__in=Member.objects.filter(pk=but, owner__isnull=False).values("owner"))
    return Member.objects.present().filter(kind=Kind.MAIN, owner__in=named.values("owner"))


def of_outer_person(path: str) -> Q:
    """Return the condition for rows of a subquery whose member at `path` is any name of the person of the row outside.

    For what binds a person under all their names; never to tell.
    """
    return Q(**{f"{path}__owner": OuterRef("owner")})
