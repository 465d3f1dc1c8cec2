"""Telling people by mail that what they wrote stands elsewhere: without its words, and any name of place or person."""

from collections.abc import Iterable

from django.urls import reverse

from hearth.communities.models import Discussion, Reply
from hearth.core import mail
from hearth.members import faces
from hearth.members.models import Account, Member


def tell_author(discussion: Discussion, *, by: Member) -> None:
    """Write to whoever began a discussion that it was taken to another community."""
    account = faces.account_of(discussion.author)
    if account is not None and not faces.are_one(by, discussion.author):
        _send("communities/mail/moved.html", account, _path(discussion))


def tell_moved(posts: Iterable[Discussion | Reply], *, by: Member) -> None:
    """Write to the authors of `posts` that these stand in another discussion now; once to each person."""
    own = faces.account_of(by)
    told = {own.pk} if own else set()
    first_by_name = {post.author_id: post for post in reversed([*posts]) if post.deleted_at is None}
    for post in first_by_name.values():
        account = faces.account_of(post.author)
        if account is not None and account.pk not in told:
            told.add(account.pk)
            _send("communities/mail/rearranged.html", account, _path(post))


def _send(template: str, account: Account, path: str) -> None:
    if account.closed_at is None:
        mail.send(template, to=account.email, language=account.language or "en", context={"path": path})


def _path(post: Discussion | Reply) -> str:
    return reverse(f"communities:{'reply' if isinstance(post, Reply) else 'discussion'}", args=[post.public_id])
