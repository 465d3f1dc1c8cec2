"""Holding what is about to change until the transaction ends, always in one order, so that no two wait for each other.

A discussion is held before its replies, these before a case about any of them; communities come last, in the order of
their keys. Rows that merely point to what is held do not wait for it.
"""

from collections.abc import Iterable
from typing import TypeVar

from django.core.exceptions import PermissionDenied

from hearth.communities.models import Discussion, Reply

W = TypeVar("W", Discussion, Reply)


def hold_discussion(pk: int) -> Discussion | None:
    """Return the discussion as it is now, with its community and author; None when it is gone. One query."""
    held = Discussion.objects.select_for_update(of=("self",), no_key=True)
    return held.select_related("community", "author").filter(pk=pk).first()


def hold_discussions(pks: Iterable[int]) -> list[Discussion]:
    """Return those discussions that are there, as they are now, in the order of their keys. One query."""
    return list(Discussion.objects.select_for_update(no_key=True).filter(pk__in=list(pks)).order_by("pk"))


def hold_reply(reply: Reply) -> Reply | None:
    """Return `reply` as it is now, with its author and its discussion, held too; None when it is gone. Two queries."""
    discussion = hold_discussion(reply.discussion_id)
    held = Reply.objects.select_for_update(of=("self",), no_key=True)
    found = held.select_related("author").filter(pk=reply.pk).first()
    if found is not None and discussion is not None:
        found.discussion = discussion
    return found


def hold_post(written: Discussion | Reply) -> None:
    """Hold a post by itself; raises PermissionDenied when it is not shown any more. One query."""
    shown = type(written)._default_manager.filter(pk=written.pk, hidden_at=None, deleted_at=None)
    if shown.select_for_update(no_key=True).values_list("pk").first() is None:
        raise PermissionDenied


def present(found: W | None) -> W:
    """Return what was held; raises PermissionDenied when it is gone."""
    if found is None:
        raise PermissionDenied
    return found
