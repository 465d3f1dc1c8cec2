"""Posts as word of them tells of them to one person: only what they may read at this moment."""

from collections.abc import Collection

from hearth.communities.models import Discussion, Reply
from hearth.communities.queries.authors import authors_of
from hearth.communities.queries.discussions import shown_replies
from hearth.communities.queries.posts import Post
from hearth.communities.queries.showing import complete
from hearth.core.paths import path_to
from hearth.members.models import Member, presence_of


def replies_told(keys: Collection[int], *, viewer: Member) -> dict[int, Post]:
    """Return those replies of `keys` that `viewer` may read, each with its discussion and what it answers.

    Not those taken back. Three queries, and a few more where anybody is named or quoted, or a picture is shown.
    """
    seen = shown_replies(viewer).filter(pk__in=keys, deleted_at=None)
    seen = seen.filter(discussion__in=Discussion.objects.visible_to(viewer))
    related = ("author", "discussion__community", "discussion__author", "parent__author", "speaks_to__author")
    rows: list[Reply] = list(seen.select_related(*related).annotate(author_presence=presence_of("author")))
    return _posts(rows, "reply", viewer)


def openings_told(keys: Collection[int], *, viewer: Member) -> dict[int, Post]:
    """Return those discussions of `keys` that `viewer` may read, by their openings; see above."""
    seen = Discussion.objects.visible_to(viewer).listed().filter(pk__in=keys)
    rows = list(seen.select_related("author", "community").annotate(author_presence=presence_of("author")))
    return _posts(rows, "discussion", viewer)


def _posts(rows: list[Reply] | list[Discussion], kind: str, viewer: Member) -> dict[int, Post]:
    authors = authors_of(rows, viewer=viewer)
    found = {
        row.pk: Post(row, authors[row.author_id], path_to(f"communities:{kind}", row.public_id), may_react=False)
        for row in rows
        if not authors[row.author_id].takes_words_along
    }
    complete(found.values(), viewer=viewer)
    return found
