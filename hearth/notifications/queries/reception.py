"""When mail may reach somebody, by the clock where they are."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from hearth.members.models import Member
from hearth.notifications.models import Reception


def reception_of(member: Member) -> Reception:
    """Return what `member`, a main name, chose about mail, or what holds until they choose: not saved."""
    return Reception.objects.filter(member=member).first() or Reception(member=member)


def zone_of(reception: Reception) -> ZoneInfo:
    """Return the time zone of whoever it is of."""
    return ZoneInfo(reception.time_zone or settings.TIME_ZONE)


def mail_may_come_at(reception: Reception, now: datetime) -> datetime:
    """Return when mail may come from `now` on: now itself, or after the pause and the quiet hours."""
    at = max(now, reception.paused_until or now)
    start, end = reception.quiet_from, reception.quiet_until
    if start is None or end is None:
        return at
    local = at.astimezone(zone_of(reception))
    is_quiet = start <= local.hour < end if start < end else local.hour >= start or local.hour < end
    if start == end or not is_quiet:
        return at
    day = local.date() + timedelta(days=local.hour >= end)
    return datetime(day.year, day.month, day.day, end, tzinfo=local.tzinfo).astimezone(at.tzinfo)
