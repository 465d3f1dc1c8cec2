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


def hold_discussions(pks: Iterable[int], *, whole: bool = False) -> list[Discussion]:
    """Return those discussions that are there, as they are now, in the order of their keys. One query.

    `whole` lets what merely points to them wait too: for when one of them is to go.
    """
    return list(Discussion.objects.select_for_update(no_key=not whole).filter(pk__in=list(pks)).order_by("pk"))


def hold_reply(reply: Reply) -> Reply | None:
    """Return `reply` as it is now, with its author and its discussion, held too; None when it is gone.

    Two queries, three more for each time it was taken to another discussion meanwhile.
    """
    held = Reply.objects.select_for_update(of=("self",), no_key=True).select_related("author")
    stands_in: int | None = reply.discussion_id
    while stands_in is not None:
        discussion = hold_discussion(stands_in)
        found = held.filter(pk=reply.pk, discussion=stands_in).first()
        if found is not None and discussion is not None:
            found.discussion = discussion
            return found
        stands_in = Reply.objects.filter(pk=reply.pk).values_list("discussion", flat=True).first()
    return None


def hold_post(written: Discussion | Reply) -> None:
    """Hold a post wherever it stands by now, its discussion first; raises PermissionDenied when it is shown no more.

    One query for an opening, two for a reply, three more for each time it was taken to another discussion meanwhile.
    """
    found = hold_reply(written) if isinstance(written, Reply) else hold_discussion(written.pk)
    if found is None or not found.is_shown:
        raise PermissionDenied
    if isinstance(written, Reply) and isinstance(found, Reply):
        written.discussion_id = found.discussion_id


def present(found: W | None) -> W:
    """Return what was held; raises PermissionDenied when it is gone."""
    if found is None:
        raise PermissionDenied
    return found
