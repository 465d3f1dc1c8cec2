"""What people who work for the house read: names as they act on them, and what was done. Never whose a name is."""

from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet
from django.http import Http404

from hearth.core.paging import Page, page
from hearth.core.refusals import require
from hearth.members import faces
from hearth.members.models import Account, Member, StaffAction, Suspension
from hearth.members.models.member import name_key
from hearth.members.permissions import has_right, rights_of
from hearth.members.rights import APPOINT, GROUPS, LIST_ACCOUNTS, READ_LOG, SUSPEND

LISTED = 30


def find_people(words: str, *, viewer: Member | None) -> list[Member]:
    """Return those whose name is, or begins with, `words`, or whose page has that id; whoever they are behind it.

    Raises PermissionDenied for people without any right.
    """
    require(bool(rights_of(viewer)))
    key = name_key(words)
    if not key:
        return []
    found = Member.objects.filter(Q(name_key__startswith=key) | Q(public_id=words.strip().lower()))
    return list(found.order_by("name_key")[:LISTED])


def get_face(public_id: str, *, viewer: Member | None) -> Member:
    """Return the face of that id, its page open or not. Raises Http404 also for people without any right."""
    member = Member.objects.filter(public_id=public_id).first() if rights_of(viewer) else None
    if member is None:
        raise Http404
    return member


def list_suspended(*, viewer: Member | None) -> list[Suspension]:
    """Return the suspensions that hold, the one that ends first before the others; none to who may not suspend.

    Each names the face it was put on. A person's other names are not in it.
    """
    if not has_right(viewer, SUSPEND):
        return []
    return list(_not_own(Suspension.objects.filter(ended_at=None), viewer).order_by("until")[:LISTED])


def get_suspension(member: Member, *, viewer: Member | None) -> Suspension | None:
    """Return the suspension put on this very face, if one holds and `viewer` may know."""
    if not has_right(viewer, SUSPEND):
        return None
    return Suspension.objects.filter(member=member, ended_at=None).first()


def list_groups(member: Member, *, viewer: Member | None) -> list[str]:
    """Return the groups of rights that `member` is in under the usual name; none to who may not appoint."""
    account = faces.account_of(member)
    if account is None or not has_right(viewer, APPOINT) or faces.main_member(account) != member:
        return []
    return list(Group.objects.filter(user=account, name__in=GROUPS).order_by("name").values_list("name", flat=True))


def list_log(*, viewer: Member | None, subject: Member | None = None, cursor: str = "") -> Page[StaffAction]:
    """Return a page of what staff did, to `subject` or to anybody, the newest first; nothing about `viewer` themself.

    Raises PermissionDenied for people without the right to read it.
    """
    require(has_right(viewer, READ_LOG))
    rows = StaffAction.objects.select_related("actor", "subject")
    rows = rows.filter(subject=subject) if subject else rows
    account = faces.account_of(viewer) if viewer else None
    rows = rows.exclude(subject__in=faces.all_of(account))
    return page(rows, by=("-at", "-pk"), cursor=cursor)


def list_accounts(*, viewer: Member | None, address: str = "", cursor: str = "") -> Page[Account]:
    """Return a page of accounts by address, or the one of `address`: what an operator needs, nothing of who they are.

    Raises PermissionDenied for people without the right.
    """
    require(has_right(viewer, LIST_ACCOUNTS))
    rows = Account.objects.only("email", "joined_at", "is_active", "is_suspended", "is_staff", "last_login")
    rows = rows.filter(email=address.strip().lower()) if address.strip() else rows
    return page(rows, by=("email",), size=50, cursor=cursor)


def _not_own(rows: QuerySet[Suspension], viewer: Member | None) -> QuerySet[Suspension]:
    account = faces.account_of(viewer) if viewer else None
    return rows.select_related("member").exclude(member__in=faces.all_of(account))
