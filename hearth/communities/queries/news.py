"""What is new for somebody, and what is alive for everybody: for the pages people begin at."""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from hearth.communities.models import Attention, Community, Crawling, Discussion, Membership, Reading
from hearth.communities.queries.discussions import NOT_IN_LISTS, Talk, as_talks
from hearth.members import faces
from hearth.members.models import Member
from hearth.members.queries.around import muted_by

SHOWN = 8
SHOWN_WAITING = 4
SHOWN_LIVING = 5
CANDIDATES = 60
STAYS_NEW = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class News:
    """What a member's own space shows of communities."""

    new: list[Talk]
    waiting: list[Talk]


def news_of(viewer: Member, *, new: int = SHOWN, waiting: int = SHOWN_WAITING) -> News:
    """Return what the person behind `viewer` has not read yet in what they follow, and what waits for an answer there.

    They follow the communities they belong to, and single discussions; what was said STAYS_NEW ago is not new any
    more. Nothing they muted, nothing that people they muted began, and nothing that was brought in from a collection.
    For that person only. Four queries at most.
    """
    mine = Membership.objects.filter(faces.same_person(viewer, "member"), community=OuterRef("community")).standing()
    kept = Attention.objects.filter(member=viewer, discussion=OuterRef("pk"))
    shown = _living(viewer).filter(~Exists(kept.filter(mutes=True))).exclude(author__in=muted_by(viewer))
    unanswered = shown.filter(Exists(mine), reply_count=0, locked_at=None).exclude(faces.same_person(viewer, "author"))
    calling = list(unanswered.order_by("-created_at", "-pk")[:waiting])
    followed = shown.filter(Exists(kept.filter(follows=True)) | Exists(mine), active_at__gt=timezone.now() - STAYS_NEW)
    unread = followed.exclude(Exists(kept.filter(read_at__gte=OuterRef("active_at"))))
    fresh = list(unread.exclude(pk__in=[row.pk for row in calling]).order_by("-active_at", "-pk")[:new])
    talks = {talk.discussion.pk: talk for talk in as_talks([*fresh, *calling], viewer=viewer)}
    new_ones = [replace(talks[row.pk], is_new=True) for row in fresh]
    return News(new_ones, [talks[row.pk] for row in calling])


def living_discussions(*, language: str, limit: int = SHOWN_LIVING) -> list[Talk]:
    """Return the discussions of open communities where something was said last, those in `language` first.

    As a visitor sees them, and only of communities that search engines may show; among the newest CANDIDATES.
    Two queries.
    """
    shown = _living(None).filter(community__in=_open(), reply_count__gt=0).order_by("-active_at", "-pk")
    rows = sorted(shown[:CANDIDATES], key=lambda row: row.language != language)
    return as_talks(rows[:limit], viewer=None)


def count_open() -> tuple[int, int]:
    """Return how many open communities there are, and how many discussions in them, as their counters say. One query.

    Those that machines are asked to stay away from, libraries among them, do not count.
    """
    counted = _open().aggregate(communities=Count("pk"), discussions=Sum("discussion_count"))
    return counted["communities"], counted["discussions"] or 0


def _open() -> QuerySet[Community]:
    return Community.objects.filter(Q(reading=Reading.EVERYONE, archived_at=None) & ~Q(crawling=Crawling.NOTHING))


def _living(viewer: Member | None) -> QuerySet[Discussion]:
    shown = Discussion.objects.visible_to(viewer).listed().filter(source_key=None)
    return shown.select_related("author", "community").defer(*NOT_IN_LISTS)
