"""Posts as word of them tells of them to one person: what they may read at this moment, and what they wrote."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from hearth.communities.models import Discussion, Finding, FindingKind, Kind, Rearrangement, Reply
from hearth.communities.queries.authors import authors_of
from hearth.communities.queries.discussions import replies_seen
from hearth.communities.queries.posts import Post
from hearth.communities.queries.showing import complete
from hearth.core.paths import path_to
from hearth.members import faces
from hearth.members.models import Member, is_parted, presence_of
from hearth.members.queries.profiles import ProfileSeen, bylines_for


def replies_told(keys: Collection[int], *, viewer: Member) -> dict[int, Post]:
    """Return those replies of `keys` that `viewer` may read, each with its discussion and what it answers.

    Not those taken back. Three queries, and a few more where anybody is named or quoted, or a picture is shown.
    """
    seen = replies_seen(viewer).filter(pk__in=keys, deleted_at=None)
    related = ("author", "discussion__community", "discussion__author", "parent__author", "speaks_to__author")
    rows: list[Reply] = list(seen.select_related(*related).annotate(author_presence=presence_of("author")))
    return _posts(rows, "reply", viewer)


def openings_told(keys: Collection[int], *, viewer: Member) -> dict[int, Post]:
    """Return those discussions of `keys` that `viewer` may read, by their openings; see above."""
    seen = Discussion.objects.visible_to(viewer).listed().filter(pk__in=keys)
    rows = list(seen.select_related("author", "community").annotate(author_presence=presence_of("author")))
    return _posts(rows, "discussion", viewer)


def _posts(rows: list[Reply] | list[Discussion], kind: str, viewer: Member) -> dict[int, Post]:
    authors = authors_of(rows, viewer=viewer)
    found = {
        row.pk: Post(row, authors[row.author_id], path_to(f"communities:{kind}", row.public_id), may_react=False)
        for row in rows
        if not authors[row.author_id].takes_words_along
    }
    complete(found.values(), viewer=viewer)
    return found


def finders_told(replies: Collection[int], *, viewer: Member) -> dict[int, ProfileSeen]:
    """Return who found last of each of `replies` (primary keys) that it helped, as `viewer` sees them. Two queries.

    Not whom a block parts from them.
    """
    found = Finding.objects.filter(reply__in=replies, kind=FindingKind.HELPED).exclude(is_parted(viewer, "member"))
    rows = list(found.select_related("member").annotate(presence=presence_of("member")).order_by("at", "pk"))
    seen = bylines_for({row.member: row.presence for row in rows}.items(), viewer=viewer)
    return {row.reply_id: seen[row.member_id] for row in rows}


class OwnDiscussion(NamedTuple):
    """A discussion that somebody began, and whether they may read it where it stands now."""

    discussion: Discussion
    is_readable: bool


def own_discussions_told(keys: Collection[int], *, viewer: Member) -> list[OwnDiscussion]:
    """Return those discussions of `keys` that the person behind `viewer` began, wherever they are now. Two queries.

    Not those taken back.
    """
    own = Discussion.objects.filter(faces.same_person(viewer, "author"), pk__in=keys, deleted_at=None)
    rows = list(own.select_related("community"))
    readable = _readable(rows, viewer)
    return [OwnDiscussion(row, row.pk in readable) for row in rows]


class OwnPost(NamedTuple):
    """The first post of somebody that went along with the Rearrangement `trace`, and whether they may read there."""

    trace: int
    post: Discussion | Reply
    is_readable: bool


def own_posts_moved(traces: Collection[int], *, viewer: Member) -> list[OwnPost]:
    """Return what the person behind `viewer` wrote that went along with each of `traces`. Three queries.

    Not what they took back, nor what was moved once more since.
    """
    rows = list(Rearrangement.objects.filter(pk__in=traces).select_related("to__community", "to__author"))
    readable = _readable([row.to for row in rows], viewer)
    moved = Reply.objects.filter(discussion__in=[row.to for row in rows], moved_at__in=[row.at for row in rows])
    mine = moved.filter(faces.same_person(viewer, "author"), deleted_at=None).select_related("discussion")
    first: dict[tuple[int, datetime | None], Discussion | Reply] = {}
    for reply in mine.order_by("pk"):
        first.setdefault((reply.discussion_id, reply.moved_at), reply)
    for row in rows:
        if row.kind == Kind.SPLIT and row.to.deleted_at is None and faces.are_one(viewer, row.to.author):
            first[row.to_id, row.at] = row.to
    found = ((row, first.get((row.to_id, row.at))) for row in rows)
    return [OwnPost(row.pk, post, row.to_id in readable) for row, post in found if post is not None]


def _readable(discussions: Iterable[Discussion], viewer: Member) -> set[int]:
    seen = Discussion.objects.visible_to(viewer).filter(pk__in=[each.pk for each in discussions])
    return set(seen.values_list("pk", flat=True))
