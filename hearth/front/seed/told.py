"""What people of the demo world were told of late; all but the latest of it they have read."""

from datetime import timedelta
from typing import Final

from hearth.activity.models import Activity, Delivery
from hearth.activity.ports import announced
from hearth.front.seed.clock import Clock
from hearth.members.models import Member
from hearth.notifications.actions.reading import mark_all_read
from hearth.notifications.actions.spreading import spread
from hearth.notifications.models import Notification

LATELY: Final = timedelta(days=6)
READ_BEFORE: Final = timedelta(days=2)
TELLING: Final = "notifications.tell_people"


def put_told(clock: Clock) -> int:
    """Tell people what happened LATELY, unless somebody was told something already; return how much was told.

    Nothing else of what happened in the world so far is told afterwards, nor is any of it mailed: it is over.
    """
    if Notification.objects.exists():
        return 0
    happened = Activity.objects.filter(verb__in=announced(), at__lte=clock.now)
    for activity in happened.filter(at__gt=clock.now - LATELY).order_by("at", "pk"):
        spread(activity)
    Delivery.objects.filter(handler=TELLING, activity__in=happened).delete()
    Notification.objects.update(mail_at=None)
    for member in Member.objects.filter(pk__in=Notification.objects.values("member")):
        mark_all_read(member, until=clock.now - READ_BEFORE)
    return Notification.objects.count()
