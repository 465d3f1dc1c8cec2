"""Merging one discussion into another, by whoever leads where both stand."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.activity.actions import record
from hearth.communities.actions.erasing import recount_answers
from hearth.communities.actions.holding import hold_discussions
from hearth.communities.actions.order import count_discussions
from hearth.communities.actions.rehoming import hold_replies, rehome, to_reply
from hearth.communities.models import Answering, Attention, Discussion, Draft, Kind, Rearrangement, Reply
from hearth.communities.permissions import can_move_to, can_rearrange, standing_of
from hearth.communities.ports import tell_became
from hearth.communities.verbs import DISCUSSION_MERGED
from hearth.core import richtext
from hearth.core.outer_cache import forget_pages
from hearth.core.refusals import Refusal, require
from hearth.members.models import Member

WIDEST_FIRST: Final = list(Answering)


@transaction.atomic
def merge_discussions(source: Discussion, into: Discussion, *, by: Member, at: datetime | None = None) -> Reply:
    """Let `source` go on in `into`: its opening as a reply there, and what was answered to it below that, in its order.

    What people keep about `source` they keep about `into`; of two names that one person has in the two, each stays with
    what was written under it. Its addresses lead on, its authors are told; `at` is for what is put on record
    afterwards. Return the reply.
    Raises PermissionDenied unless `by` leads where both stand, Refusal where more people could read or answer it than
    before, or one of them is not there for everybody.
    """
    held = {each.pk: each for each in hold_discussions([source.pk, into.pk], whole=True)}
    gone, kept = held.get(source.pk), held.get(into.pk)
    if gone is None or kept is None:
        raise Refusal(_("One of the two is no longer here. Look at them once more."))
    for each in (gone, kept):
        require(can_rearrange(standing_of(by, each.community)))
    _require_fitting(gone, kept)
    now = at or timezone.now()
    moving = Reply.objects.filter(discussion=gone)
    count = len(hold_replies(moving))
    reply = to_reply(gone, kept, at=now)
    # One level: what answered an answer stands below the reply as well, and says to whom it speaks.
    nested, above = moving.exclude(parent=None), Coalesce("speaks_to", F("parent"))
    rehome(nested, kept, at=now, parent=reply, speaks_to=above)
    rehome(moving, kept, at=now, parent=reply)
    tell_became(gone, reply)
    _take_what_people_keep(gone, kept)
    trace = _trace(gone, kept, reply, count=count, by=by, at=now)
    record(DISCUSSION_MERGED, by=by, subject=trace, at=now)
    count_discussions(gone, -1)
    gone.delete()
    recount_answers(kept)
    forget_pages()
    return reply


def _require_fitting(gone: Discussion, kept: Discussion) -> None:
    if gone.pk == kept.pk:
        raise Refusal(_("This is the same discussion. Choose another one."))
    if not (gone.is_shown and kept.is_shown):
        raise Refusal(_("Only what everybody here can see is merged. Decide about what is hidden first."))
    if gone.is_imported or kept.is_imported:
        raise Refusal(_("What was brought in from a collection stays as it is there."))
    if gone.community_id != kept.community_id and not can_move_to(gone.community, kept.community):
        raise Refusal(_("It was written for fewer people than can read there. Ask its author to write it there again."))
    if WIDEST_FIRST.index(Answering(gone.answering)) > WIDEST_FIRST.index(Answering(kept.answering)):
        raise Refusal(_("Its author wished for fewer people to answer than can answer there."))


def _take_what_people_keep(gone: Discussion, kept: Discussion) -> None:
    """Let what people keep about `gone` go over, and be one with what they keep about `kept` already.

    Who follows or saved either does so on. Nothing passes as read that was not; whether it is muted, `kept` says.
    """
    theirs, own = Attention.objects.filter(discussion=gone), Attention.objects.filter(discussion=kept)
    same = theirs.filter(member=OuterRef("member"))
    own.filter(Exists(same.filter(follows=True))).update(follows=True)
    own.filter(Exists(same.filter(read_at__lt=OuterRef("read_at")))).update(read_at=Subquery(same.values("read_at")))
    saved = own.filter(Exists(same.filter(bookmarked_at__isnull=False)), bookmarked_at=None)
    saved.update(bookmarked_at=Subquery(same.values("bookmarked_at")))
    theirs.exclude(member__in=own.values("member")).update(discussion=kept)
    _take_drafts(gone, kept)


def _take_drafts(gone: Discussion, kept: Discussion) -> None:
    """No word is lost: of two drafts of one person the second goes below the first."""
    drafts = Draft.objects.filter(discussion=gone)
    own = {
        draft.member_id: draft for draft in Draft.objects.filter(discussion=kept, member__in=drafts.values("member"))
    }
    for draft in drafts.filter(member__in=own):
        first = own[draft.member_id]
        first.body = richtext.clean(first.body) + richtext.clean(draft.body)
        first.saved_at = max(first.saved_at, draft.saved_at)
        first.save(update_fields=["body", "saved_at"])
    drafts.exclude(member__in=own).update(discussion=kept, community=kept.community_id)


def _trace(gone: Discussion, kept: Discussion, reply: Reply, *, count: int, by: Member, at: datetime) -> Rearrangement:
    """Note it, and let what was noted of `gone` before be told of `kept`; return the note."""
    Rearrangement.objects.filter(to=gone).update(to=kept)
    Rearrangement.objects.filter(source=gone).update(source=kept)
    Discussion.objects.filter(pk=kept.pk).update(is_rearranged=True)
    return Rearrangement.objects.create(kind=Kind.MERGED, to=kept, reply=reply, count=count, by=by, at=at)
