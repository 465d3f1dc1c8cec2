"""What was merged and split, as the page of a discussion tells it."""

from dataclasses import dataclass

from django.db.models import Q

from hearth.communities.models import Discussion, Kind, Rearrangement, Reply
from hearth.communities.queries.discussions import shown_replies
from hearth.members.models import Member

MOST = 20


@dataclass(frozen=True, slots=True)
class Trace:
    """One merge or split, as somebody who reads a discussion is told of it.

    Arguments:
        other: the discussion it came from or went to, where the reader may read that; None for a merge.
        begins: the reply that a merged discussion's opening is now, where the reader sees it.
        came: whether something came here; else it went.
    """

    done: Rearrangement
    other: Discussion | None
    begins: Reply | None
    came: bool


def traces_in(discussion: Discussion, *, viewer: Member | None) -> list[Trace]:
    """Return what was done with `discussion` that `viewer` may know of, the latest first, MOST at most.

    No query for a discussion that nothing was done with, else three. Each carries who did it, which is for those who
    keep order there alone.
    """
    if not discussion.is_rearranged:
        return []
    about = Q(to=discussion) | Q(source=discussion)
    found = Rearrangement.objects.filter(about).select_related("by").order_by("-at", "-pk")
    rows = [row for row in found[:MOST] if row.to_id != row.source_id]
    known, begins = _others(discussion, rows, viewer), _begins(discussion, rows, viewer)
    told = [
        Trace(row, known.get(_other(row, discussion)), begins.get(row.reply_id), row.to_id == discussion.pk)
        for row in rows
    ]
    return [trace for trace in told if trace.other or trace.done.kind == Kind.MERGED]


def _other(row: Rearrangement, discussion: Discussion) -> int | None:
    return row.source_id if row.to_id == discussion.pk else row.to_id


def _others(discussion: Discussion, rows: list[Rearrangement], viewer: Member | None) -> dict[int | None, Discussion]:
    keys = {key for row in rows if (key := _other(row, discussion)) is not None}
    seen = Discussion.objects.visible_to(viewer).listed().filter(pk__in=keys)
    return {each.pk: each for each in seen.only("public_id", "title", "language")}


def _begins(discussion: Discussion, rows: list[Rearrangement], viewer: Member | None) -> dict[int | None, Reply]:
    """Return the replies that merged discussions began with, as far as they are there for the reader."""
    keys = [row.reply_id for row in rows if row.reply_id]
    shown = shown_replies(viewer).filter(pk__in=keys, discussion=discussion, deleted_at=None)
    return {each.pk: each for each in shown.only("public_id")}
