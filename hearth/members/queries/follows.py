"""Who follows whom and what: read by the person who follows, and to answer whether they do."""

from collections.abc import Iterable

from hearth.members.models import Follow, Member


def followers_among(members: Iterable[Member], *, of: Member) -> set[int]:
    """Return the primary keys of those of `members` who follow `of`. One query, for a list of people."""
    return set(Follow.objects.filter(follower__in=members, member=of).values_list("follower_id", flat=True))


def list_followed(follower: Member, *, viewer: Member | None, limit: int | None = None) -> list[Member]:
    """Return whom `follower` follows, may still see and has not muted, the latest first, at most `limit`.

    Nothing for anybody else. The list that follows are ended in holds them all: `queries.around.list_follows`.
    """
    if viewer != follower:
        return []
    seen = Member.objects.met_by(viewer).filter(follows_of__follower=follower)
    return list(seen.order_by("-follows_of__followed_at", "-follows_of__pk")[:limit])
