"""What somebody keeps about discussions: for that person only."""

from django.db.models import Exists, OuterRef, Q

from hearth.communities.models import Attention, Community, Discussion, Draft, Reply
from hearth.communities.models.written import withdrawn
from hearth.core.paging import Page, page
from hearth.members import faces
from hearth.members.models import Member

PAGE = 20
OF_DISCUSSION = ("discussion__body", "discussion__body_html")  # what these lists do not show
MOST_LEFT = 200  # of what one wrote where one reads no more; the next come when these are gone


def list_bookmarks(viewer: Member, *, cursor: str = "") -> Page[Attention]:
    """Return a page of what `viewer` kept and may still read, the latest kept first. One query."""
    found = Attention.objects.filter(_can_be_read(viewer), member=viewer, bookmarked_at__isnull=False)
    rows = found.select_related("discussion__community").defer(*OF_DISCUSSION)
    return page(rows, by=("-bookmarked_at", "-pk"), size=PAGE, cursor=cursor)


def list_drafts(viewer: Member, *, cursor: str = "") -> Page[Draft]:
    """Return a page of what `viewer` has not posted, where they may still read, the latest first. One query."""
    readable = Q(discussion=None) | _can_be_read(viewer)
    place = Exists(Community.objects.readable_by(viewer).filter(pk=OuterRef("community")))
    found = Draft.objects.filter(readable, place, member=viewer)
    rows = found.select_related("community", "discussion").defer("body", *OF_DISCUSSION)
    return page(rows, by=("-saved_at", "-pk"), size=PAGE, cursor=cursor)


def _can_be_read(viewer: Member) -> Q:
    """Return the condition that `viewer` may read the discussion of a row, asked of each row's own.

    A list of all that one may read would grow with the site.
    """
    readable = Discussion.objects.visible_to(viewer).exclude(withdrawn())
    return Q(Exists(readable.filter(pk=OuterRef("discussion"))))


def list_left_behind(viewer: Member) -> tuple[list[Discussion], list[Reply]]:
    """Return what the person behind `viewer` wrote in places that they cannot read any more, the latest first.

    MOST_LEFT of each; for that person only, who can take it back.
    """
    own = Q(faces.same_person(viewer, "author"), deleted_at=None)
    readable = Community.objects.readable_by(viewer)
    discussions = Discussion.objects.filter(own).exclude(community__in=readable)
    replies = Reply.objects.filter(own).exclude(discussion__community__in=readable)
    return list(discussions.order_by("-pk")[:MOST_LEFT]), list(replies.order_by("-pk")[:MOST_LEFT])
