"""What stands with the words of a post: its pictures, the pages of those it names, and whom it quotes."""

from collections.abc import Iterable, Iterator

from hearth.communities.queries.mentions import pages_named_in, post_key
from hearth.communities.queries.pictures import pictures_in
from hearth.communities.queries.posts import Post
from hearth.communities.queries.quotes import quoted_in
from hearth.members.models import Member


def complete(posts: Iterable[Post], *, viewer: Member | None) -> None:
    """Give `posts` of one discussion, and the answers to them, their pictures and links as `viewer` sees them.

    One query where there is any picture, one where anybody is named, one where anybody is quoted, else none.
    """
    seen = [each for each in _with_answers(posts) if not each.is_removed]
    pictures = pictures_in(each.written for each in seen)
    pages = pages_named_in((each.written for each in seen), viewer=viewer)
    quoted = quoted_in((each.written for each in seen), viewer=viewer)
    for each in seen:
        each.quoted.update(quoted)
        each.pictures.extend(pictures.get(each.written, ()))
        each.pages.update(pages.get(post_key(each.written), {}))


def _with_answers(posts: Iterable[Post]) -> Iterator[Post]:
    for each in posts:
        yield each
        yield from each.answers
