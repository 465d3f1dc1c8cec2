"""What a person keeps for themself about discussions: how far they read, what they follow, drafts."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from hearth.communities.models import Attention, Community, Discussion, Draft
from hearth.core.upkeep import prune
from hearth.members.models import Member

KEEP_DRAFTS = timedelta(days=30)


def mark_read(discussion: Discussion, *, by: Member, up_to: datetime) -> None:
    """Remember that `by` read everything said until `up_to`; never less than before."""
    attention, made = Attention.objects.get_or_create(member=by, discussion=discussion, defaults={"read_at": up_to})
    if not made and (attention.read_at is None or attention.read_at < up_to):
        Attention.objects.filter(pk=attention.pk).update(read_at=up_to)


def follow_discussion(discussion: Discussion, *, by: Member) -> None:
    """Give `by` word of new answers."""
    _keep(discussion, by, follows=True, mutes=False)


def unfollow_discussion(discussion: Discussion, *, by: Member) -> None:
    """Give `by` no word of it any more."""
    _keep(discussion, by, follows=False)


def mute_discussion(discussion: Discussion, *, by: Member) -> None:
    """Keep it out of `by`'s lists and messages."""
    _keep(discussion, by, mutes=True, follows=False)


def unmute_discussion(discussion: Discussion, *, by: Member) -> None:
    """Show it in `by`'s lists again."""
    _keep(discussion, by, mutes=False)


def bookmark_discussion(discussion: Discussion, *, by: Member) -> None:
    """Put it on `by`'s list of kept discussions."""
    _keep(discussion, by, bookmarked_at=timezone.now())


def remove_bookmark(discussion: Discussion, *, by: Member) -> None:
    """Take it off the list."""
    _keep(discussion, by, bookmarked_at=None)


@transaction.atomic
def keep_draft(community: Community, discussion: Discussion | None, *, by: Member, title: str = "", body: str) -> None:
    """Keep words that were not posted yet; empty ones are forgotten."""
    place: dict[str, Any] = {"member": by, "community": community, "discussion": discussion}
    if not (title.strip() or body.strip()):
        Draft.objects.filter(**place).delete()
        return
    Draft.objects.update_or_create(**place, defaults={"title": title, "body": body, "saved_at": timezone.now()})


def drop_draft(community: Community, discussion: Discussion | None, *, by: Member) -> None:
    """Forget a draft, since it was posted or is not wanted."""
    Draft.objects.filter(member=by, community=community, discussion=discussion).delete()


def prune_drafts() -> int:
    """Forget drafts nobody touched for KEEP_DRAFTS; return how many."""
    return prune(Draft.objects.filter(saved_at__lt=timezone.now() - KEEP_DRAFTS))


def _keep(discussion: Discussion, member: Member, **changes: object) -> None:
    Attention.objects.update_or_create(member=member, discussion=discussion, defaults=changes)
