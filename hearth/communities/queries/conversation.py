"""One discussion as somebody sees it, with all that is theirs about it, in one query."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from django.db.models import Case, F, FilteredRelation, JSONField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import JSONObject
from django.http import Http404
from django.utils.dateparse import parse_datetime

from hearth.communities.models import (
    Community,
    Discussion,
    Draft,
    Membership,
    Pseudonym,
    Reply,
    Role,
)
from hearth.communities.models.community import keeps_order_anywhere
from hearth.communities.models.reply import BEGAN
from hearth.communities.models.restriction import carried_by, carrying
from hearth.communities.permissions import Standing, can_find
from hearth.communities.ports import Piece, keys_above, pieces_above
from hearth.communities.queries.discussions import as_it_reads, role_of_author, shown_replies
from hearth.communities.queries.mentions import leave_names_out
from hearth.core.lists import AsList
from hearth.core.translated import Words, in_language
from hearth.members import faces
from hearth.members.models import Member, presence_of
from hearth.topics.models import NameKind

_UNREAD: Final = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A discussion and what the viewer is and keeps there. What is kept is for that person only.

    Arguments:
        role: what its author is in the community.
        called: the name the viewer began with in this discussion; empty when they wrote nothing there.
        wrote_as: the key of that name.
        pseudonym: the name the viewer uses in this community only, if any.
        draft: what the viewer has written and not posted yet.
        beside: what rooms above say to the viewer, above the composer.
    """

    discussion: Discussion
    here: Standing
    role: str = ""
    is_mine: bool = False
    read_at: datetime | None = None
    follows: bool = False
    mutes: bool = False
    is_kept: bool = False
    called: str = ""
    wrote_as: int | None = None
    pseudonym: str = ""
    draft: Draft | None = None
    beside: list[Piece] = field(default_factory=list)

    @property
    def may_find(self) -> bool:
        """Whether the viewer may say what helped here."""
        return can_find(self.here, self.discussion)


def get_conversation(public_id: str, *, viewer: Member | None) -> Conversation:
    """Return the discussion `viewer` may read; raises Http404.

    One query, one for staff rights, two for a draft, one where a room above has something to say.
    """
    seen = Discussion.objects.visible_to(viewer).select_related("community", "author", "section")
    found: QuerySet[Any] = seen.annotate(
        author_role=role_of_author(OuterRef("community")),
        author_presence=presence_of("author"),
        topic_names=_topic_names(),
    )
    if viewer is not None:
        found = _with_own(found, viewer)
    discussion = found.filter(public_id=public_id).first()
    if discussion is None:
        raise Http404
    role = discussion.author_role or ""
    discussion = as_it_reads(discussion)
    leave_names_out([discussion])  # the page describes itself to machines with its excerpt
    if viewer is None:
        return Conversation(discussion=discussion, here=Standing(None, discussion.community), role=role)
    return _conversation(discussion, role, viewer)


def pseudonym_of(viewer: Member | None, community: Community) -> str:
    """Return the name the person behind `viewer` uses in `community` only; empty when there is none. One query."""
    if viewer is None:
        return ""
    return _pseudonyms(viewer).filter(community=community).values_list("member__name", flat=True).first() or ""


def draft_in(community: Community, *, viewer: Member | None) -> Draft | None:
    """Return the opening that `viewer` has begun in `community`. For that person only. One query."""
    found = Draft.objects.filter(member=viewer, community=community, discussion=None).select_related("section")
    return found.first() if viewer else None


def _draft(pk: int, viewer: Member) -> Draft | None:
    """Return a draft; one of an answer to what `viewer` sees no more is an answer to the discussion."""
    draft = Draft.objects.filter(pk=pk, member=viewer).first()
    if draft and draft.parent_id:
        seen = shown_replies(viewer).filter(pk=draft.parent_id, deleted_at=None)
        draft.parent = seen.select_related("author").first()
    return draft


def topics_of(discussion: Discussion, *, language: str) -> list[tuple[str, Words]]:
    """Return slug and name of the topics of `discussion`, in the reader's `language`.

    No query for one that `get_conversation` found, one for others.
    """
    names: Any = getattr(discussion, "topic_names", _UNREAD)
    if names is _UNREAD:
        names = Discussion.objects.filter(pk=discussion.pk).values_list(_topic_names(), flat=True).first()
    texts: dict[str, dict[str, str]] = {}
    for name in sorted(names or [], key=lambda name: (name["topic"], name["pk"])):
        texts.setdefault(name["slug"], {})[name["language"]] = name["name"]
    return [(slug, in_language(by_language, language)) for slug, by_language in texts.items()]


