"""Whom a text may name: nobody of whom a link would tell that they belong here."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from hearth.communities.excerpts import excerpt_of
from hearth.communities.mentions import HAS_LEFT, has_marks, linked
from hearth.communities.models import Community, Discussion, Membership, Mention, Reading, Reply
from hearth.communities.permissions import Standing
from hearth.core.folding import fold
from hearth.members.models import Audience, Block, Member, is_parted
from hearth.members.models.member import name_key

MOST_SUGGESTED = 8
LEAST_ASKED = 1  # characters


def find_mentioned(
    names: Iterable[str], *, by: Member, community: Community, discussion: Discussion | None = None
) -> dict[str, Member]:
    """Return whom of those present a text for `community` names that appears under the name `by`, by each of `names`.

    Those are who takes part in `discussion`, and whose page everybody who may read the community may open, whether they
    belong to it or not. Not whom a block parts from this very name: a link that is missing because of another name of
    the same person would tell whose it is. One query; none for no names.
    """
    keys = {name: name_key(name) for name in names}
    if not keys:
        return {}
    allowed = _open_to_readers(community)
    if discussion is not None:
        allowed |= _takes_part(discussion)
    found = Member.objects.present().filter(name_key__in=set(keys.values())).filter(allowed)
    by_key = {each.name_key: each for each in found.exclude(_is_parted_from(by))}
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
    allowed = _open_to_readers(here.community) & Q(belongs)
    if discussion is not None:
        allowed |= _takes_part(discussion)
    found = Member.objects.present().filter(name_key__startswith=key).filter(allowed).exclude(is_parted(viewer))
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


def _said_in(posts: Iterable[Discussion | Reply]) -> Q:
    """Return the condition that a mention is in the words of one of `posts`."""
    replies = [post.pk for post in posts if isinstance(post, Reply)]
    openings = [post.pk for post in posts if isinstance(post, Discussion)]
    return Q(reply__in=replies) | Q(reply=None, discussion__in=openings)


def as_words(posts: Iterable[Discussion | Reply]) -> list[str]:
    """Return what each of `posts` says as HTML without a link for a mention, and without the name of who has left.

    For what is made of it: a quotation, a feed. One query where anybody is named, else none.
    """
    rows = list(posts)
    pages = pages_named_in(rows, viewer=None)
    left = {key: {number: HAS_LEFT for number, page in its.items() if page == HAS_LEFT} for key, its in pages.items()}
    return [linked(each.body_html, left.get(post_key(each), {})) for each in rows]


def leave_names_out(discussions: Iterable[Discussion]) -> None:
    """Take the names of those who have left out of the excerpts of `discussions`: they are words, and know of nobody.

    One query where an excerpt has an `@`, else none.
    """
    by_pk = {each.pk: each for each in discussions if "@" in each.excerpt}
    if not by_pk:
        return
    rows = Mention.objects.filter(reply=None, discussion__in=by_pk, member__in=Member.objects.left())
    left: dict[int, dict[int, str]] = {}
    texts: dict[int, str] = {}
    for pk, number, html in rows.values_list("discussion", "position", "discussion__body_html"):
        left.setdefault(pk, {})[number] = HAS_LEFT
        texts[pk] = html
    for pk, html in texts.items():
        by_pk[pk].excerpt = excerpt_of(linked(html, left[pk]))


def post_key(post: Discussion | Reply) -> tuple[str, int]:
    """Return what tells a post from every other."""
    return ("reply" if isinstance(post, Reply) else "opening", post.pk)


def _open_to_readers(community: Community) -> Q:
    """Whose page everybody who may read `community` may open."""
    everyone = [Audience.EVERYONE]
    return Q(audience__in=everyone if community.reading == Reading.EVERYONE else [*everyone, Audience.MEMBERS])


def _takes_part(discussion: Discussion) -> Q:
    shown = Reply.objects.filter(discussion=discussion, author=OuterRef("pk"), hidden_at=None, deleted_at=None)
    begun = Q(pk=discussion.author_id) if discussion.is_shown else Q(pk__in=[])
    return begun | Q(Exists(shown))


def _is_parted_from(name: Member) -> Q:
    """Whom a block parts from this very name, whoever stands behind it."""
    return Q(pk__in=Block.objects.filter(blocked=name).values("blocker")) | Q(
        pk__in=Block.objects.filter(blocker=name).values("blocked")
    )


def _is_said(words: str, name: str) -> bool:
    """Whether `words` are `name`, whose last point may be left out but not be that of the sentence."""
    said, whole = " ".join(words.split()).casefold(), name.casefold()
    return said in {whole, whole.removesuffix(".")}
