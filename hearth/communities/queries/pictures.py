"""Pictures in posts, for whoever may see the post."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from hearth.communities import picture_files
from hearth.communities.models import Discussion, Picture, Reply
from hearth.communities.models.picture import sizes_of
from hearth.communities.models.written import withdrawn
from hearth.communities.queries.discussions import shown_replies
from hearth.members.models import Member


def get_picture(public_id: str, *, viewer: Member | None) -> Picture:
    """Return the picture `viewer` (None: a visitor) may see, with its community; raises Http404. One query."""
    answers = Exists(shown_replies(viewer).filter(pk=OuterRef("reply")))
    shown = Q(reply=None) & ~Q(withdrawn("discussion__author")) | Q(answers)
    readable = Discussion.objects.visible_to(viewer).filter(pk=OuterRef("discussion"))
    seen = Picture.objects.filter(shown, Exists(readable))
    found = seen.select_related("discussion__community").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def file_of(key: str, *, width: int, size: str) -> bytes:
    """Return a file of the picture with `key`, for somebody who may see it, as was asked before; raises Http404."""
    content = picture_files.read(key, size) if size in sizes_of(width) else None
    if content is None:
        raise Http404
    return content


def pictures_of(written: Discussion | Reply) -> list[Picture]:
    """Return the pictures of one post that somebody may see. One query, or none."""
    return pictures_in([written]).get(written, [])


def pictures_in(posts: Iterable[Discussion | Reply]) -> dict[Discussion | Reply, list[Picture]]:
    """Return the pictures of `posts` that somebody may see, in their order, by post. One query, or none."""
    pictured = [post for post in posts if post.has_pictures]
    if not pictured:
        return {}
    replies = {post.pk: post for post in pictured if isinstance(post, Reply)}
    openings = {post.pk: post for post in pictured if isinstance(post, Discussion)}
    found: dict[Discussion | Reply, list[Picture]] = {}
    for picture in Picture.objects.filter(Q(reply__in=replies) | Q(reply=None, discussion__in=openings)):
        post = replies[picture.reply_id] if picture.reply_id else openings[picture.discussion_id]
        found.setdefault(post, []).append(picture)
    return found
