"""Who works for the house: rights that come with an account, apart from what others see of the member."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _

from hearth.core.refusals import Refusal, require
from hearth.members import faces
from hearth.members.actions.staff_log import note
from hearth.members.models import Account, Member, StaffKind
from hearth.members.permissions import can_appoint
from hearth.members.rights import GROUPS


@transaction.atomic
def give_staff_rights(
    account: Account, *, groups: Iterable[str] = (), is_administrator: bool = False, at: datetime | None = None
) -> None:
    """Let `account` work for the house: in the named groups (made when they are new), or as administrator.

    Called by whoever runs the server and by the processes that decide it, never by a form that members fill in.
    """
    names = list(groups)
    account.groups.add(*map(_group, names))
    account.is_staff, account.is_superuser = True, is_administrator
    account.save(update_fields=["is_staff", "is_superuser"])
    if member := faces.main_member(account):
        for name in names:
            note(StaffKind.RIGHT_GIVEN, member, by=None, detail=name, at=at)


@transaction.atomic
def give_rights(member: Member, group: str, *, by: Member, reason: str) -> None:
    """Put the person behind `member` into `group`, one of `rights.GROUPS`.

    Raises PermissionDenied when `by` may not appoint, or is that person; Refusal when they have these rights.
    """
    account = _staff_account(member, by)
    if account.groups.filter(name=group).exists():
        raise Refusal(_("%(name)s has these rights already.") % {"name": member.name})
    account.groups.add(_group(group))
    account.is_staff = True
    account.save(update_fields=["is_staff"])
    note(StaffKind.RIGHT_GIVEN, member, by=by, reason=reason, detail=group)


@transaction.atomic
def take_rights(member: Member, group: str, *, by: Member, reason: str) -> None:
    """Take the person behind `member` out of `group`.

    Raises PermissionDenied when `by` may not appoint, or is that person; Refusal when they do not have these rights.
    """
    account = _staff_account(member, by)
    if not account.groups.filter(name=group).exists():
        raise Refusal(_("%(name)s does not have these rights.") % {"name": member.name})
    account.groups.remove(Group.objects.get(name=group))
    account.is_staff = account.is_superuser or account.groups.exists()
    account.save(update_fields=["is_staff"])
    note(StaffKind.RIGHT_TAKEN, member, by=by, reason=reason, detail=group)


def _staff_account(member: Member, by: Member) -> Account:
    """Return the account to appoint. People work for the house under their usual name, so that others know them.

    One that is suspended is answered about like any other: a refusal would tell whose the suspended name is.
    """
    require(can_appoint(by, member))
    account = faces.account_of(member)
    if account is None or not account.is_kept or faces.main_member(account) != member:
        raise Refusal(_("Rights go to people who are here under their usual name."))
    return account


def _group(name: str) -> Group:
    group, _made = Group.objects.get_or_create(name=name)
    if name in GROUPS:
        codes = [right.partition(".")[2] for right in GROUPS[name]]
        group.permissions.set(Permission.objects.filter(content_type__app_label="members", codename__in=codes))
    return group
