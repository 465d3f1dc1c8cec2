"""Word by e-mail at once: when its time has come it is promised once, and made when it is sent."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from hearth.activity.ports import KINDS, How
from hearth.core import outbox
from hearth.core.rows import one_by_one
from hearth.notifications.actions.letters import NOTICE
from hearth.notifications.models import Notification
from hearth.notifications.queries.readers import account_to_mail
from hearth.notifications.queries.reception import mail_may_come_at, reception_of
from hearth.notifications.queries.telling import way_of

BATCH: Final = 500
SECONDS: Final = 40
AGAIN: Final = timedelta(hours=1)
"""After how long a mail is tried again that could not be promised."""
TOO_LATE: Final = timedelta(days=3)
"""After how long word is left to the page alone."""
MOST_AN_HOUR: Final = 30
"""Mails at once to one person in an hour: what is more comes in their next daily digest."""
AN_HOUR: Final = timedelta(hours=1)


def mail_due(*, seconds: float = SECONDS) -> int:
    """Put the mails that are due on their way, for about `seconds`; return how many went."""
    return one_by_one(_due(time.monotonic() + seconds), mail_one)


def _due(deadline: float) -> Iterator[int]:
    while time.monotonic() < deadline:
        due = Notification.objects.filter(mail_at__lte=timezone.now()).order_by("mail_at", "pk")
        keys = list(due.values_list("pk", flat=True)[:BATCH])
        if not keys:
            return
        for key in keys:
            if time.monotonic() >= deadline:
                return
            yield key


def mail_one(key: int) -> int:
    """Promise the mail about the notification `key` if its time has come; return how many were promised."""
    now = timezone.now()
    # Its time is moved first, in a commit of its own: what fails comes round again, and holds up nobody meanwhile.
    if not Notification.objects.filter(pk=key, mail_at__lte=now).update(mail_at=now + AGAIN):
        return 0
    with transaction.atomic():
        row = Notification.objects.select_for_update(of=("self",)).select_related("member").filter(pk=key).first()
        return _mail(row, now) if row is not None and row.mail_at is not None else 0


def _mail(row: Notification, now: datetime) -> int:
    """Decide what becomes of `row`, which is held: its mail goes now, later, or not at all."""
    held, account, how = Notification.objects.filter(pk=row.pk), account_to_mail(row.member), way_of(row)
    is_over = now - row.at > TOO_LATE or not held.unread().exists()
    if account is None or how != How.AT_ONCE or is_over:
        held.update(mail_at=None, how=how)
        return 0
    later = now if KINDS[row.kind].is_fixed else mail_may_come_at(reception_of(row.member), now)
    if later > now:
        held.update(mail_at=later)
        return 0
    if not KINDS[row.kind].is_fixed and _is_too_much(row, now):
        held.update(mail_at=None, how=How.DAILY)
        return 0
    outbox.promise(NOTICE, {"notification": row.pk})
    held.update(mail_at=None, mailed_at=now)
    return 1


def _is_too_much(row: Notification, now: datetime) -> bool:
    """Say whether whom `row` is for got so many mails that somebody may be flooding them."""
    since = Notification.objects.filter(member=row.member_id, at__gt=now - TOO_LATE, mailed_at__gt=now - AN_HOUR)
    return since.filter(how=How.AT_ONCE).count() >= MOST_AN_HOUR
