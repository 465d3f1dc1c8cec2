"""Keeping a person out for a time. A suspension names one face; it binds the account behind, under every name."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.core.outer_cache import forget_pages
from hearth.core.refusals import Refusal, require
from hearth.members import faces
from hearth.members.actions.letters import write_to
from hearth.members.actions.staff_log import note
from hearth.members.models import Account, Member, StaffKind, Suspension
from hearth.members.permissions import can_suspend


@transaction.atomic
def suspend(member: Member, *, by: Member, reason: str, until: datetime) -> Suspension:
    """Let the person behind `member` not take part, under any name, until `until`; every session of theirs ends.

    They are told by mail, and read `reason` when they try to sign in. The page of `member` closes; those of their
    other names, which nobody knows to be theirs, stay. Two names of one person can be suspended apart.
    Raises PermissionDenied when `by` may not, or is that person; Refusal when `until` is past, the name is suspended,
    or nobody is behind it any more.
    """
    require(can_suspend(by, member))
    if until <= timezone.now():
        raise Refusal(_("Choose a day that is still to come."))
    account = faces.account_of(member)
    if account is None or not account.is_kept:
        raise Refusal(_("Nobody is here under this name any more."))
    try:
        with transaction.atomic():
            suspension = Suspension.objects.create(member=member, reason=reason, until=until)
    except IntegrityError as error:
        raise Refusal(_("This name is suspended already. End that first.")) from error
    Account.objects.filter(pk=account.pk).update(is_active=False, is_suspended=True, sign_outs=F("sign_outs") + 1)
    forget_pages()
    note(StaffKind.SUSPENDED, member, by=by, reason=reason)
    write_to(account, "suspended", until=until)
    return suspension


@transaction.atomic
def let_back(member: Member, *, by: Member, reason: str) -> None:
    """End the suspension of `member`. The person can sign in again unless another name of theirs is suspended.

    Raises PermissionDenied when `by` may not, or is that person; Refusal when the name is not suspended.
    """
    require(can_suspend(by, member))
    if not Suspension.objects.filter(member=member, ended_at=None).update(ended_at=timezone.now()):
        raise Refusal(_("This name is not suspended."))
    note(StaffKind.LET_BACK, member, by=by, reason=reason)
    _settle(member)


def end_suspensions() -> int:
    """End the suspensions whose time is over; return how many."""
    over = Suspension.objects.filter(ended_at=None, until__lte=timezone.now()).select_related("member")
    return sum(_end(suspension) for suspension in over)


@transaction.atomic
def _end(suspension: Suspension) -> int:
    ended = Suspension.objects.filter(pk=suspension.pk, ended_at=None).update(ended_at=timezone.now())
    if ended and suspension.member:
        _settle(suspension.member)
    return ended


def _settle(member: Member) -> None:
    """Let the person behind `member` in again once no name of theirs is suspended."""
    account = faces.account_of(member)
    if account is None:
        return
    locked = Account.objects.select_for_update().get(pk=account.pk)
    if locked.is_suspended and not Suspension.objects.filter(member__in=faces.all_of(locked), ended_at=None).exists():
        Account.objects.filter(pk=locked.pk).update(is_active=True, is_suspended=False)
        write_to(locked, "let_back")
