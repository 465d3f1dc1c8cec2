"""Whether a community grows: two periods of the same length beside each other, counts of people and words only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Q, QuerySet
from django.db.models.base import Model

from hearth.communities.models import Community, Discussion, Membership, Reply

PERIOD: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Change:
    """How many in the last PERIOD, and in the PERIOD before it."""

    now: int
    before: int


@dataclass(frozen=True, slots=True)
class Growth:
    """Who came and is still there, what was asked, and what was answered: as it is shown today."""

    members: Change
    discussions: Change
    replies: Change


def growth_of(community: Community, *, now: datetime) -> Growth:
    """Return how `community` grew up to `now`, without what was imported, hidden or taken back. Three queries."""
    told = Q(hidden_at=None, deleted_at=None)
    return Growth(
        members=_change(Membership.objects.standing().filter(community=community), "granted_at", now),
        discussions=_change(Discussion.objects.filter(told, community=community, source_key=None), "created_at", now),
        replies=_change(Reply.objects.filter(told, discussion__community=community), "created_at", now),
    )


def _change(found: QuerySet[Model], at: str, now: datetime) -> Change:
    last = Q(**{f"{at}__gt": now - PERIOD, f"{at}__lte": now})
    before = Q(**{f"{at}__gt": now - 2 * PERIOD, f"{at}__lte": now - PERIOD})
    counts = found.filter(last | before).aggregate(now=Count("pk", filter=last), before=Count("pk", filter=before))
    return Change(counts["now"], counts["before"])
