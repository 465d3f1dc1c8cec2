"""Seeing who is behind a name: two moderators together, once each, within an hour, on record, and the person is told.

asked ──(another, within a day)──▸ confirmed ──(once each, within an hour)──▸ seen ──▸ closed; the reason stays
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.core.refusals import Refusal, require
from hearth.members import faces
from hearth.members.actions.letters import write_behind
from hearth.members.actions.staff_log import note
from hearth.members.models import Member, Resolution, StaffKind
from hearth.members.permissions import can_ask_who, can_confirm_who, can_see_who

CONFIRM_WITHIN: Final = timedelta(days=1)
SEEN_WITHIN: Final = timedelta(hours=1)
TOLD_AFTER: Final = timedelta(days=30)  # where telling at once would put somebody in danger


@transaction.atomic
def ask_who(
    member: Member, *, by: Member, reason: str, is_unsafe_to_tell: bool = False, at: datetime | None = None
) -> Resolution:
    """Ask, as the first of two, who is behind `member`. It lapses unless another confirms within a day.

    `is_unsafe_to_tell`: telling the person now would put somebody in danger; they are told 30 days later instead.
    Raises PermissionDenied when `by` may not ask, or is that person.
    """
    require(can_ask_who(by, member))
    at = at or timezone.now()
    resolution = Resolution.objects.create(
        member=member,
        reason=reason,
        asked_by=by,
        asked_at=at,
        until=at + CONFIRM_WITHIN,
        tell_on=(at + TOLD_AFTER).date() if is_unsafe_to_tell else None,
    )
    note(StaffKind.RESOLUTION_ASKED, member, by=by, reason=reason, at=at)
    return resolution


@transaction.atomic
def confirm_who(resolution: Resolution, *, by: Member) -> None:
    """Confirm, as the second of two, that this must be known. Both may now see it, once each, for an hour.

    The person is told by mail, unless that is unsafe. Raises PermissionDenied when `by` may not be the second, Refusal
    when it was confirmed, or is too old.
    """
    require(can_confirm_who(by, resolution))
    now = timezone.now()
    waiting = Resolution.objects.filter(pk=resolution.pk, confirmed_at=None, until__gt=now)
    if not waiting.update(confirmed_by=by, confirmed_at=now, until=now + SEEN_WITHIN):
        raise Refusal(_("This was confirmed already, or nobody confirmed it in time. Ask again if you still must."))
    note(StaffKind.RESOLUTION_CONFIRMED, resolution.member, by=by, reason=resolution.reason)
    if resolution.tell_on is None:
        _tell(resolution)


@transaction.atomic
def see_who(resolution: Resolution, *, by: Member) -> Member:
    """Return the usual face of the person behind, to each of the two once. It is read now and kept nowhere.

    Raises PermissionDenied for anybody else, Refusal when `by` has seen it, the hour is over, or nobody is left.
    """
    require(can_see_who(by, resolution))
    seen = "seen_by_asker_at" if by == resolution.asked_by else "seen_by_confirmer_at"
    now = timezone.now()
    opened = Resolution.objects.filter(pk=resolution.pk, confirmed_at__isnull=False, until__gt=now, **{seen: None})
    if not opened.update(**{seen: now}):
        raise Refusal(_("This can be seen once, within an hour. It is closed."))
    account = faces.account_of(resolution.member) if resolution.member else None
    main = faces.main_member(account) if account else None
    if main is None:
        raise Refusal(_("Nobody is here under this name any more."))
    note(StaffKind.RESOLUTION_SEEN, resolution.member, by=by)
    return main


def tell_people() -> int:
    """Tell those who could not be told at once, on their day; return how many."""
    today = timezone.localdate()
    due = Resolution.objects.filter(told_at=None, confirmed_at__isnull=False, tell_on__lte=today)
    return sum(_tell(resolution) for resolution in due.select_related("member"))


@transaction.atomic
def _tell(resolution: Resolution) -> int:
    told = Resolution.objects.filter(pk=resolution.pk, told_at=None).update(told_at=timezone.now())
    if told and resolution.member:
        write_behind(resolution.member, "resolved")
    return told
