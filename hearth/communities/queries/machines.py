"""What machines may read: feeds for anyone, and what search engines are told of. Everything as a visitor sees it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import TruncMonth
from django.http import Http404

from hearth.communities.models import Community, Crawling, Discussion, Reading, Reply
from hearth.communities.models.written import withdrawn
from hearth.communities.queries.authors import authors_of
from hearth.communities.queries.mentions import as_words, leave_names_out
from hearth.members.queries.profiles import ProfileSeen

IN_FEED = 40
IN_PART = 1_000  # entries of a part of the sitemap: so that each is kept for visitors, with the longest addresses too


def get_open_community(public_id: str) -> Community:
    """Return a community everybody may read; raises Http404 for every other."""
    found = Community.objects.readable_by(None).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def get_open_discussion(public_id: str) -> Discussion:
    """Return a discussion everybody may read, with its community; raises Http404 for every other."""
    shown = Discussion.objects.visible_to(None).listed().select_related("community", "author")
    found = shown.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    leave_names_out([found])
    return found


def latest_discussions(community: Community) -> list[Discussion]:
    """Return the newest discussions of an open `community`, as a visitor sees them. One query, or two."""
    found = Discussion.objects.visible_to(None).listed().filter(community=community)
    rows = list(found.select_related("author").order_by("-created_at", "-pk")[:IN_FEED])
    for row in rows:
        row.community = community
    leave_names_out(rows)
    return rows


def latest_replies(discussion: Discussion) -> list[Reply]:
    """Return the newest replies of an open `discussion`, as a visitor sees them. One query, or two."""
    found = Reply.objects.filter(discussion=discussion, hidden_at=None, deleted_at=None).exclude(withdrawn())
    rows = list(found.select_related("author").order_by("-created_at", "-pk")[:IN_FEED])
    for row, html in zip(rows, as_words(rows), strict=True):
        row.body_html = html
    return rows


def authors_beside(written: Sequence[Discussion | Reply]) -> list[ProfileSeen]:
    """Return whom a visitor sees beside each of `written`. One query."""
    seen = authors_of(written, viewer=None)
    return [seen[each.author_id] for each in written]


def sitemap_communities(part: int = 1) -> list[Community]:
    """Return one part of the communities search engines are told of, the oldest first. One query."""
    return list(_told().order_by("pk")[_places_of(part)])


def sitemap_parts() -> list[tuple[str, datetime | None]]:
    """Return the parts of the sitemap, and when each last changed at the latest, None where that is not known.

    `communities`, a month like `2026-11` (in which discussions began, UTC), and `2026-11-2` for what a first part of
    IN_PART entries has no room for. Two queries.
    """
    month = TruncMonth("created_at", tzinfo=UTC)  # as sitemap_discussions has it, wherever the site stands
    rows = _told_discussions().values(month=month).annotate(at=Max("active_at"), count=Count("pk")).order_by("month")
    parts: list[tuple[str, datetime | None]] = [(name, None) for name in _names("communities", _told().count())]
    for row in rows:
        parts += [(name, row["at"]) for name in _names(f"{row['month']:%Y-%m}", row["count"])]
    return parts


def sitemap_discussions(month: date, part: int = 1) -> list[Discussion]:
    """Return one part of the discussions of `month` (its first day, UTC) that search engines are told of. One query."""
    begins = datetime(month.year, month.month, 1, tzinfo=UTC)
    ends = (begins + timedelta(days=32)).replace(day=1)
    found = _told_discussions().filter(created_at__gte=begins, created_at__lt=ends)
    fields = ("public_id", "title", "active_at", "community__public_id", "community__name")
    # By offset, which costs what is in a month: a key in the address would be another one each time somebody leaves.
    return list(found.select_related("community").only(*fields).order_by("created_at", "pk")[_places_of(part)])


def _names(of: str, count: int) -> list[str]:
    """Return what the parts of `count` entries are called, one at least."""
    return [of, *(f"{of}-{part}" for part in range(2, -(-count // IN_PART) + 1))]


def _places_of(part: int) -> slice:
    return slice((part - 1) * IN_PART, part * IN_PART)


def _told() -> QuerySet[Community]:
    return Community.objects.filter(reading=Reading.EVERYONE).exclude(crawling=Crawling.NOTHING)


def _told_discussions() -> QuerySet[Discussion]:
    return Discussion.objects.visible_to(None).listed().filter(community__in=_told())