def _topic_names() -> Subquery:
    """The names of a discussion's topics, in every language: beside the row, since every page shows them."""
    name = JSONObject(
        topic="topic",
        slug="topic__slug",
        pk="topic__names__pk",
        language="topic__names__language",
        name="topic__names__name",
    )
    chosen: QuerySet[Any] = Discussion.topics.through._default_manager.filter(
        discussion=OuterRef("pk"), topic__names__kind=NameKind.PREFERRED
    )
    return Subquery(chosen.order_by().values("discussion").annotate(listed=AsList(name)).values("listed"))


def _memberships(viewer: Member) -> QuerySet[Membership]:
    """The viewer's memberships under any name, the strongest first."""
    rank = Case(*[When(role=role, then=Value(number)) for number, role in enumerate(Role)])
    mine = Membership.objects.filter(faces.same_person(viewer, "member"))
    return mine.order_by(Case(When(granted_at=None, then=Value(1)), default=Value(0)), rank.desc())


def _pseudonyms(viewer: Member) -> QuerySet[Pseudonym]:
    return Pseudonym.objects.filter(faces.same_person(viewer, "member")).order_by("pk")


def _with_own(found: QuerySet[Any], viewer: Member) -> QuerySet[Any]:
    """Let each row carry what `viewer` is and keeps there."""
    held = _memberships(viewer).filter(community=OuterRef("community"))
    wrote = Reply.objects.filter(faces.same_person(viewer, "author"), discussion=OuterRef("pk")).order_by(*BEGAN)
    draft = Draft.objects.filter(member=viewer, discussion=OuterRef("pk"))
    seen: QuerySet[Any] = carrying(found, viewer).annotate(
        kept=FilteredRelation("attentions", condition=Q(attentions__member=viewer)),
        own_read_at=F("kept__read_at"),
        own_follows=F("kept__follows"),
        own_mutes=F("kept__mutes"),
        own_bookmarked_at=F("kept__bookmarked_at"),
        own_place=_first(held, role=F("role"), member=F("member_id"), granted_at=F("granted_at")),
        own_words=_first(wrote, name=F("author__name"), author=F("author_id")),
        own_pseudonym=Subquery(_pseudonyms(viewer).filter(community=OuterRef("community")).values("member__name")[:1]),
        own_draft=Subquery(draft.values("pk")[:1]),
        **keys_above(viewer),
    )
    return seen


def _first(found: QuerySet[Any], **said: F) -> Subquery:
    """Return what the first of `found` says, as one object: to ask for each thing alone would find that row anew."""
    return Subquery(found.values(said=JSONObject(**said))[:1], output_field=JSONField())


def _conversation(row: Any, role: str, viewer: Member) -> Conversation:
    is_mine = faces.are_one(viewer, row.author)
    restriction = carried_by(row, viewer)
    wrote = row.own_words or {"name": "", "author": None}
    return Conversation(
        discussion=row,
        here=Standing(viewer, row.community, _membership(row), keeps_order_anywhere(viewer), restriction),
        role=role,
        is_mine=is_mine,
        read_at=row.own_read_at,
        follows=bool(row.own_follows),
        mutes=bool(row.own_mutes),
        is_kept=row.own_bookmarked_at is not None,
        called=row.author.name if is_mine else wrote["name"],
        wrote_as=row.author_id if is_mine else wrote["author"],
        pseudonym=row.own_pseudonym or "",
        draft=_draft(row.own_draft, viewer) if row.own_draft else None,
        beside=pieces_above(row, viewer=viewer),
    )


def _membership(row: Any) -> Membership | None:
    if row.own_place is None:
        return None
    place = row.own_place
    granted_at = parse_datetime(place["granted_at"] or "")
    if granted_at and granted_at.tzinfo is None:  # SQLite keeps moments in UTC, and does not say so
        granted_at = granted_at.replace(tzinfo=UTC)
    return Membership(community=row.community, member_id=place["member"], role=place["role"], granted_at=granted_at)
