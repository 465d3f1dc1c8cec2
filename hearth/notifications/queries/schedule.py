"""When digests are due: at the hour a person chose, by the clock where they are, whatever that clock does."""

from datetime import datetime, timedelta
from typing import Final

from hearth.notifications.models import Reception
from hearth.notifications.queries.reception import zone_of

SPREAD: Final = 50
"""Minutes of their hour over which people are spread: mail to all in the same minute would come late to most."""


def next_times(reception: Reception, now: datetime) -> dict[str, datetime]:
    """Return the first times after `now` that the digests of `reception` are due, by their fields."""
    return {"daily_at": next_daily(reception, now), "weekly_at": next_weekly(reception, now)}


def next_daily(reception: Reception, now: datetime) -> datetime:
    """Return the first time after `now` that the daily digest is due.

    Where the clock is put forward over the hour, it is due as much later as the clock was put (PEP 495); where an hour
    comes twice, in the first: once a day.
    """
    return _next(reception, now, days=1)


def next_weekly(reception: Reception, now: datetime) -> datetime:
    """Return the first time after `now` that the weekly digest is due: once a week, as above."""
    return _next(reception, now, days=7)


def _next(reception: Reception, now: datetime, *, days: int) -> datetime:
    zone = zone_of(reception)
    day = now.astimezone(zone).date()
    if days == 7:
        day += timedelta(days=(reception.weekday - day.weekday()) % 7)
    minute = reception.pk * 7 % SPREAD
    while True:
        local = datetime(day.year, day.month, day.day, reception.hour, minute, tzinfo=zone)
        due = local.astimezone(now.tzinfo)
        if due > now:
            return due
        day += timedelta(days=days)
