"""What somebody keeps about discussions: for that person only."""

from django.db.models import Q

from hearth.communities.models import Attention, Community, Discussion, Draft, Reply
from hearth.communities.models.written import withdrawn
from hearth.members import faces
from hearth.members.models import Member

MOST_LEFT = 200  # of what one wrote where one reads no more; the next come when these are gone


def attention_of(discussion: Discussion, *, viewer: Member | None) -> Attention | None:
    """Return what `viewer` keeps about `discussion`. For that person only. One query."""
    return Attention.objects.filter(member=viewer, discussion=discussion).first() if viewer else None


def list_bookmarks(viewer: Member) -> list[Discussion]:
    """Return what `viewer` kept and may still read, the latest kept first."""
    found = Discussion.objects.visible_to(viewer).exclude(withdrawn()).filter(attentions__member=viewer)
    found = found.filter(attentions__bookmarked_at__isnull=False).select_related("author", "community")
    return list(found.order_by("-attentions__bookmarked_at"))


def list_drafts(viewer: Member) -> list[Draft]:
    """Return what `viewer` has written and not posted, where they may still read, the latest first."""
    readable = Q(discussion=None) | Q(discussion__in=Discussion.objects.visible_to(viewer).exclude(withdrawn()))
    found = Draft.objects.filter(readable, member=viewer, community__in=Community.objects.readable_by(viewer))
    return list(found.select_related("community", "discussion").order_by("-saved_at"))


def list_left_behind(viewer: Member) -> tuple[list[Discussion], list[Reply]]:
    """Return what the person behind `viewer` wrote in places that they cannot read any more, the latest first.

    MOST_LEFT of each; for that person only, who can take it back.
    """
    own = Q(faces.same_person(viewer, "author"), deleted_at=None)
    readable = Community.objects.readable_by(viewer)
    discussions = Discussion.objects.filter(own).exclude(community__in=readable)
    replies = Reply.objects.filter(own).exclude(discussion__community__in=readable)
    return list(discussions.order_by("-pk")[:MOST_LEFT]), list(replies.order_by("-pk")[:MOST_LEFT])
