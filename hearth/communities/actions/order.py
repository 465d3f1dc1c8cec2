"""Keeping order: lock, pin, move, hide and restore. Every one needs a moderator of the community."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.activity.actions import record
from hearth.communities.actions.erasing import recount_answers
from hearth.communities.actions.holding import hold_discussion, hold_reply, present
from hearth.communities.models import Community, Discussion, Reply
from hearth.communities.permissions import can_moderate, can_move_to, standing_of
from hearth.communities.verbs import (
    DISCUSSION_HIDDEN,
    DISCUSSION_LOCKED,
    DISCUSSION_MOVED,
    DISCUSSION_RESTORED,
    DISCUSSION_UNLOCKED,
    REPLY_HIDDEN,
    REPLY_RESTORED,
)
from hearth.core.outer_cache import forget_pages
from hearth.core.refusals import Refusal, require
from hearth.members.models import Member


@transaction.atomic
def lock_discussion(discussion: Discussion, *, by: Member, at: datetime | None = None) -> None:
    """Let nobody answer any more, until it is unlocked; its author is told."""
    if close_discussion(discussion, by=by, at=at):
        record(DISCUSSION_LOCKED, by=by, subject=discussion, at=at)


@transaction.atomic
def unlock_discussion(discussion: Discussion, *, by: Member) -> None:
    """Let people answer again; its author is told."""
    if open_discussion(discussion, by=by):
        record(DISCUSSION_UNLOCKED, by=by, subject=discussion)


def close_discussion(discussion: Discussion, *, by: Member, at: datetime | None = None) -> bool:
    """Lock it, for who tells its author themself, as of a decision with its reason; say whether it was open."""
    return _set(discussion, by, {"locked_at": None}, locked_at=at or timezone.now())


def open_discussion(discussion: Discussion, *, by: Member) -> bool:
    """Unlock it, for who tells its author themself; say whether it was locked."""
    return _set(discussion, by, {"locked_at__isnull": False}, locked_at=None)


def pin_discussion(discussion: Discussion, *, by: Member, at: datetime | None = None) -> None:
    """Keep it above the list of its community."""
    _set(discussion, by, {}, pinned_at=at or timezone.now())


def unpin_discussion(discussion: Discussion, *, by: Member) -> None:
    """Let it take its place in the list again."""
    _set(discussion, by, {}, pinned_at=None)


@transaction.atomic
def move_discussion(discussion: Discussion, to: Community, *, by: Member) -> Discussion:
    """Take a discussion to another community; its author is told, its address stays.

    Raises PermissionDenied unless `by` moderates both, Refusal where more people could read it than before.
    """
    fresh = present(hold_discussion(discussion.pk))
    require(can_moderate(standing_of(by, fresh.community)) and can_moderate(standing_of(by, to)))
    if fresh.community_id == to.pk:
        return fresh
    if not can_move_to(fresh.community, to):
        raise Refusal(_("It was written for fewer people than can read there. Ask its author to write it there again."))
    if fresh.is_shown:
        # In the order of their keys, so that two moves crossing each other do not wait for one another.
        for pk, change in sorted([(fresh.community_id, -1), (to.pk, 1)]):
            Community.objects.filter(pk=pk).update(discussion_count=F("discussion_count") + change)
    fresh.community, fresh.section, fresh.pinned_at = to, None, None
    fresh.save(update_fields=["community", "section", "pinned_at"])
    record(DISCUSSION_MOVED, by=by, subject=fresh)
    forget_pages()
    return fresh


@transaction.atomic
def hide_discussion(discussion: Discussion, *, by: Member, at: datetime | None = None) -> bool:
    """Take it from everybody's sight but its author's and the moderators'; say whether it changed anything."""
    require(can_moderate(standing_of(by, discussion.community)))
    shown = Discussion.objects.filter(pk=discussion.pk, hidden_at=None, deleted_at=None)
    if not shown.update(hidden_at=at or timezone.now()):
        return False
    count_discussions(discussion, -1)
    record(DISCUSSION_HIDDEN, by=by, subject=discussion, at=at)
    forget_pages()
    return True


@transaction.atomic
def restore_discussion(discussion: Discussion, *, by: Member) -> bool:
    """Show a hidden discussion again; say whether that changed anything."""
    require(can_moderate(standing_of(by, discussion.community)))
    hidden = Discussion.objects.filter(pk=discussion.pk, hidden_at__isnull=False, deleted_at=None)
    if not hidden.update(hidden_at=None):
        return False
    count_discussions(discussion, 1)
    record(DISCUSSION_RESTORED, by=by, subject=discussion)
    return True


@transaction.atomic
def hide_reply(reply: Reply, *, by: Member, at: datetime | None = None) -> bool:
    """Take a reply from everybody's sight but its author's and the moderators'; say whether it changed anything."""
    found = present(hold_reply(reply))
    require(can_moderate(standing_of(by, found.discussion.community)))
    if not found.is_shown:
        return False
    Reply.objects.filter(pk=found.pk).update(hidden_at=at or timezone.now())
    recount_answers(found.discussion)
    record(REPLY_HIDDEN, by=by, subject=found, at=at)
    forget_pages()
    return True


@transaction.atomic
def restore_reply(reply: Reply, *, by: Member) -> bool:
    """Show a hidden reply again; say whether that changed anything."""
    found = present(hold_reply(reply))
    require(can_moderate(standing_of(by, found.discussion.community)))
    if found.hidden_at is None or found.deleted_at is not None:
        return False
    Reply.objects.filter(pk=found.pk).update(hidden_at=None)
    recount_answers(found.discussion)
    record(REPLY_RESTORED, by=by, subject=found)
    return True


@transaction.atomic
def _set(discussion: Discussion, by: Member, before: dict[str, object], **changes: object) -> bool:
    """Change it where it is as `before` says; say whether it was."""
    require(can_moderate(standing_of(by, discussion.community)))
    return bool(Discussion.objects.filter(pk=discussion.pk, **before).update(**changes))


def count_discussions(discussion: Discussion, change: int) -> None:
    """Count `change` discussions more in the community of `discussion`."""
    Community.objects.filter(discussions=discussion.pk).update(discussion_count=F("discussion_count") + change)
