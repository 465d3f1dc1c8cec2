"""What somebody missed who was away for days: how much was answered, where, and the few that matter."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hearth.activity.ports import KINDS, Told
from hearth.members.models import Member
from hearth.notifications.models import Notification
from hearth.notifications.queries.telling import tell

AWAY: Final = timedelta(days=3)
FEW: Final = 5
SHOWN: Final = 3
MOST: Final = 300


@dataclass(frozen=True, slots=True)
class Missed:
    """What waits unread since `since`: `answers` in so many `discussions`, and what counts for most of it."""

    since: datetime
    answers: int
    discussions: int
    matters: list[tuple[Notification, Told]]


def missed_by(viewer: Member, *, now: datetime) -> Missed | None:
    """Return what waits unread for `viewer`, a main name, when it has done so for AWAY and is more than FEW; else None.

    Of the latest MOST. One query, and a few to say what matters.
    """
    rows = list(Notification.objects.of(viewer).unread().order_by("-at", "-pk")[:MOST])
    if len(rows) <= FEW or now - rows[-1].at < AWAY:
        return None
    answered = Counter(row.discussion_id for row in rows if row.about == "reply")
    order = {name: number for number, name in enumerate(KINDS)}
    first = sorted(rows, key=lambda row: order.get(row.kind, len(order)))[: 2 * SHOWN]
    said = tell(first, viewer=viewer)
    matters = [(row, said[row.pk]) for row in first if row.pk in said][:SHOWN]
    return Missed(rows[-1].at, answered.total(), len(answered), matters)
