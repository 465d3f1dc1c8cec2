"""Template filters that say how soon questions are answered."""

from datetime import timedelta
from math import ceil

from django import template
from django.utils.translation import ngettext

from hearth.communities.queries.answer_times import PERIOD, AnswerTime

register = template.Library()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@register.filter
def within(half: timedelta) -> str:
    """Say within how long half of the questions were answered, rounded up: in hours, from two days on in days."""
    if half <= 2 * DAY:
        hours = max(1, ceil(half / HOUR))
        return ngettext("Usually answered within an hour", "Usually answered within %(num)d hours", hours) % {
            "num": hours
        }
    days = ceil(half / DAY)
    return ngettext("Usually answered within %(num)d day", "Usually answered within %(num)d days", days) % {"num": days}


@register.filter
def from_questions(told: AnswerTime) -> str:
    """Say of how many questions, and of which days, the figure speaks."""
    words = ngettext(
        "Half of the %(num)d question of the last %(days)d days had an answer by then.",
        "Half of the %(num)d questions of the last %(days)d days had an answer by then.",
        told.count,
    )
    return words % {"num": told.count, "days": PERIOD.days}
