"""The one place that reads which Account stands behind a Member."""

from django.db.models import Q
from django.utils import timezone

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


def same_person(viewer: Member, path: str = "") -> Q:
    """Return the condition for rows whose member at `path` is any name of the person behind `viewer`.

    To answer that very person, and to bind them to what they did under another name; never to tell anybody else.
    """
    if viewer.owner_id is None:
        return Q(**{path or "pk": viewer.pk})
    return Q(**{f"{path}__owner" if path else "owner": viewer.owner_id})


def is_same_person(one: Member, other: Member) -> bool:
    """Say whether the two are names of one person. Never to tell anybody else."""
    return one.pk == other.pk or (one.owner_id is not None and one.owner_id == other.owner_id)


def main_face_of(member: Member) -> Member | None:
    """Return the main name of the person behind `member`, to act on what they keep under it; None for a former one."""
    account = account_of(member)
    return main_member(account) if account is not None else None


def is_of_age(member: Member, age: int) -> bool:
    """Say whether the person behind `member` has certainly reached `age`, by the year of birth they gave."""
    account = account_of(member)
    if account is None or account.birth_year is None:
        return False
    return timezone.localdate().year - account.birth_year > age
