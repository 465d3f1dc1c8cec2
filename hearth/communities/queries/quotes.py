"""Who said what posts quote, as somebody sees them."""

from collections.abc import Iterable

from hearth.communities.models import Discussion, Reply
from hearth.communities.queries.authors import authors_of
from hearth.communities.queries.discussions import shown_replies
from hearth.communities.queries.sentences import GENERAL
from hearth.communities.quotes import Quoted, keys_in
from hearth.members.models import Member, presence_of
from hearth.members.queries.profiles import ProfileSeen

MOST = 100


def quoted_in(posts: Iterable[Discussion | Reply], *, viewer: Member | None) -> dict[str, Quoted]:
    """Return what `posts` of one discussion quote of that discussion and `viewer` may see, by public id.

    One query, or none; two where the opening is quoted. What was said elsewhere is not looked up.
    """
    rows = list(posts)
    keys = sorted({key for post in rows for key in keys_in(post.body_html)})[:MOST]
    if not keys:
        return {}
    discussion = rows[0].discussion_id if isinstance(rows[0], Reply) else rows[0].pk
    here = shown_replies(viewer).filter(discussion=discussion, public_id__in=keys, deleted_at=None)
    found: list[Discussion | Reply] = list(
        here.select_related("author").annotate(author_presence=presence_of("author"))
    )
    openings = Discussion.objects.visible_to(viewer).listed().filter(pk=discussion, public_id__in=keys)
    if len(found) < len(keys):
        found += openings.select_related("author").annotate(author_presence=presence_of("author"))
    authors = authors_of(found, viewer=viewer)
    return {each.public_id: _quoted(each, authors[each.author_id]) for each in found}


def _quoted(written: Discussion | Reply, author: ProfileSeen) -> Quoted:
    return Quoted(author.name, written.get_absolute_url(), str(GENERAL) if author.is_clinician else "")
