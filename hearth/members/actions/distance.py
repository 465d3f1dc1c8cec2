"""Keeping people at a distance: muting, and blocking. Nobody is told of either."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.core.refusals import Refusal
from hearth.members import faces
from hearth.members.models import Block, Follow, Member, Mute


@transaction.atomic
def mute(member: Member, *, by: Member, at: datetime | None = None) -> None:
    """Keep `member` out of what comes before the eyes of `by` unasked; twice is once.

    Raises Refusal when it is a name of their own.
    """
    _refuse_oneself(by, member)
    Mute.objects.get_or_create(muter=by, member=member, defaults={"muted_at": at or timezone.now()})


def unmute(member: Member, *, by: Member) -> None:
    """End a mute. Harmless when there is none."""
    Mute.objects.filter(muter=by, member=member).delete()


@transaction.atomic
def block(member: Member, *, by: Member, at: datetime | None = None) -> None:
    """Part `by` and `member`: neither person sees the other's face any more, and `member`'s reaches `by` under no name.

    Under other names than these two nothing of it shows.

    What either followed of the other ends, and does not come back with `unblock`. Raises Refusal when it is a name of
    their own.
    """
    _refuse_oneself(by, member)
    Block.objects.get_or_create(blocker=by, blocked=member, defaults={"blocked_at": at or timezone.now()})
    Follow.objects.filter(follower=by, member=member).delete()
    Follow.objects.filter(follower=member, member=by).delete()


@transaction.atomic
def unblock(member: Member, *, by: Member) -> None:
    """End every block that the person behind `by` laid on `member`, and the mute of `by`. Harmless when there is none.

    Both are one quiet list to a person: who is taken off it is off.
    """
    faces.blocks_by(by).filter(blocked=member).delete()
    unmute(member, by=by)


def _refuse_oneself(by: Member, member: Member) -> None:
    if faces.are_one(by, member):
        raise Refusal(_("This is you."))
