"""What moderators decide about a case: done and written down in one transaction; see `notices` for who is told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.activity.actions import record
from hearth.communities.actions import order
from hearth.communities.actions.holding import hold_discussion
from hearth.communities.actions.restricting import lift_restriction, restrict
from hearth.communities.models import Discussion, Reply
from hearth.core.refusals import Refusal, require
from hearth.members.actions.suspension import suspend
from hearth.members.models import Member
from hearth.moderation.actions.keeping import forget_if_left
from hearth.moderation.models import Case, Decision, Verdict
from hearth.moderation.permissions import can_answer, can_decide
from hearth.moderation.queries import restricted_in
from hearth.moderation.verbs import CASE_DECIDED

DECIDED_MEANWHILE: Final = gettext_lazy(
    "This was decided while you were reading. What was decided is below; if it should be something else, decide again."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What is decided. `reason` is read by whoever it is about; `until` is for what holds for a time.

    `after` is the public id of the latest decision that whoever decides has read, empty when there was none; None does
    not ask.
    """

    verdict: str
    reason: str
    rule: str = ""
    until: datetime | None = None
    after: str | None = None


@transaction.atomic
def decide(case: Case, ruling: Ruling, *, by: Member, at: datetime | None = None) -> Decision | None:
    """Do what `ruling` says, write it down, close the case and tell whoever it is about; an undo is another decision.

    `at` is for a decision that is put on record afterwards.
    None when that person has left meanwhile: then nothing of the case is kept.
    Raises PermissionDenied where `by` may not decide it or do this, Refusal when it cannot be done as things are now
    or something was decided meanwhile.
    """
    _hold_discussion_of(case)
    fresh = Case.objects.select_for_update(of=("self",)).select_related("community", "member").get(pk=case.pk)
    require(can_decide(by, fresh))
    _require_nothing_newer(fresh, ruling)
    now = at or timezone.now()
    DEEDS[Verdict(ruling.verdict)](fresh, ruling, by, now)
    decision = Decision.objects.create(
        case=fresh,
        community=fresh.community,
        by=by,
        verdict=ruling.verdict,
        rule=ruling.rule,
        reason=ruling.reason,
        until=ruling.until,
        at=now,
    )
    Case.objects.filter(pk=fresh.pk).update(closed_at=now)
    record(CASE_DECIDED, by=by, subject=decision, at=now)
    return None if forget_if_left(fresh) else decision


@transaction.atomic
def answer(decision: Decision, words: str, *, by: Member) -> None:
    """Say something to a decision about oneself, once. Its case is open again, unless there is a newer one.

    Raises PermissionDenied for everybody else, and a second time.
    """
    fresh = Decision.objects.select_for_update(of=("self",)).select_related("case__member").get(pk=decision.pk)
    require(can_answer(by, fresh))
    Decision.objects.filter(pk=fresh.pk).update(answer=words, answered_at=timezone.now())
    try:
        with transaction.atomic():
            Case.objects.filter(pk=fresh.case_id).update(closed_at=None)
    except IntegrityError:  # it was reported anew: the answer is read there, among what was decided before
        return


def _hold_discussion_of(case: Case) -> None:
    """Hold what was said before the case about it, in the order of `communities.actions.holding`."""
    pk = case.discussion_id
    if case.reply_id is not None:
        pk = Reply.objects.filter(pk=case.reply_id).values_list("discussion", flat=True).first()
    if pk is not None:
        hold_discussion(pk)


def _require_nothing_newer(case: Case, ruling: Ruling) -> None:
    """Two who decide at the same moment: the first one's holds, the second is told. `case` is locked."""
    if ruling.after is None:
        return
    latest = case.decisions.order_by("-pk").values_list("public_id", flat=True).first()
    if (latest or "") != ruling.after:
        raise Refusal(str(DECIDED_MEANWHILE))


def _leave(case: Case, ruling: Ruling, by: Member, now: datetime) -> None:
    """Nothing happens to what was said."""


def _hide(case: Case, ruling: Ruling, by: Member, now: datetime) -> None:
    written = _written(case)
    if isinstance(written, Reply):
        done = order.hide_reply(written, by=by, at=now)
    else:
        done = order.hide_discussion(written, by=by, at=now)
    if not done:
        raise Refusal(_("It is hidden already."))


def _restore(case: Case, ruling: Ruling, by: Member, now: datetime) -> None:
    written = _written(case)
    done = (
        order.restore_reply(written, by=by) if isinstance(written, Reply) else order.restore_discussion(written, by=by)
    )
    if not done:
        raise Refusal(_("It is shown already."))


def _lock(case: Case, ruling: Ruling, by: Member, now: datetime) -> None:
    order.close_discussion(_discussion(case), by=by, at=now)


def _unlock(case: Case, ruling: Ruling, by: Member, now: datetime) -> None:
    order.open_discussion(_discussion(case), by=by)


def _restrict(case: Case, ruling: Ruling, by: Member, now: datetime) -> None:
    if case.community is None or case.member is None or ruling.until is None:
        raise Refusal(_("There is nobody, or no time, to which this could apply."))
    restrict(case.community, case.member, by=by, until=ruling.until, reason=ruling.reason)


def _release(case: Case, ruling: Ruling, by: Member, now: datetime) -> None:
    member, places = case.member, restricted_in(case, by)
    lifted = [lift_restriction(place, member, by=by) for place in places if member is not None]
    if not any(lifted):
        raise Refusal(_("They may write already."))


def _suspend(case: Case, ruling: Ruling, by: Member, now: datetime) -> None:
    if case.member is None or ruling.until is None:
        raise Refusal(_("There is nobody, or no time, to which this could apply."))
    suspend(case.member, by=by, reason=ruling.reason, until=ruling.until)


DEEDS: Final[dict[Verdict, Callable[[Case, Ruling, Member, datetime], None]]] = {
    Verdict.DISMISSED: _leave,
    Verdict.HIDDEN: _hide,
    Verdict.RESTORED: _restore,
    Verdict.LOCKED: _lock,
    Verdict.UNLOCKED: _unlock,
    Verdict.RESTRICTED: _restrict,
    Verdict.RELEASED: _release,
    Verdict.SUSPENDED: _suspend,
}


def _written(case: Case) -> Discussion | Reply:
    written = case.written
    if written is None or written.deleted_at is not None:
        raise Refusal(_("Whoever wrote this has taken it back. There is nothing to hide or to show."))
    return written


def _discussion(case: Case) -> Discussion:
    if case.discussion is None:
        raise Refusal(_("This discussion is no longer here."))
    return case.discussion
