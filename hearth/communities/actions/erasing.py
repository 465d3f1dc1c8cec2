"""The end of words: gone for good, or a quiet mark where others answered them. Whoever asks for it was asked before."""

from collections.abc import Iterable

from django.db.models import Count, F, Max, Min, Q, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from hearth.activity.actions import record
from hearth.communities.actions.finding import forget_findings, recount_findings
from hearth.communities.actions.mentioning import forget_mentions
from hearth.communities.actions.picturing import erase_pictures_of
from hearth.communities.models import (
    Community,
    Discussion,
    Kind,
    Label,
    Labels,
    Reaction,
    Rearrangement,
    Reply,
    Revision,
    labels_of,
)
from hearth.communities.ports import tell_erased
from hearth.communities.verbs import DISCUSSION_DELETED, REPLY_DELETED
from hearth.members.models import Member

EMPTY = {"body": "", "body_html": "", "helpful_count": 0, "with_you_count": 0, "thanks_count": 0, **labels_of(Labels())}
EMPTY_OPENING = EMPTY | {"title": "", "excerpt": "", "since": None, "is_first": False}


def erase_reply(found: Reply, *, by: Member | None) -> None:
    """Erase a reply and its history, in the caller's transaction. Where others answered it a mark stays in its place.

    `by` is who did it; None when it goes because its author does.
    """
    _take_out(found, by=by)
    recount_answers(found.discussion)


def erase_replies(found: Iterable[Reply]) -> None:
    """Erase replies that go because their author does, in the caller's transaction: answers before what they answer."""
    discussions: dict[int, Discussion] = {}
    for reply in found:
        discussions.setdefault(reply.discussion_id, reply.discussion)
        _take_out(reply, by=None)
    for discussion in discussions.values():
        recount_answers(discussion)


def _take_out(found: Reply, *, by: Member | None) -> None:
    record(REPLY_DELETED, by=by, subject=found)
    parent = found.parent
    erase_pictures_of(found)
    tell_erased(found)
    if found.replies.exists():
        _empty(found)
    else:
        found.delete()
        if parent is not None and parent.deleted_at and not parent.replies.exists():
            parent.delete()  # the mark stood for whoever had answered it


def erase_discussion(found: Discussion, *, by: Member | None) -> None:
    """Erase a discussion's opening and history, in the caller's transaction. With answers a mark stays above them."""
    if found.is_shown:
        Community.objects.filter(pk=found.community_id).update(discussion_count=F("discussion_count") - 1)
    record(DISCUSSION_DELETED, by=by, subject=found)
    erase_pictures_of(found)
    tell_erased(found)
    if found.replies.exists():
        found.topics.clear()
        _empty(found)
    else:
        found.delete()


def recount_answers(discussion: Discussion) -> None:
    """Set how much is shown in `discussion`, when it was last said, when others first answered, whether they lived it,
    and what helped.

    A question that was merged into it answers nothing; what had answered that does, at the soonest when this was asked.
    Belongs in a transaction that holds the discussion.
    """
    shown = Reply.objects.filter(discussion=discussion, hidden_at=None, deleted_at=None)
    others = ~Q(author=discussion.author_id)
    lived = Count("pk", filter=others & Label.LIVED.condition)
    merged = Rearrangement.objects.filter(reply__discussion=discussion, kind=Kind.MERGED).values("reply")
    first = Min(Greatest("created_at", Value(discussion.created_at)), filter=others & ~Q(pk__in=merged))
    said = shown.aggregate(count=Count("pk"), last=Max("created_at"), first=first, lived=lived)
    asked_at = discussion.created_at
    changed = {"reply_count": said["count"], "active_at": max(said["last"] or asked_at, asked_at)}
    changed |= {"answered_at": said["first"], "has_lived": bool(said["lived"])}
    Discussion.objects.filter(pk=discussion.pk).update(**changed)
    recount_findings(discussion)


def _empty(written: Discussion | Reply) -> None:
    """Take the words out for good, with what was kept of them; the row stays as a mark."""
    emptied = {**(EMPTY_OPENING if isinstance(written, Discussion) else EMPTY), "deleted_at": timezone.now()}
    for name, value in emptied.items():
        setattr(written, name, value)
    written.save(update_fields=emptied)
    Revision.objects.filter(**written.row_key).delete()
    Reaction.objects.filter(**written.row_key).delete()
    forget_findings(written)
    forget_mentions(written)
