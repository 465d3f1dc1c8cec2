"""What a person keeps for themself about discussions: how far they read, what they follow, drafts."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.communities.models import Attention, Community, Discussion, Draft, Labels, Reply, Section
from hearth.core.refusals import Refusal
from hearth.core.upkeep import prune
from hearth.members.models import Member
from hearth.topics.models import Topic

KEEP_DRAFTS = timedelta(days=30)
MOST_DRAFTS = 100  # of one person


def mark_read(discussion: Discussion, *, by: Member, up_to: datetime) -> None:
    """Remember that `by` read everything said until `up_to`; never less than before.

    Nothing of a discussion that was merged or erased since they were shown it.
    """
    mine = Attention.objects.filter(member=by, discussion=discussion)
    if mine.filter(Q(read_at=None) | Q(read_at__lt=up_to)).update(read_at=up_to):
        return
    with suppress(IntegrityError):  # it is gone
        Attention.objects.get_or_create(member=by, discussion=discussion, defaults={"read_at": up_to})


def follow_discussion(discussion: Discussion, *, by: Member) -> None:
    """Give `by` word of new answers."""
    _keep(discussion, by, follows=True, mutes=False)


def unfollow_discussion(discussion: Discussion, *, by: Member) -> None:
    """Give `by` no word of it any more."""
    _keep(discussion, by, follows=False)


def mute_discussion(discussion: Discussion, *, by: Member) -> None:
    """Keep it out of `by`'s lists and messages; that they follow it rests, and is not forgotten."""
    _keep(discussion, by, mutes=True)


def unmute_discussion(discussion: Discussion, *, by: Member) -> None:
    """Show it in `by`'s lists again, and let them follow it again if they did."""
    _keep(discussion, by, mutes=False)


def bookmark_discussion(discussion: Discussion, *, by: Member, at: datetime | None = None) -> None:
    """Put it on `by`'s list of kept discussions."""
    _keep(discussion, by, bookmarked_at=at or timezone.now())


def remove_bookmark(discussion: Discussion, *, by: Member) -> None:
    """Take it off the list."""
    _keep(discussion, by, bookmarked_at=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unposted(Labels):
    """What somebody has written and chosen in a composer so far. `name` is a choice: no name is made of it yet."""

    body: str
    title: str = ""
    parent: Reply | None = None
    language: str = ""
    topics: Iterable[Topic] = ()
    answering: str = ""
    section: Section | None = None
    since: int | None = None
    name: str = ""
    pseudonym: str = ""


@transaction.atomic
def keep_draft(
    community: Community, discussion: Discussion | None, said: Unposted, *, by: Member, at: datetime | None = None
) -> bool:
    """Keep words that were not posted yet, with all that was chosen; without any, forget them and return False.

    Raises Refusal when there are MOST_DRAFTS others.
    """
    if not (said.title.strip() or said.body.strip()):
        drop_draft(community, discussion, by=by)
        return False
    kept: dict[str, Any] = {each.name: getattr(said, each.name) for each in fields(said) if each.name != "topics"}
    kept["saved_at"] = at or timezone.now()
    draft, is_new = _drafts(community, discussion, by).update_or_create(
        defaults=kept, create_defaults=kept | {"member": by, "community": community, "discussion": discussion}
    )
    if is_new and Draft.objects.filter(member=by).count() > MOST_DRAFTS:
        raise Refusal(
            _("You keep %(count)d drafts already. Post one of them, or empty one and save it, then keep this one.")
            % {"count": MOST_DRAFTS}
        )
    draft.topics.set(said.topics)
    return True


def drop_draft(community: Community, discussion: Discussion | None, *, by: Member) -> None:
    """Forget a draft, since it was posted or is not wanted."""
    _drafts(community, discussion, by).delete()


def prune_drafts() -> int:
    """Forget drafts nobody touched for KEEP_DRAFTS; return how many."""
    return prune(Draft.objects.filter(saved_at__lt=timezone.now() - KEEP_DRAFTS))


def _drafts(community: Community, discussion: Discussion | None, member: Member) -> QuerySet[Draft]:
    """The one draft of an answer in `discussion`, wherever that was moved, or of an opening in `community`."""
    mine = Draft.objects.filter(member=member, discussion=discussion)
    return mine if discussion else mine.filter(community=community)


def _keep(discussion: Discussion, member: Member, **changes: object) -> None:
    Attention.objects.update_or_create(member=member, discussion=discussion, defaults=changes)
