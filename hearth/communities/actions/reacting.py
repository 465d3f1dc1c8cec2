"""Reactions: "Helpful", "With you", "Thank you", one of each per person."""

from django.db import IntegrityError, transaction
from django.db.models import F

from hearth.communities.models import Discussion, Reaction, ReactionKind, Reply
from hearth.communities.permissions import can_react, standing_of
from hearth.core.refusals import require
from hearth.members.models import Member

COUNTED = {
    ReactionKind.HELPFUL: "helpful_count",
    ReactionKind.WITH_YOU: "with_you_count",
    ReactionKind.THANKS: "thanks_count",
}


@transaction.atomic
def react(written: Discussion | Reply, kind: ReactionKind, *, by: Member) -> bool:
    """Add `by`'s reaction; once, however often it is sent. Say whether it is new.

    Raises PermissionDenied where `by` may not.
    """
    _require(written, by)
    try:
        with transaction.atomic():
            Reaction.objects.create(**_place(written), member=by, kind=kind)
    except IntegrityError:
        return False
    _count(written, kind, 1)
    return True


@transaction.atomic
def take_back_reaction(written: Discussion | Reply, kind: ReactionKind, *, by: Member) -> bool:
    """Take `by`'s reaction back. Say whether there was one."""
    _require(written, by)
    gone, _kinds = Reaction.objects.filter(**_place(written), member=by, kind=kind).delete()
    if gone:
        _count(written, kind, -1)
    return bool(gone)


def _require(written: Discussion | Reply, by: Member) -> None:
    discussion = written.discussion if isinstance(written, Reply) else written
    require(can_react(standing_of(by, discussion.community), written))


def _place(written: Discussion | Reply) -> dict[str, object]:
    if isinstance(written, Reply):
        return {"discussion_id": written.discussion_id, "reply": written}
    return {"discussion": written, "reply": None}


def _count(written: Discussion | Reply, kind: ReactionKind, change: int) -> None:
    field = COUNTED[kind]
    type(written).objects.filter(pk=written.pk).update(**{field: F(field) + change})
