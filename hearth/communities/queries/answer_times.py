"""How soon questions are answered in a community: an honest figure, or none."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from hearth.communities.models import Community, Discussion

PERIOD: Final = timedelta(days=90)
LEAST: Final = 10
"""Of fewer questions no figure is given: it would say more than is known."""


@dataclass(frozen=True, slots=True)
class AnswerTime:
    """Half of the `count` questions of the last PERIOD were answered within `half`; None: fewer than half were."""

    count: int
    half: timedelta | None


def answer_time_of(community: Community, *, now: datetime | None = None) -> AnswerTime | None:
    """Return how soon questions of `community` are answered; None when there are fewer than LEAST to say so.

    Counted are the questions (`Discussion.asks`) of the last PERIOD that are shown; one that nobody has answered counts
    as not answered, however young it is: so the figure never flatters. One query.
    """
    now = now or timezone.now()
    asked = Discussion.objects.listed().filter(community=community, asks=True, created_at__gt=now - PERIOD)
    times = list(asked.filter(created_at__lte=now).values_list("created_at", "answered_at"))
    if len(times) < LEAST:
        return None
    waits = sorted(answered - asked for asked, answered in times if answered is not None and answered <= now)
    middle = (len(times) + 1) // 2 - 1
    return AnswerTime(len(times), waits[middle] if middle < len(waits) else None)
