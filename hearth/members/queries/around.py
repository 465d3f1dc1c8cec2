"""Whom and what a person keeps near or at a distance: each list for its owner alone."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from hearth.core.paging import Page, page
from hearth.members import faces
from hearth.members.models import Block, Follow, Kind, Member, Mute, TopicFollow, is_present
from hearth.topics.models import Topic

PAGE = 20


class Footing(NamedTuple):
    """How a viewer stands to one member; `can_be_followed` says whether anybody may follow that name."""

    follows: bool
    mutes: bool
    can_be_followed: bool


def footing_with(member: Member, *, viewer: Member | None) -> Footing | None:
    """Return how `viewer` stands to `member`; None for a visitor and for a name of one's own. One query.

    A block does not show in it: a page that one may open offers the same to everybody.
    """
    if viewer is None or faces.are_one(viewer, member):
        return None
    follows = Exists(Follow.objects.filter(follower=OuterRef("pk"), member=member))
    mutes = Exists(Mute.objects.filter(muter=OuterRef("pk"), member=member))
    is_followed, is_muted = Member.objects.filter(pk=viewer.pk).values_list(follows, mutes).get()
    return Footing(is_followed, is_muted, member.kind == Kind.MAIN)


def hidden_from(viewer: Member | None) -> QuerySet[Member]:
    """Return the faces that a block parts from `viewer`, none for a visitor: other rooms `exclude(author__in=…)` them.

    It is a subquery. Only the very faces that were blocked or blocked are in it, never other names of the same people.
    """
    return Member.objects.hidden_from(viewer)


def muted_by(viewer: Member) -> QuerySet[Member]:
    """Return whom `viewer` does not want before their eyes unasked: a subquery for feeds, notices and suggestions."""
    return Member.objects.filter(mutes_of__muter=viewer)


def get_kept(public_id: str, *, viewer: Member) -> Member:
    """Return the member `viewer` may see, or is shown in a list of their own: what is there can always be taken off.

    Raises Http404, the same whether there is no such member or it is not for this viewer.
    """
    followed = Exists(Follow.objects.filter(follower=viewer, member=OuterRef("pk")))
    muted = Exists(Mute.objects.filter(muter=viewer, member=OuterRef("pk")))
    blocked = Exists(faces.blocks_by(viewer).filter(blocked=OuterRef("pk")))
    visible = Q(pk__in=Member.objects.visible_to(viewer).values("pk"))
    parted = Q(pk__in=hidden_from(viewer).values("pk"))
    mine = visible | (Q(followed | muted) & ~parted) | Q(blocked)
    member = Member.objects.present().filter(mine, public_id=public_id).first()
    if member is None:
        raise Http404
    return member


def list_follows(viewer: Member, *, cursor: str = "") -> Page[Follow]:
    """Return a page of `viewer`'s follows with their members, the latest first. One query.

    Whoever is not present is in no list until they are back. Those whose page closed meanwhile are there too, with
    `is_open` false: following somebody lets them see what is for "people I follow", so it must be possible to end it.
    """
    rows = Follow.objects.filter(follower=viewer, member__in=_met_before(viewer)).select_related("member")
    is_open = Exists(Member.objects.visible_to(viewer).filter(pk=OuterRef("member")))
    return page(rows.annotate(is_open=is_open), by=("-followed_at", "-pk"), size=PAGE, cursor=cursor)


def list_mutes(viewer: Member, *, cursor: str = "") -> Page[Mute]:
    """Return a page of `viewer`'s mutes of those present, with their members, the latest first. One query."""
    return page(mutes_of(viewer), by=("-muted_at", "-pk"), size=PAGE, cursor=cursor)


def list_blocks(viewer: Member, *, cursor: str = "") -> Page[Block]:
    """Return a page of the blocks the person behind `viewer` made of those present, the latest first. One query."""
    rows = faces.blocks_by(viewer).filter(is_present("blocked")).select_related("blocked")
    return page(rows, by=("-blocked_at", "-pk"), size=PAGE, cursor=cursor)


def mutes_of(face: Member) -> QuerySet[Mute]:
    """Return the mutes of `face` with their members, but for those who are away or whom a block parts from it.

    That one of these is missing must not say who blocked.
    """
    return Mute.objects.filter(muter=face, member__in=_met_before(face)).select_related("member")


def blocks_of(face: Member) -> QuerySet[Block]:
    """Return the blocks laid under the name of `face`, of those present, with their members."""
    return Block.objects.filter(is_present("blocked"), blocker=face).select_related("blocked")


def _met_before(viewer: Member) -> QuerySet[Member]:
    """Return those present whom no block parts from `viewer`: their name, at least, is no secret."""
    return Member.objects.present().exclude(pk__in=hidden_from(viewer).values("pk"))


def topics_followed(viewer: Member) -> list[Topic]:
    """Return the topics `viewer` follows, the latest first. One query."""
    rows = TopicFollow.objects.filter(follower=viewer).select_related("topic")
    return [row.topic for row in rows.order_by("-followed_at", "-pk")]


def follows_topic(viewer: Member, slug: str) -> bool:
    """Say whether `viewer` follows the topic `slug`."""
    return TopicFollow.objects.filter(follower=viewer, topic__slug=slug).exists()
