"""Discussions and what was answered, as somebody may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.http import Http404
from django.utils import timezone

from hearth.communities.models import (
    Attention,
    Community,
    Discussion,
    Membership,
    Reply,
    Revision,
    Role,
)
from hearth.communities.models.discussion import DiscussionQuerySet
from hearth.communities.models.written import withdrawn
from hearth.communities.queries.authors import authors_of
from hearth.core.paging import Page, cursor_after, page
from hearth.members import faces
from hearth.members.models import Member, Presence, presence_of
from hearth.members.queries.profiles import ProfileSeen
from hearth.topics.models import Topic

PAGE = 20
REPLIES = 20
BY_AGE = ("pk",)
MOST_NEWS = 50
NOT_IN_LISTS = ("body", "body_html")


class Filter(StrEnum):
    """Which discussions of a community a list shows."""

    ALL = "all"
    UNANSWERED = "unanswered"
    NEW = "new"
    MINE = "mine"


@dataclass(frozen=True, slots=True)
class Talk:
    """A discussion as lists show it; `author` as the viewer sees them."""

    discussion: Discussion
    author: ProfileSeen
    role: str = ""
    is_new: bool = False


def get_discussion(public_id: str, *, viewer: Member | None) -> Discussion:
    """Return the discussion `viewer` may read, with its community and author; raises Http404. One query."""
    return _discussion(Discussion.objects.visible_to(viewer), public_id)


def get_discussion_to_delete(public_id: str, *, viewer: Member | None) -> Discussion:
    """Return the discussion `viewer` may read or has written: what they said is theirs where they read no more.

    Raises Http404. One query.
    """
    return _discussion(_or_own(Discussion.objects.all(), Discussion.objects.visible_to(viewer), viewer), public_id)


def is_visible(discussion: Discussion, *, viewer: Member | None) -> bool:
    """Say whether `viewer` may read `discussion`. One query."""
    return Discussion.objects.visible_to(viewer).filter(pk=discussion.pk).exists()


def _discussion(seen: QuerySet[Any], public_id: str) -> Discussion:
    rows = seen.select_related("community", "author").annotate(author_presence=presence_of("author"))
    found: Discussion | None = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return as_it_reads(found)


def _or_own(every: QuerySet[Any], seen: QuerySet[Any], viewer: Member | None) -> QuerySet[Any]:
    """Return of `every` row those that are `seen`, and those the person behind `viewer` wrote and did not take back."""
    if viewer is None:
        return seen
    return every.filter(Q(pk__in=seen.values("pk")) | Q(faces.same_person(viewer, "author"), deleted_at=None))


def as_it_reads(found: Any) -> Discussion:
    """Return a discussion without the words its author takes along: as if they were erased already.

    `found` was read with `author_presence`.
    """
    discussion: Discussion = found
    if found.author_presence == Presence.TAKING_WORDS:
        discussion.title = discussion.excerpt = discussion.body = discussion.body_html = ""
        discussion.deleted_at = discussion.deleted_at or timezone.now()
    return discussion


def get_reply(public_id: str, *, viewer: Member | None) -> Reply:
    """Return the reply `viewer` may read, with its discussion and community; raises Http404. One query."""
    return _reply(_replies_seen(viewer), public_id)


def get_reply_to_delete(public_id: str, *, viewer: Member | None) -> Reply:
    """Return the reply `viewer` may read or has written, as above; raises Http404. One query."""
    return _reply(_or_own(Reply.objects.all(), _replies_seen(viewer), viewer), public_id)


def _replies_seen(viewer: Member | None) -> QuerySet[Reply]:
    return shown_replies(viewer).filter(discussion__in=Discussion.objects.visible_to(viewer))


def _reply(seen: QuerySet[Reply], public_id: str) -> Reply:
    rows = seen.select_related("discussion__community", "discussion__author", "author")
    found = rows.annotate(author_presence=presence_of("author")).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def list_discussions(
    community: Community,
    *,
    viewer: Member | None,
    chosen: Filter = Filter.ALL,
    language: str = "",
    topic: Topic | None = None,
    cursor: str = "",
) -> Page[Discussion]:
    """Return a page of the discussions of `community`, the latest said first. One query."""
    found = Discussion.objects.visible_to(viewer).listed().filter(community=community)
    found = _only(found, chosen, viewer)
    if language:
        found = found.filter(language=language)
    if topic is not None:
        found = found.filter(topics=topic)
    rows = page(found.select_related("author").defer(*NOT_IN_LISTS), by=("-active_at", "-pk"), size=PAGE, cursor=cursor)
    _belong_to(community, rows.items)
    return rows


def list_pinned(community: Community, *, viewer: Member | None) -> list[Discussion]:
    """Return the pinned discussions of `community`, the first pinned first. One query."""
    found = Discussion.objects.visible_to(viewer).listed().filter(community=community, pinned_at__isnull=False)
    rows = list(found.select_related("author").defer(*NOT_IN_LISTS).order_by("pinned_at"))
    _belong_to(community, rows)
    return rows


def _belong_to(community: Community, rows: list[Discussion]) -> None:
    for row in rows:
        row.community = community


def as_talks(discussions: Iterable[Discussion], *, viewer: Member | None) -> list[Talk]:
    """Return `discussions` with who wrote each, what they are there, and what is new to `viewer`. One query, or two."""
    rows: list[Any] = list(discussions)
    if not rows:
        return []
    held = Membership.objects.standing().exclude(role=Role.MEMBER)
    held = held.filter(community=OuterRef("community"), member=OuterRef("author"))
    said: dict[str, Any] = {
        "author_role": Subquery(held.values("role")[:1]),
        "author_presence": presence_of("author"),
    }
    kept = Attention.objects.filter(member=viewer, discussion=OuterRef("pk"), mutes=False) if viewer else None
    if kept is not None:
        said |= {"is_kept": Exists(kept), "kept_until": Subquery(kept.values("read_at")[:1])}
    found = Discussion.objects.filter(pk__in=[row.pk for row in rows]).annotate(**said)
    by_pk = {each["pk"]: each for each in found.values("pk", *said)}
    for row in rows:
        row.author_presence = by_pk[row.pk]["author_presence"] if row.pk in by_pk else None
    authors = authors_of(rows, viewer=viewer)
    return [
        Talk(
            row,
            authors[row.author_id],
            by_pk[row.pk]["author_role"] or "",
            bool(by_pk[row.pk].get("is_kept")) and row.active_at > (by_pk[row.pk]["kept_until"] or row.created_at),
        )
        for row in rows
        if row.pk in by_pk
    ]


def list_replies(discussion: Discussion, *, viewer: Member | None, cursor: str = "") -> Page[Reply]:
    """Return a page of the replies to the opening, the first said first. One query."""
    return page(_replies_of(discussion, viewer), by=BY_AGE, size=REPLIES, cursor=cursor)


def cursor_to(reply: Reply, *, viewer: Member | None) -> str:
    """Return the cursor of the page of replies on which `reply` stands, with what came before it. One query or two."""
    top = reply.parent_id or reply.pk
    before = list(_replies_of(reply.discussion, viewer).filter(pk__lt=top).order_by("-pk")[:REPLIES])
    return cursor_after(before[-1], by=BY_AGE) if len(before) == REPLIES else ""


def news_in(discussion: Discussion, *, viewer: Member | None, since: datetime) -> tuple[int, Reply | None]:
    """Return how many replies by others came after `since`, MOST_NEWS at most, and the first of them. One query."""
    found = shown_replies(viewer).filter(discussion=discussion, created_at__gt=since, deleted_at=None)
    if viewer is not None:
        found = found.exclude(faces.same_person(viewer, "author"))
    rows = list(found.order_by("pk")[:MOST_NEWS])
    return len(rows), rows[0] if rows else None


def list_revisions(written: Discussion | Reply) -> list[Revision]:
    """Return what `written` said before, the last change first. For its author and moderators."""
    its = {"reply": written} if isinstance(written, Reply) else {"discussion": written, "reply": None}
    return list(Revision.objects.filter(**its).order_by("-until", "-pk"))


def role_of_author(community: Combinable) -> Subquery:
    """Return the role in `community` of the author of the rows it annotates; nothing for an ordinary member."""
    held = Membership.objects.standing().filter(community=community, member=OuterRef("author"))
    return Subquery(held.exclude(role=Role.MEMBER).values("role")[:1])


def _replies_of(discussion: Discussion, viewer: Member | None) -> QuerySet[Reply]:
    """Replies to the opening; of what a moderator or a leaving author took away, the mark where others answered."""
    answered = Reply.objects.filter(parent=OuterRef("pk"), hidden_at=None, deleted_at=None)
    marks = Reply.objects.filter(Exists(answered), hidden_at__isnull=False)
    found = _but_not_parted(_shown_to(viewer) | marks, viewer).filter(discussion=discussion, parent=None)
    found = found.exclude(Q(withdrawn()) & ~Q(Exists(answered)))
    return spoken(found, discussion)


def spoken(found: QuerySet[Reply], discussion: Discussion) -> QuerySet[Reply]:
    """Let each reply carry its author, what they are in the community, and whether they are here."""
    role = role_of_author(Value(discussion.community_id))
    return found.select_related("author").annotate(author_role=role, author_presence=presence_of("author"))


def shown_replies(viewer: Member | None) -> QuerySet[Reply]:
    """Replies nobody hid, and the marks of those taken back; without whom a block parts from `viewer`."""
    return _but_not_parted(_shown_to(viewer), viewer).exclude(withdrawn())


def _shown_to(viewer: Member | None) -> QuerySet[Reply]:
    shown = Reply.objects.filter(hidden_at=None)
    if viewer is not None:
        shown |= Reply.objects.filter(faces.same_person(viewer, "author"))
        shown |= Reply.objects.filter(discussion__community__in=Community.objects.moderated_by(viewer))
    return shown


def _but_not_parted(found: QuerySet[Reply], viewer: Member | None) -> QuerySet[Reply]:
    """Leave out whom a block parts from `viewer`, but where they keep order: a block is no shield from that."""
    if viewer is None:
        return found
    parted = Member.objects.hidden_from(viewer).filter(pk=OuterRef("author"))
    keeps_order = Q(discussion__community__in=Community.objects.moderated_by(viewer))
    return found.exclude(Q(Exists(parted)) & ~keeps_order)


def _only(found: DiscussionQuerySet, chosen: Filter, viewer: Member | None) -> DiscussionQuerySet:
    if chosen == Filter.UNANSWERED:
        return found.filter(reply_count=0, source_key=None)
    if viewer is None or chosen == Filter.ALL:
        return found
    if chosen == Filter.MINE:
        return found.filter(faces.same_person(viewer, "author"))
    read = Attention.objects.filter(member=viewer, discussion=OuterRef("pk"), read_at__gte=OuterRef("active_at"))
    return found.exclude(Exists(read))
