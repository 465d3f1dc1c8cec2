"""Letting others have the questions of somebody who stops taking any."""

from django.utils import timezone

from hearth.matching.actions.holding import hold_questions
from hearth.matching.actions.offering import carry_on
from hearth.matching.models import Mentorship, Offer, State
from hearth.matching.queries.roster import Roster


def release_offers(mentorship: Mentorship) -> int:
    """Take back what was offered to a mentor who stops, and bring it to others at once; return how many that were.

    What they took in hand stays theirs until they hand it back or their time runs out. While they go on as a mentor of
    another community under the same name, only questions of this one are taken back. Belongs in the transaction in
    which they stop.
    """
    now = timezone.now()
    offered = Offer.objects.in_hand(now).filter(member=mentorship.member_id, state=State.OPEN)
    others = Mentorship.objects.serving(timezone.localdate(now)).exclude(pk=mentorship.pk)
    if others.filter(member=mentorship.member_id).exists():
        offered = offered.filter(question__discussion__community=mentorship.community_id)
    questions = hold_questions(offered.values_list("question", flat=True))
    offered.filter(question__in=questions).update(state=State.LAPSED)
    roster = Roster(now)
    for question in questions:
        carry_on(question, roster=roster)
    return len(questions)
