"""What is new for somebody, and what is alive for everybody: for the pages people begin at."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from hearth.communities.models import Attention, Community, Crawling, Discussion, Reading
from hearth.communities.models.community import places_of
from hearth.communities.queries.discussions import NOT_IN_LISTS, Talk, as_talks, is_new_to, said_beside, talks_of
from hearth.members import faces
from hearth.members.models import Member
from hearth.members.queries.around import muted_by
from hearth.topics.models import Topic

SHOWN = 8
SHOWN_WAITING = 4
SHOWN_LIVING = 5
CANDIDATES = 60
MOST_LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class News:
    """What a member's own space shows of communities."""

    new: list[Talk]
    waiting: list[Talk]


def news_of(viewer: Member, *, new: int = SHOWN, waiting: int = SHOWN_WAITING) -> News:
    """Return what the person behind `viewer` has not read yet in what they follow, and what waits for an answer there.

    They follow the communities they belong to, and single discussions; what is new is said by `is_new_to`.
    Nothing they muted, nothing that people they muted began, and nothing that was brought in from a collection.
    For that person only. An index finds the latest, and only these few are asked whether they may be shown: three
    queries, or six where most of them may not. Among the latest MOST_LOOKED_AT of each.
    """
    for most in (2 * (new + waiting), MOST_LOOKED_AT):
        calling, unread = list(_waiting(viewer)[:most]), _unread(viewer, most)
        talks = _talks([*calling, *unread], viewer)
        called = [key for key in calling if key in talks][:waiting]
        fresh = [key for key in unread if key in talks and key not in called][:new]
        if (len(called) == waiting or len(calling) < most) and (len(fresh) == new or len(unread) < most):
            break
    return News([talks[key] for key in fresh], [talks[key] for key in called])


def helped_since(viewer: Member, since: datetime, *, limit: int) -> list[Talk]:
    """Return where, in the communities of the person behind `viewer`, an answer was found to help after `since`.

    The latest first; nothing they muted, and not their own questions. Among the latest MOST_LOOKED_AT; three queries.
    """
    found = _told().filter(community__in=places_of(viewer), helped_at__gt=since)
    found = found.exclude(faces.same_person(viewer, "author")).order_by("-helped_at", "-pk")
    keys = list(found.values_list("pk", flat=True)[:MOST_LOOKED_AT])
    talks = _talks(keys, viewer)
    return [talks[key] for key in keys if key in talks][:limit]


def _waiting(viewer: Member) -> QuerySet[Discussion, Any]:
    """The keys of what nobody has answered where `viewer` belongs, but for their own questions; the latest first."""
    found = _told().filter(community__in=places_of(viewer), asks=True, answered_at=None, locked_at=None)
    return (
        found.exclude(faces.same_person(viewer, "author")).order_by("-created_at", "-pk").values_list("pk", flat=True)
    )


def _unread(viewer: Member, most: int) -> list[int]:
    """The keys of what was said lately where `viewer` belongs or follows, and not read; the latest first."""
    found = _told().filter(is_new_to(viewer))
    here = found.filter(community__in=places_of(viewer)).order_by("-active_at", "-pk")[:most]
    followed = found.filter(pk__in=Attention.objects.filter(member=viewer, follows=True).values("discussion"))
    # The places are bounded before both are put together: their index is walked no further than it is asked.
    latest = Discussion.objects.filter(pk__in=here.values("pk")).values_list("active_at", "pk")
    both = latest.union(followed.values_list("active_at", "pk")).order_by("-active_at", "-pk")
    return [key for _at, key in both[:most]]


def _talks(keys: list[int], viewer: Member) -> dict[int, Talk]:
    """Return those of `keys` that `viewer` may be shown unasked, by their key."""
    muted = Attention.objects.filter(member=viewer, discussion=OuterRef("pk"), mutes=True)
    shown = _living(viewer).filter(~Exists(muted), pk__in=keys).exclude(author__in=muted_by(viewer))
    rows = list(shown.annotate(**said_beside(viewer))) if keys else []
    return {talk.discussion.pk: talk for talk in talks_of(rows, viewer=viewer)}


def living_discussions(*, language: str, limit: int = SHOWN_LIVING) -> list[Talk]:
    """Return the discussions of open communities where something was said last, those in `language` first.

    As a visitor sees them, and only of communities that search engines may show; among the newest CANDIDATES.
    Two queries.
    """
    shown = _living(None).filter(community__in=_open(), reply_count__gt=0).order_by("-active_at", "-pk")
    rows = sorted(shown[:CANDIDATES], key=lambda row: row.language != language)
    return as_talks(rows[:limit], viewer=None)


def discussions_about(topic: Topic, *, viewer: Member | None, limit: int = SHOWN_LIVING) -> list[Talk]:
    """Return the discussions about `topic`, or what is under it, that `viewer` may read, the liveliest first.

    Nothing that people they muted began, and nothing that was brought in from a collection. Three queries.
    """
    around = Q(topic=topic) | Q(topic__broader=topic)
    shown = _living(viewer).filter(pk__in=Discussion.topics.through.objects.filter(around).values("discussion"))
    if viewer is not None:
        shown = shown.exclude(author__in=muted_by(viewer))
    return as_talks(shown.order_by("-active_at", "-pk")[:limit], viewer=viewer)


def count_open() -> tuple[int, int]:
    """Return how many open communities there are, and how many discussions in them, as their counters say. One query.

    Those that machines are asked to stay away from, libraries among them, do not count.
    """
    counted = _open().aggregate(communities=Count("pk"), discussions=Sum("discussion_count"))
    return counted["communities"], counted["discussions"] or 0


def _open() -> QuerySet[Community]:
    return Community.objects.filter(Q(reading=Reading.EVERYONE, archived_at=None) & ~Q(crawling=Crawling.NOTHING))


def _told() -> QuerySet[Discussion]:
    """What people began here, by what the indexes know of it."""
    return Discussion.objects.filter(hidden_at=None, deleted_at=None, source_key=None)


def _living(viewer: Member | None) -> QuerySet[Discussion]:
    shown = Discussion.objects.visible_to(viewer).listed().filter(source_key=None)
    return shown.select_related("author", "community").defer(*NOT_IN_LISTS)
