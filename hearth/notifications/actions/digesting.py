"""Digests: promised once when they are due, with all that waits for them; made when they are sent."""

from collections.abc import Iterator
from datetime import datetime
from time import monotonic
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from hearth.activity.ports import How
from hearth.core import outbox
from hearth.core.outbox import Letter
from hearth.core.rows import one_by_one
from hearth.members.models import Member
from hearth.notifications.actions.letters import letter_to
from hearth.notifications.links import Occasion
from hearth.notifications.models import Notification, Reception
from hearth.notifications.queries.digests import brings_news, gather
from hearth.notifications.queries.readers import account_to_mail
from hearth.notifications.queries.reception import mail_may_come_at
from hearth.notifications.queries.schedule import next_daily, next_weekly

DIGEST: Final = "digest"
BATCH: Final = 500
SECONDS: Final = 40
TIMES: Final = {How.DAILY: ("daily_at", next_daily), How.WEEKLY: ("weekly_at", next_weekly)}


def digest_due(*, seconds: float = SECONDS) -> int:
    """Promise the digests that are due, for about `seconds`; return how many."""
    deadline = monotonic() + seconds
    return sum(one_by_one(_due(how, deadline), lambda key, how=how: digest_one(key, how)) for how in TIMES)  # type: ignore[misc]


def _due(how: How, deadline: float) -> Iterator[int]:
    # The longest due first, each once: one that fails stays due, comes again the next time, and holds up nobody.
    field = TIMES[how][0]
    due = Reception.objects.filter(**{f"{field}__lte": timezone.now()}).order_by(field, "pk")
    rest = due
    while monotonic() < deadline and (rows := list(rest.values_list("pk", field)[:BATCH])):
        for key, _at in rows:
            if monotonic() >= deadline:
                return
            yield key
        last, at = rows[-1]
        rest = due.filter(Q(**{f"{field}__gt": at}) | Q(**{field: at}, pk__gt=last))


@transaction.atomic
def digest_one(key: int, how: How) -> int:
    """Promise the person with the reception `key` their digest if it is due, and appoint the next; return how many.

    All in one transaction: whatever ends the worker, no digest goes twice, and none is left out.
    """
    now, (field, following) = timezone.now(), TIMES[how]
    held = Reception.objects.filter(pk=key, **{f"{field}__lte": now})
    reception = held.select_for_update(of=("self",)).select_related("member").first()
    if reception is None:
        return 0
    account = account_to_mail(reception.member)
    if account is not None and (later := mail_may_come_at(reception, now)) > now:
        held.update(**{field: later})
        return 0
    held.update(**{field: following(reception, now)})
    if account is None:
        return 0
    waiting = Notification.objects.filter(member=key).unread().filter(how=how, mailed_at=None)
    if not waiting.change(mailed_at=now) and not brings_news(reception.member, how):
        return 0
    outbox.promise(DIGEST, {"member": key, "how": how.value, "at": now.isoformat()})
    return 1


def make_digest(key: int, how: How, at: datetime) -> Letter | None:
    """Return the digest promised at the moment `at` to the member `key`; None when there is nothing to say."""
    member = Member.objects.filter(pk=key).first()
    account = account_to_mail(member) if member is not None else None
    if member is None or account is None:
        return None
    with translation.override(account.language or "en"):
        digest, gone = gather(member, how, at=at)
        Notification.objects.filter(pk__in=gone).forget()
        if not digest:
            return None
        context = {"digest": digest, "how": how.value}
        return letter_to(account, "digest", context, Occasion(member.pk, how=how.value))
