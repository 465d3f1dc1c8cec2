"""What goes along when a question is merged into another discussion, or something is split off it."""

from hearth.communities.models import Discussion, Reply
from hearth.matching.actions.holding import hold_questions
from hearth.matching.actions.queueing import put_in_queue
from hearth.matching.models import Offer, State


def carry_refusals(was: Discussion | Reply, now: Discussion | Reply) -> None:
    """Let whoever said of the discussion of `was` that it is not for them be brought nothing of that of `now` either.

    Only what they took in hand of this stays so. Belongs in the transaction that holds both discussions; see
    `communities.ports.Becoming`.
    """
    refusals = list(Offer.objects.filter(question=was.thread.pk, state=State.NOT_FOR_ME).order_by("pk"))
    if not refusals:
        return
    question = put_in_queue(now.thread)
    hold_questions([question.pk])
    theirs = Offer.objects.filter(question=question, member__in=[each.member_id for each in refusals])
    theirs.exclude(state=State.CLAIMED).update(state=State.NOT_FOR_ME)
    carried = (
        Offer(
            question=question,
            member_id=each.member_id,
            state=each.state,
            offered_at=each.offered_at,
            ends_at=each.ends_at,
        )
        for each in refusals
    )
    Offer.objects.bulk_create(carried, ignore_conflicts=True)
