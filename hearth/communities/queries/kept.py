"""What somebody keeps about discussions: for that person only."""

from django.db.models import Q

from hearth.communities.models import Attention, Community, Discussion, Draft
from hearth.communities.models.written import withdrawn
from hearth.members.models import Member


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
