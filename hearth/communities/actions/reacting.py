"""Reactions: "Helpful", "With you", "Thank you", one of each per person."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from hearth.activity.actions import record
from hearth.communities.actions.holding import hold_post
from hearth.communities.models import Discussion, Reaction, ReactionKind, Reply
from hearth.communities.newcomers import require_unrestricted
from hearth.communities.permissions import Standing, can_react, standing_of
from hearth.communities.verbs import (
    DISCUSSION_REACTED_TO,
    DISCUSSION_REACTION_WITHDRAWN,
    REPLY_REACTED_TO,
    REPLY_REACTION_WITHDRAWN,
)
from hearth.core.refusals import require
from hearth.members.models import Member

COUNTED = {
    ReactionKind.HELPFUL: "helpful_count",
    ReactionKind.WITH_YOU: "with_you_count",
    ReactionKind.THANKS: "thanks_count",
}


@transaction.atomic
def react(written: Discussion | Reply, kind: ReactionKind, *, by: Member, at: datetime | None = None) -> bool:
    """Add `by`'s reaction; once, however often it is sent. Say whether it is new.

    That there is one more goes on record, `at` that time, and never whose it is.

    Raises PermissionDenied where `by` may not, Refusal while a moderator asks them to say nothing there.
    """
    require_unrestricted(_require(written, by))
    hold_post(written)
    try:
        with transaction.atomic():
            Reaction.objects.create(**written.row_key, member=by, kind=kind)
    except IntegrityError:
        return False
    _count(written, kind, 1)
    record(REPLY_REACTED_TO if isinstance(written, Reply) else DISCUSSION_REACTED_TO, by=None, subject=written, at=at)
    return True


@transaction.atomic
def take_back_reaction(written: Discussion | Reply, kind: ReactionKind, *, by: Member) -> bool:
    """Take `by`'s reaction back. Say whether there was one."""
    _require(written, by)
    hold_post(written)
    gone, _kinds = Reaction.objects.filter(**written.row_key, member=by, kind=kind).delete()
    if gone:
        _count(written, kind, -1)
        is_reply = isinstance(written, Reply)
        record(REPLY_REACTION_WITHDRAWN if is_reply else DISCUSSION_REACTION_WITHDRAWN, by=None, subject=written)
    return bool(gone)


def _require(written: Discussion | Reply, by: Member) -> Standing:
    discussion = written.thread
    here = standing_of(by, discussion.community)
    require(can_react(here, written))
    return here


def _count(written: Discussion | Reply, kind: ReactionKind, change: int) -> None:
    field = COUNTED[kind]
    type(written).objects.filter(pk=written.pk).update(**{field: F(field) + change})
