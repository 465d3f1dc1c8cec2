"""What is in a digest: what was promised in it, as things are now, and what a community asks of everybody."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hearth.activity.ports import KINDS, How, Matter, Told
from hearth.communities.queries.discussions import Talk
from hearth.communities.queries.news import helped_since, news_of
from hearth.members.models import Member
from hearth.notifications.models import Notification
from hearth.notifications.queries.choices import ways_for, ways_of
from hearth.notifications.queries.telling import tell

MOST: Final = 50
"""Notifications read for one digest; of more it says how many there are."""
IN_GROUP: Final = 3
IN_PART: Final = 8
EXTRAS: Final = 5
NEWS: Final = "news"
"""The kind by which people choose whether they hear of their communities."""
PERIODS: Final = {How.DAILY: timedelta(days=1), How.WEEKLY: timedelta(days=7)}


@dataclass(slots=True)
class Group:
    """What a digest says of one discussion, the latest first; `more` is how much it leaves out."""

    told: list[Told]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Digest:
    """What a digest says.

    Arguments:
        groups: word of discussions; `others`: of anything else; IN_PART of each at most.
        asked: what was begun in the person's communities.
        helped: where an answer was found to help; `waiting`: what nobody has answered.
        more: of how much else it says only that it is there.
    """

    groups: list[Group]
    others: list[Told]
    asked: list[Told]
    helped: list[Talk]
    waiting: list[Talk]
    more: int = 0

    def __bool__(self) -> bool:
        return bool(self.groups or self.others or self.asked or self.helped or self.waiting)


def brings_news(member: Member, how: How) -> bool:
    """Say whether the digest of `how` also brings what was found to help, and who waits: the weekly, or the daily."""
    way = ways_for([member.pk], KINDS[NEWS], Matter(pk=0))[member.pk]
    return how == (How.DAILY if way == How.DAILY else How.WEEKLY) and way not in (How.NEVER, How.PAGE)


def gather(member: Member, how: How, *, at: datetime) -> tuple[Digest, list[int]]:
    """Return the digest promised to `member` at the moment `at`, and the keys of word that is to be forgotten.

    In the active language; bounded, however much there is. What was read in the page meanwhile is not in it.
    """
    found = Notification.objects.of(member).unread().filter(how=how, mailed_at=at).order_by("-at", "-pk")
    rows = list(found[:MOST])
    more = found.count() - len(rows) if len(rows) == MOST else 0
    ways = ways_of(rows)
    wanted = [row for row in rows if ways[row.pk] not in (How.NEVER, How.PAGE)]
    told = tell(wanted, viewer=member)
    said = [row for row in wanted if row.pk in told]
    spoken = {row.discussion_id for row in said}
    helped, waiting = list[Talk](), list[Talk]()
    if brings_news(member, how):
        helped = helped_since(member, at - PERIODS[how], limit=EXTRAS)
        waiting = [each for each in news_of(member, new=0, waiting=EXTRAS).waiting if each.discussion.pk not in spoken]
    groups = _groups((row for row in said if row.kind != NEWS and row.discussion_id), told)
    others = [told[row.pk] for row in said if row.kind != NEWS and not row.discussion_id]
    grouped = {row.discussion_id for row in said if row.kind != NEWS}
    asked = [told[row.pk] for row in said if row.kind == NEWS and row.discussion_id not in grouped]
    left_out = sum(len(each.told) + each.more for each in groups[IN_PART:])
    left_out += len(others[IN_PART:]) + len(asked[IN_PART:])
    digest = Digest(
        groups=groups[:IN_PART],
        others=others[:IN_PART],
        asked=asked[:IN_PART],
        helped=helped,
        waiting=waiting,
        more=more + left_out if said else 0,
    )
    return digest, [row.pk for row in wanted if row.pk not in told]


def _groups(rows: Iterable[Notification], told: dict[int, Told]) -> list[Group]:
    found: dict[int | None, list[Told]] = defaultdict(list)
    for row in rows:
        found[row.discussion_id].append(told[row.pk])
    return [Group(these[:IN_GROUP], len(these[IN_GROUP:])) for these in found.values()]
