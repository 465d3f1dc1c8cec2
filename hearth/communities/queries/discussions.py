"""Discussions and what was answered, as somebody may see them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.http import Http404
from django.utils import timezone

from hearth.communities.models import Attention, Community, Discussion, Membership, Reply, Role, Section
from hearth.communities.models.community import places_kept_by
from hearth.communities.models.discussion import DiscussionQuerySet
from hearth.communities.models.written import withdrawn
from hearth.communities.queries.authors import authors_of
from hearth.communities.queries.mentions import leave_names_out
from hearth.communities.queries.ordering import BY, Order, in_order
from hearth.core.paging import Page, cursor_after, page
from hearth.members import faces
from hearth.members.models import Member, Presence, is_parted, presence_of
from hearth.members.queries.around import muted_by
from hearth.members.queries.profiles import ProfileSeen
from hearth.topics.models import Topic

PAGE = 20
REPLIES = 20
BY_AGE = ("pk",)
MOST_PINNED = 10
STAYS_NEW = timedelta(days=30)
NOT_IN_LISTS = ("body", "body_html")


class Filter(StrEnum):
    """Which discussions of a community a list shows."""

    ALL = "all"
    UNANSWERED = "unanswered"
    LIVED = "lived"
    HELPED = "helped"
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
    return every.filter(
        Exists(seen.filter(pk=OuterRef("pk"))) | Q(faces.same_person(viewer, "author"), deleted_at=None)
    )


def as_it_reads(found: Any) -> Discussion:
    """Return a discussion without the words its author takes along: as if they were erased already.

    `found` was read with `author_presence`.
    """
    discussion: Discussion = found
    if found.author_presence == Presence.TAKING_WORDS:
        discussion.title = discussion.excerpt = discussion.body = discussion.body_html = ""
        discussion.read_in, discussion.since = "", None
        discussion.is_lived = discussion.is_ai_written = discussion.is_first = False
        discussion.deleted_at = discussion.deleted_at or timezone.now()
    return discussion


def get_reply(public_id: str, *, viewer: Member | None) -> Reply:
    """Return the reply `viewer` may read, with its discussion and community; raises Http404. One query."""
    return _reply(replies_seen(viewer), public_id)


def get_reply_to_delete(public_id: str, *, viewer: Member | None) -> Reply:
    """Return the reply `viewer` may read or has written, as above; raises Http404. One query."""
    return _reply(_or_own(Reply.objects.all(), replies_seen(viewer), viewer), public_id)


def replies_seen(viewer: Member | None) -> QuerySet[Reply]:
    """Return the replies that `viewer` may read, in discussions that they may read.

    Each discussion is asked for itself: a list of all that one may read would grow with the site.
    """
    return shown_replies(viewer).filter(Exists(Discussion.objects.visible_to(viewer).filter(pk=OuterRef("discussion"))))


def _reply(seen: QuerySet[Reply], public_id: str) -> Reply:
    rows = seen.select_related("discussion__community", "discussion__author", "author", "parent")
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
    section: Section | None = None,
    order: Order = Order.ACTIVITY,
    cursor: str = "",
) -> Page[Discussion]:
    """Return a page of the discussions of `community`, or of a `section` of it, in `order`. One query."""
    # Of one of the two alone: which index is walked is not to be a guess.
    place = {"section": section} if section else {"community": community}
    found = Discussion.objects.visible_to(viewer).listed().filter(**place)
    found = in_order(_only(found, chosen, viewer), order)
    if language:
        found = found.filter(language=language)
    if topic is not None:
        found = found.filter(topics=topic)
    rows = page(found.select_related("author").defer(*NOT_IN_LISTS), by=BY[order], size=PAGE, cursor=cursor)
    _belong_to(community, rows.items)
    return rows


def list_pinned(community: Community, *, viewer: Member | None) -> list[Discussion]:
    """Return the pinned discussions of `community`, the first pinned first, the latest MOST_PINNED. One query."""
    found = Discussion.objects.visible_to(viewer).listed().filter(community=community, pinned_at__isnull=False)
    latest = found.select_related("author").defer(*NOT_IN_LISTS).order_by("-pinned_at", "-pk")
    rows = list(latest[:MOST_PINNED])[::-1]
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
    beside = said_beside(viewer)
    found = Discussion.objects.filter(pk__in=[row.pk for row in rows]).annotate(**beside)
    by_pk = {each.pop("pk"): each for each in found.values("pk", *beside)}
    rows = [row for row in rows if row.pk in by_pk]
    for row in rows:
        vars(row).update(by_pk[row.pk])
    return talks_of(rows, viewer=viewer)


def said_beside(viewer: Member | None) -> dict[str, Any]:
    """Return what a list says beside a discussion, to annotate few rows with: for many it is asked of a page alone."""
    beside: dict[str, Any] = {
        "author_role": role_of_author(OuterRef("community")),
        "author_presence": presence_of("author"),
    }
    if viewer is not None:
        beside["is_new"] = ExpressionWrapper(is_new_to(viewer), output_field=BooleanField())
    return beside


def is_new_to(viewer: Member) -> Q:
    """Return the condition that a discussion is new to `viewer`, in whatever list: mark, filter and home say the same.

    Something was said in it within STAYS_NEW that they have not read. Never what they muted, what people they muted
    began, and what was brought in from a collection.
    """
    done = Q(read_at__gte=OuterRef("active_at")) | Q(mutes=True)
    kept = Attention.objects.filter(done, member=viewer, discussion=OuterRef("pk"))
    told = Q(~Exists(kept), active_at__gt=timezone.now() - STAYS_NEW, source_key=None)
    return told & ~Q(author__in=muted_by(viewer))


def talks_of(rows: Sequence[Any], *, viewer: Member | None) -> list[Talk]:
    """Return discussions that were read with `said_beside` as lists show them. One query, or two, at most."""
    leave_names_out(rows)
    authors = authors_of(rows, viewer=viewer)
    return [Talk(row, authors[row.author_id], row.author_role or "", getattr(row, "is_new", False)) for row in rows]


def list_replies(
    discussion: Discussion,
    *,
    viewer: Member | None,
    cursor: str = "",
    moderates: bool | None = None,
    size: int = REPLIES,
) -> Page[Reply]:
    """Return a page of the replies to the opening, the first said first. One query. `moderates`: see shown_replies."""
    return page(replies_to(discussion, viewer, moderates), by=BY_AGE, size=size, cursor=cursor)


def cursor_to(reply: Reply, *, viewer: Member | None) -> str:
    """Return the cursor of the page of replies on which `reply` stands, with what came before it. One query or two."""
    top = reply.parent_id or reply.pk
    before = list(replies_to(reply.discussion, viewer).filter(pk__lt=top).order_by("-pk")[:REPLIES])
    return cursor_after(before[-1], by=BY_AGE) if len(before) == REPLIES else ""


def role_of_author(community: Combinable, author: str = "author") -> Subquery:
    """Return the role in `community` of whoever the rows it annotates have at `author`; nothing for a mere member."""
    held = Membership.objects.standing().filter(community=community, member=OuterRef(author))
    return Subquery(held.exclude(role=Role.MEMBER).values("role")[:1])


def replies_to(discussion: Discussion, viewer: Member | None, moderates: bool | None = None) -> QuerySet[Reply]:
    """Replies to the opening; of what a moderator or a leaving author took away, the mark where others answered."""
    shown, near = _sight(viewer, moderates)
    answered = Reply.objects.filter(parent=OuterRef("pk"), hidden_at=None, deleted_at=None)
    found = Reply.objects.filter((shown & ~withdrawn()) | Q(Exists(answered)), near, discussion=discussion, parent=None)
    return spoken(found, discussion)


def spoken(found: QuerySet[Reply], discussion: Discussion) -> QuerySet[Reply]:
    """Let each reply carry its author, what they are in the community, and whether they are here."""
    role = role_of_author(Value(discussion.community_id))
    return found.select_related("author").annotate(author_role=role, author_presence=presence_of("author"))


def shown_replies(viewer: Member | None, *, moderates: bool | None = None) -> QuerySet[Reply]:
    """Replies nobody hid, and the marks of those taken back; without whom a block parts from `viewer`.

    `moderates`: whether they have a role there that keeps order, where that is known; else each reply is asked.
    """
    shown, near = _sight(viewer, moderates)
    return Reply.objects.filter(shown & ~withdrawn(), near)


def _sight(viewer: Member | None, moderates: bool | None) -> tuple[Q, Q]:
    """Return the condition that nobody hid a reply from `viewer`, and that no block parts them from its author.

    Where they keep order they see what is hidden, and a block is no shield from that.
    """
    everything = Q(pk__isnull=False)
    if viewer is None:
        return Q(hidden_at=None), everything
    if moderates:
        return everything, everything
    shown, near = Q(hidden_at=None) | faces.same_person(viewer, "author"), ~is_parted(viewer, "author")
    if moderates is None:
        kept = Q(discussion__community__in=places_kept_by(viewer))
        return shown | kept, near | kept
    return shown, near


def _only(found: DiscussionQuerySet, chosen: Filter, viewer: Member | None) -> DiscussionQuerySet:
    if chosen == Filter.UNANSWERED:
        return found.filter(answered_at=None, asks=True)
    if chosen == Filter.LIVED:
        return found.filter(has_lived=True)
    if chosen == Filter.HELPED:
        return found.filter(helped_at__isnull=False)
    if viewer is None or chosen == Filter.ALL:
        return found
    if chosen == Filter.MINE:
        return found.filter(faces.same_person(viewer, "author"))
    return found.filter(is_new_to(viewer))
