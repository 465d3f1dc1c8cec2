"""Whom a text may name: nobody of whom a link would tell that they belong here."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import override

from hearth.communities.mentions import HAS_LEFT, has_marks, linked
from hearth.communities.models import Community, Discussion, Membership, Mention, Reading, Reply
from hearth.communities.permissions import Standing
from hearth.communities.quotes import excerpt_of
from hearth.core.folding import fold
from hearth.members.models import Audience, Member
from hearth.members.models.member import name_key

MOST_SUGGESTED = 8
LEAST_ASKED = 1  # characters
OPENING = "discussion__body_html"  # lists read discussions without it


def find_mentioned(
    names: Iterable[str], *, viewer: Member, community: Community, discussion: Discussion | None = None
) -> dict[str, Member]:
    """Return whom of those present `viewer` may name in a text for `community`, by each of `names` that is theirs.

    Those are who takes part in `discussion` where the viewer can see it, and whose page everybody who may read the
    community may open, whether they belong to it or not. One query; none for no names.
    """
    keys = {name: name_key(name) for name in names}
    if not keys:
        return {}
    allowed = _open_to_readers(community, viewer)
    if discussion is not None:
        allowed |= _takes_part(discussion)
    found = Member.objects.present().filter(name_key__in=set(keys.values())).filter(allowed)
    by_key = {each.name_key: each for each in found.exclude(pk__in=_hidden(viewer))}
    return {name: by_key[key] for name, key in keys.items() if key in by_key and _is_said(name, by_key[key].name)}


def suggest_mentions(beginning: str, *, here: Standing, discussion: Discussion | None = None) -> list[Member]:
    """Return whom somebody who writes `@` and `beginning` may mean, by name: MOST_SUGGESTED at most. One query.

    Those who take part in `discussion`, and of the members of the community, which the viewer may see, those whose
    page everybody who may read it may open.
    """
    viewer, key = here.viewer, name_key(beginning)
    if viewer is None or len(fold(beginning)) < LEAST_ASKED or not key:
        return []
    belongs = Exists(Membership.objects.standing().filter(community=here.community, member=OuterRef("pk")))
    allowed = _open_to_readers(here.community, viewer) & Q(belongs)
    if discussion is not None:
        allowed |= _takes_part(discussion)
    found = Member.objects.present().filter(name_key__startswith=key).filter(allowed).exclude(pk__in=_hidden(viewer))
    return list(found.exclude(pk=viewer.pk).order_by("name_key")[:MOST_SUGGESTED])


def pages_named_in(
    posts: Iterable[Discussion | Reply], *, viewer: Member | None
) -> dict[tuple[str, int], dict[int, str]]:
    """Return the page of each mention in `posts` that `viewer` may open, by `post_key` and number; or HAS_LEFT.

    One query, or none.
    """
    marked = [post for post in posts if has_marks(post.body_html)]
    if not marked:
        return {}
    open_ones, gone = Member.objects.visible_to(viewer), Member.objects.left()
    rows = Mention.objects.filter(_said_in(marked)).filter(Q(member__in=open_ones) | Q(member__in=gone))
    pages: dict[tuple[str, int], dict[int, str]] = {}
    for row in rows.annotate(has_left=Q(member__in=gone)).select_related("member"):
        key = ("reply", row.reply_id) if row.reply_id else ("opening", row.discussion_id)
        page = HAS_LEFT if row.has_left else reverse("front:person", args=[row.member.public_id])
        pages.setdefault(key, {})[row.position] = page
    return pages


def say_nobody_gone(posts: Iterable[Discussion | Reply]) -> None:
    """Let the few words that lists and feeds show of `posts` say no name of anybody who has left.

    Of a discussion these are its excerpt, of a reply all of it. One query where anybody may be named, else none.
    """
    naming = {post_key(post): post for post in posts if _may_name(post)}
    if not naming:
        return
    rows = Mention.objects.filter(_said_in(naming.values()), member__in=Member.objects.left())
    gone: dict[tuple[str, int], dict[int, str]] = {}
    openings: dict[int, str] = {}
    for reply, discussion, position, html in rows.values_list("reply", "discussion", "position", OPENING):
        gone.setdefault(("reply", reply) if reply else ("opening", discussion), {})[position] = HAS_LEFT
        openings[discussion] = html
    for key, pages in gone.items():
        post = naming[key]
        with override(post.language):
            if isinstance(post, Reply):
                post.body_html = linked(post.body_html, pages)
            else:
                post.excerpt = excerpt_of(linked(openings[post.pk], pages))


def _may_name(post: Discussion | Reply) -> bool:
    return has_marks(post.body_html) if isinstance(post, Reply) else "@" in post.excerpt


def _said_in(posts: Iterable[Discussion | Reply]) -> Q:
    """Return the condition that a mention is in the words of one of `posts`."""
    replies = [post.pk for post in posts if isinstance(post, Reply)]
    openings = [post.pk for post in posts if isinstance(post, Discussion)]
    return Q(reply__in=replies) | Q(reply=None, discussion__in=openings)


def post_key(post: Discussion | Reply) -> tuple[str, int]:
    """Return what tells a post from every other."""
    return ("reply" if isinstance(post, Reply) else "opening", post.pk)


def _open_to_readers(community: Community, viewer: Member) -> Q:
    """Whose page the writer and everybody who may read `community` may open."""
    everyone = [Audience.EVERYONE]
    wide = everyone if community.reading == Reading.EVERYONE else [*everyone, Audience.MEMBERS]
    return Q(audience__in=wide) & Q(pk__in=Member.objects.visible_to(viewer))


def _takes_part(discussion: Discussion) -> Q:
    shown = Reply.objects.filter(discussion=discussion, author=OuterRef("pk"), hidden_at=None, deleted_at=None)
    begun = Q(pk=discussion.author_id) if discussion.is_shown else Q(pk__in=[])
    return begun | Q(Exists(shown))


def _hidden(viewer: Member) -> QuerySet[Member]:
    return Member.objects.hidden_from(viewer)


def _is_said(words: str, name: str) -> bool:
    """Whether `words` are `name`, whose last point may be left out but not be that of the sentence."""
    said, whole = " ".join(words.split()).casefold(), name.casefold()
    return said in {whole, whole.removesuffix(".")}
