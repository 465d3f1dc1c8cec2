"""Word by e-mail at once: looked at again when its time has come, and put on its way at most once."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone, translation

from hearth.activity.ports import How, Matter, Told, notice_of
from hearth.core import mail
from hearth.core.rows import one_by_one
from hearth.members import faces
from hearth.members.models import Account
from hearth.notifications import threads
from hearth.notifications.models import Notification, Reception
from hearth.notifications.queries.choices import ways_for
from hearth.notifications.queries.reception import mail_may_come_at, reception_of

BATCH: Final = 500
SECONDS: Final = 40
AGAIN: Final = timedelta(hours=1)
"""After how long a mail is tried again that could not be made."""
TOO_LATE: Final = timedelta(days=3)
"""After how long word is left to the page alone."""


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
    """Mail the notification `key` if its time has come and nothing speaks against it now; return how many went."""
    now = timezone.now()
    # Its time is moved first, in a commit of its own: what fails comes round again, and holds up nobody meanwhile.
    if not Notification.objects.filter(pk=key, mail_at__lte=now).update(mail_at=now + AGAIN):
        return 0
    with transaction.atomic():
        row = Notification.objects.select_for_update(of=("self",)).select_related("member").filter(pk=key).first()
        return _mail(row, now) if row is not None and row.mail_at is not None else 0


def _mail(row: Notification, now: datetime) -> int:
    """Decide what becomes of `row`, which is held: its mail goes now, later, or not at all."""
    account, reception = faces.account_of(row.member), reception_of(row.member)
    how = _way_of(row)
    if account is None or not _is_reached(account) or how != How.AT_ONCE or row.read_at or now - row.at > TOO_LATE:
        Notification.objects.filter(pk=row.pk).update(mail_at=None, how=how)
        return 0
    if not _is_fixed(row) and (later := mail_may_come_at(reception, now)) > now:
        Notification.objects.filter(pk=row.pk).update(mail_at=later)
        return 0
    with translation.override(account.language or "en"):
        told = _told(row)
        if told is None:
            Notification.objects.filter(pk=row.pk).delete()
            return 0
        _send(row, told, account, reception)
    Notification.objects.filter(pk=row.pk).update(mail_at=None, mailed_at=now)
    return 1


def _is_reached(account: Account) -> bool:
    return account.is_active and account.closed_at is None


def _is_fixed(row: Notification) -> bool:
    notice = notice_of(row.kind, row.about)
    return notice is not None and notice.kind.is_fixed


def _way_of(row: Notification) -> How:
    notice = notice_of(row.kind, row.about)
    if notice is None:
        return How.NEVER
    matter = Matter(pk=row.subject_id, community=row.community_id, discussion=row.discussion_id, by=row.by_id)
    return ways_for([row.member_id], notice.kind, matter)[row.member_id]


def _told(row: Notification) -> Told | None:
    notice = notice_of(row.kind, row.about)
    if notice is None or not Notification.objects.of(row.member).filter(pk=row.pk).exists():
        return None
    return notice.tell([row.subject_id], viewer=row.member).get(row.subject_id)


def _send(row: Notification, told: Told, account: Account, reception: Reception) -> None:
    mail.send(
        "notifications/mail/notice.html",
        to=account.email,
        language=account.language or "en",
        context={"told": told, "is_named": reception.is_named},
        headers=threads.headers_of(told, account),
        message_id=threads.message_id(told, account),
    )
