"""A post that changes its place: a reply its discussion, an opening that becomes a reply, a reply that becomes one.

Whatever stands with a post goes along, here and nowhere else. What rooms above keep about it they take along
themselves: `ports.tell_became`. All of it belongs in a transaction that holds both discussions.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.html import format_html

from hearth.communities.models import Discussion, Finding, Mention, Picture, Reaction, Reply, Revision, Section
from hearth.communities.models.written import Written
from hearth.core import richtext

STANDS_WITH_POST: Final = (Mention, Picture, Reaction, Revision)
"""Each has a `discussion`, and a `reply` unless it is about the opening: the `row_key` of a post."""

AS_WRITTEN: Final = tuple(field.name for field in Written._meta.fields)


def rehome(replies: QuerySet[Reply], to: Discussion, *, at: datetime, **changes: Any) -> None:
    """Let `replies` stand in `to`, with all that stands with them; `changes` are further fields of theirs."""
    for model in (*STANDS_WITH_POST, Finding):
        model._default_manager.filter(reply__in=replies.values("pk")).update(discussion=to)
    replies.update(discussion=to, moved_at=at, **changes)


def to_reply(opening: Discussion, into: Discussion, *, at: datetime) -> Reply:
    """Let the opening of a discussion, which is deleted next, go on as a reply in `into`; return that.

    Its words begin with the title, and its public id is the one it had: so quotations and links find it.
    """
    written = _as_written(opening)
    if opening.deleted_at is None:
        title = format_html("<p><strong>{}</strong></p>", opening.title)
        written |= {"body": title + richtext.clean(opening.body), "body_html": title + opening.body_html}
    reply = Reply.objects.create(public_id=opening.public_id, discussion=into, moved_at=at, **written)
    _take_along(opening, reply)
    return reply


def to_opening(reply: Reply, opening: Discussion) -> Discussion:
    """Let `reply`, which is deleted next, go on as the `opening` of a discussion that is not in the database yet.

    Its public id is the one it had.
    """
    for name, value in _as_written(reply).items():
        setattr(opening, name, value)
    opening.public_id = reply.public_id
    opening.save(force_insert=True)
    _take_along(reply, opening)
    return opening


def fresh_opening(reply: Reply, *, title: str, section: Section | None) -> Discussion:
    """Return what `to_opening` makes of `reply`: in the same place, no wider open to answers than it was."""
    source = reply.discussion
    return Discussion(
        community=source.community,
        section=section,
        title=title,
        excerpt=richtext.excerpt(reply.body_html, words=32)[: Discussion._meta.get_field("excerpt").max_length],
        answering=source.answering,
        locked_at=source.locked_at,
        active_at=reply.created_at,
        is_rearranged=True,
    )


def hold_replies(replies: QuerySet[Reply]) -> Sequence[int]:
    """Hold `replies` until the transaction ends, in the order of their keys; return these."""
    return list(replies.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))


def _as_written(written: Written) -> dict[str, Any]:
    return {name: getattr(written, name) for name in AS_WRITTEN}


def _take_along(was: Discussion | Reply, now: Discussion | Reply) -> None:
    key = {"discussion": now.thread, "reply": now if isinstance(now, Reply) else None}
    for model in STANDS_WITH_POST:
        model._default_manager.filter(**was.row_key).update(**key)
