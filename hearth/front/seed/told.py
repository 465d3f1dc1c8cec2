"""What people of the demo world were told of late, and how they want to be told; most have read all but the latest."""

from datetime import timedelta
from typing import Any, Final

from hearth.activity.models import Activity, Delivery
from hearth.activity.ports import How, announced
from hearth.communities.models import Community
from hearth.front.seed.clock import Clock
from hearth.front.seed.communities import Cast
from hearth.members.models import Member
from hearth.notifications.actions.choosing import choose_at, pause, receive
from hearth.notifications.actions.reading import mark_all_read
from hearth.notifications.actions.spreading import spread
from hearth.notifications.models import Notification, Reception

LATELY: Final = timedelta(days=6)
READ_BEFORE: Final = timedelta(days=2)
TELLING: Final = "notifications.tell_people"


def put_told(entries: list[dict[str, Any]], clock: Clock) -> int:
    """Tell people what happened LATELY, unless somebody was told something already; return how much was told.

    Nothing else of what happened in the world so far is told afterwards, nor is any of it mailed at once: it is over.
    """
    if Notification.objects.exists():
        return 0
    happened = Activity.objects.filter(verb__in=announced(), at__lte=clock.now)
    for activity in happened.filter(at__gt=clock.now - LATELY).order_by("at", "pk"):
        spread(activity)
    Delivery.objects.filter(handler=TELLING, activity__in=happened).delete()
    Notification.objects.update(mail_at=None)
    people = Cast()
    for entry in entries:
        _put_wishes(entry, people[entry["email"]], clock)
    away = [people[entry["email"]].pk for entry in entries if entry.get("away")]
    for member in Member.objects.filter(pk__in=Notification.objects.values("member")).exclude(pk__in=away):
        mark_all_read(member, until=clock.now - READ_BEFORE)
    return Notification.objects.count()


def _put_wishes(entry: dict[str, Any], member: Member, clock: Clock) -> None:
    for name, kind, how in entry.get("at", []):
        choose_at(member, Community.objects.get(name=name), {kind: How(how)})
    if days := entry.get("paused"):
        pause(member, clock.now + timedelta(days=days), now=clock.now)
    if entry.get("digest"):
        receive(member)
        Reception.objects.filter(member=member).update(daily_at=clock.now, weekly_at=clock.now)
