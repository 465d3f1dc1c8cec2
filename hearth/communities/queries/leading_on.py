"""Where something stands that was merged or split: it keeps its public id, as an opening and as a reply."""

from django.http import Http404

from hearth.communities.models import Discussion, Reply
from hearth.communities.queries.discussions import get_discussion, get_reply
from hearth.members.models import Member


def reply_once_discussion(public_id: str, *, viewer: Member | None) -> Reply | None:
    """Return the reply that the discussion with this id has become, if `viewer` may read it. One query."""
    try:
        return get_reply(public_id, viewer=viewer)
    except Http404:
        return None


def discussion_once_reply(public_id: str, *, viewer: Member | None) -> Discussion | None:
    """Return the discussion that the reply with this id opens now, if `viewer` may read it. One query."""
    try:
        return get_discussion(public_id, viewer=viewer)
    except Http404:
        return None
