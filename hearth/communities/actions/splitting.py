"""Splitting replies off a discussion, by whoever leads where it stands."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.activity.actions import record
from hearth.communities.actions.erasing import recount_answers
from hearth.communities.actions.holding import hold_discussion, present
from hearth.communities.actions.order import count_discussions
from hearth.communities.actions.rehoming import fresh_opening, hold_replies, rehome, to_opening
from hearth.communities.actions.sections import section_of
from hearth.communities.branches import Branch, opens_with, placed, with_answers
from hearth.communities.models import Attention, Discussion, Draft, Kind, Rearrangement, Reply, Section
from hearth.communities.permissions import can_rearrange, standing_of
from hearth.communities.ports import tell_became
from hearth.communities.verbs import DISCUSSION_SPLIT
from hearth.core.outer_cache import forget_pages
from hearth.core.refusals import Refusal, require
from hearth.members import faces
from hearth.members.models import Member

AT_ONCE = 500


@transaction.atomic
def split_discussion(
    discussion: Discussion,
    chosen: Collection[str],
    *,
    by: Member,
    title: str,
    section: Section | None = None,
    asks: bool = False,
    at: datetime | None = None,
) -> Discussion:
    """Make a discussion of its own of the replies `chosen` (public ids), with what answered them; return that.

    The first of them opens it, with its author and its time. `asks`: whether it waits for an answer from now on; what
    was an opening before it was merged does so again. Their addresses lead on, their authors are told; `at` is
    for what is put on record afterwards.
    Raises PermissionDenied unless `by` leads there, Refusal when none of them stands there any more for everybody.
    """
    source = present(hold_discussion(discussion.pk))
    require(can_rearrange(standing_of(by, source.community)))
    tree = _tree(source)
    standing = Reply.objects.filter(discussion=source, public_id__in=chosen, hidden_at=None, deleted_at=None)
    picked = set(hold_replies(standing))
    if not picked or not source.is_shown or source.is_imported:
        raise Refusal(_("What you chose does not stand here any more. Look at the discussion once more."))
    now, moving = at or timezone.now(), with_answers(picked, tree)
    taken = Reply.objects.filter(discussion=source, pk__in=moving)
    hold_replies(taken)
    count = taken.filter(hidden_at=None, deleted_at=None).count()  # readers are told of no other
    first = Reply.objects.select_related("discussion", "author").get(pk=opens_with(picked, tree))
    fresh = fresh_opening(first, title=title, section=section_of(source.community, section))
    fresh.asks = asks or Rearrangement.objects.filter(kind=Kind.MERGED, reply=first).exists()
    opening = to_opening(first, fresh)
    opening.topics.set(source.topics.all())
    _rehome_all(placed(moving - {first.pk}, tree, opening=first.pk), opening, now)
    tell_became(first, opening)
    _take_what_people_keep(source, opening, first)
    Reply.objects.filter(discussion=source, parent__discussion=opening).update(parent=None, speaks_to=None)
    Reply.objects.filter(pk=first.pk).delete()
    _drop_empty_marks(source)
    trace = _trace(source, opening, count=count, by=by, at=now)
    record(DISCUSSION_SPLIT, by=by, subject=trace, at=now)
    for each in (source, opening):
        recount_answers(each)
    count_discussions(opening, 1)
    forget_pages()
    opening.refresh_from_db()
    return opening


def _tree(discussion: Discussion) -> dict[int, Branch]:
    rows = Reply.objects.filter(discussion=discussion).values_list("pk", "parent", "speaks_to")
    return {pk: Branch(parent, speaks_to or parent) for pk, parent, speaks_to in rows}


def _rehome_all(places: Mapping[int, Branch], opening: Discussion, now: datetime) -> None:
    """Move the replies in `places`, each to where it stands."""
    keys = sorted(places)
    for some in (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE)):
        rehome(Reply.objects.filter(pk__in=some), opening, at=now, parent=None, speaks_to=None)
    below = [(key, place) for key, place in places.items() if place.parent is not None]
    rows = [Reply(pk=key, parent_id=place.parent, speaks_to_id=_spoken_to(place)) for key, place in below]
    Reply.objects.bulk_update(rows, ["parent", "speaks_to"], batch_size=AT_ONCE)


def _spoken_to(place: Branch) -> int | None:
    return place.above if place.above != place.parent else None


def _take_what_people_keep(source: Discussion, opening: Discussion, first: Reply) -> None:
    """What somebody has read stays read, and who mutes the discussion mutes what comes of it.

    Only who wrote what was taken follows it, if they follow: the others followed what is left. A draft goes with what
    it answers.
    """
    authors = {opening.author, *(reply.author for reply in opening.replies.select_related("author"))}
    wrote = {person.pk for author in authors if (person := faces.main_face_of(author))}
    rows = Attention.objects.filter(discussion=source).values_list("member", "read_at", "mutes", "follows")
    Attention.objects.bulk_create(
        (
            Attention(
                discussion=opening, member_id=member, read_at=read_at, mutes=mutes, follows=follows and member in wrote
            )
            for member, read_at, mutes, follows in rows
        ),
        batch_size=AT_ONCE,
    )
    Draft.objects.filter(discussion=source, parent=first).update(discussion=opening, parent=None)
    Draft.objects.filter(discussion=source, parent__discussion=opening).update(discussion=opening)


def _drop_empty_marks(source: Discussion) -> None:
    """A mark stands for whoever answered what was taken back: it goes when all of these went."""
    Reply.objects.filter(discussion=source, parent=None, deleted_at__isnull=False, replies=None).delete()


def _trace(source: Discussion, opening: Discussion, *, count: int, by: Member, at: datetime) -> Rearrangement:
    Discussion.objects.filter(pk=source.pk).update(is_rearranged=True)
    return Rearrangement.objects.create(kind=Kind.SPLIT, source=source, to=opening, count=count, by=by, at=at)
