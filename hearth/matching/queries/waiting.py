"""What waits for an answer in a community, for those who lead it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Final

from django.db.models import Count, Exists, Min, OuterRef, Q

from hearth.communities.models import Community, Discussion
from hearth.matching.models import Offer, Question, State

SHOWN: Final = 20
AGES: Final = (timedelta(days=1), timedelta(days=3), timedelta(days=7))
"""Where one age ends and the next begins."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that waits, and whether somebody has it in hand: never who, nor who did not want it."""

    question: Question
    is_in_hand: bool

    @property
    def discussion(self) -> Discussion:
        """What was asked."""
        return self.question.discussion


@dataclass(frozen=True, slots=True)
class Ages:
    """How many questions wait, by how long: less than a day, than three, than seven, and longer."""

    counts: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many wait in all."""
        return sum(self.counts)


def list_waiting(community: Community, *, now: datetime) -> list[Waiting]:
    """Return the SHOWN questions of `community` that wait longest. Two queries. Who may see them is asked before."""
    held = Offer.objects.in_hand(now).filter(question=OuterRef("pk"), state=State.CLAIMED)
    found = Question.objects.waiting().filter(discussion__community=community).annotate(is_held=Exists(held))
    rows: list[Any] = list(found.select_related("discussion__community").of_moment()[:SHOWN])
    return [Waiting(row, row.is_held) for row in rows]


def ages_of(community: Community, *, now: datetime) -> Ages:
    """Return how many questions of `community` wait, by age at `now`. One query."""
    edges = [now, *(now - age for age in AGES), None]
    pairs = pairwise(edges)
    counts = {f"age_{number}": Count("pk", filter=_between(*pair)) for number, pair in enumerate(pairs)}
    found = Question.objects.waiting().filter(discussion__community=community).aggregate(**counts)
    return Ages(tuple(found[name] for name in counts))


def _between(latest: datetime | None, earliest: datetime | None) -> Q:
    asked = Q(discussion__created_at__lte=latest)
    return asked & Q(discussion__created_at__gt=earliest) if earliest else asked


@dataclass(frozen=True, slots=True)
class Place:
    """A community somebody leads: how many questions wait there, since when, and whether it has gone quiet."""

    community: Community
    waiting: int
    oldest: datetime | None
    is_quiet: bool


QUIET: Final = timedelta(days=14)
"""A community where nothing was said for so long is quiet."""


def places_led(communities: list[Community], *, now: datetime) -> list[Place]:
    """Return `communities`, those where somebody waits longest first, then the quiet ones. One query."""
    found = Question.objects.waiting().filter(discussion__community__in=communities).order_by()
    rows = found.values("discussion__community").annotate(count=Count("pk"), oldest=Min("discussion__created_at"))
    told = {row["discussion__community"]: row for row in rows}
    places = [_place(each, told.get(each.pk, {"count": 0, "oldest": None}), now) for each in communities]
    return sorted(places, key=lambda each: (each.oldest or now, not each.is_quiet, each.community.active_at))


def _place(community: Community, row: Any, now: datetime) -> Place:
    return Place(community, row["count"], row["oldest"], now - community.active_at >= QUIET)
