"""What somebody has not read yet in one discussion."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from hearth.communities.models import Discussion, Reply
from hearth.communities.models.community import places_kept_by
from hearth.communities.queries.discussions import shown_replies
from hearth.members import faces
from hearth.members.models import Member, is_parted

MOST_NEWS = 50


def news_in(discussion: Discussion, *, viewer: Member | None, since: datetime) -> list[Reply]:
    """Return the replies by others that came after `since`, the first said first, MOST_NEWS at most. One query."""
    return list(_said_since(since, discussion, viewer)[:MOST_NEWS])


def first_unread(
    discussion: Discussion, *, viewer: Member, read_at: datetime | None, but: Collection[int] = ()
) -> Reply | None:
    """Return where `viewer` goes on, who has read until `read_at`; None if never or all of it. One query at most.

    `but`: the keys of replies that they read meanwhile.
    """
    if read_at is None or discussion.active_at <= read_at:
        return None
    return _said_since(read_at, discussion, viewer).exclude(pk__in=but).first()


def _said_since(since: datetime, discussion: Discussion, viewer: Member | None) -> QuerySet[Reply]:
    found = shown_replies(viewer).filter(discussion=discussion, created_at__gt=since, deleted_at=None)
    if viewer is not None:
        # An answer stands under what it answers: where a block takes that from sight, it is not seen either.
        kept = Q(discussion__community__in=places_kept_by(viewer))
        found = found.filter(~is_parted(viewer, "parent__author") | kept)
        found = found.exclude(faces.same_person(viewer, "author"))
    return found.order_by("pk")
