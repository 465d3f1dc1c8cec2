"""Letting others have the questions of somebody who stops taking any."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from hearth.communities.models import Joining, Membership
from hearth.matching.actions.holding import hold_questions
from hearth.matching.actions.offering import carry_on
from hearth.matching.models import Mentorship, Offer, State
from hearth.matching.queries.roster import Roster
from hearth.members import faces
from hearth.members.models import is_present


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


def release_from_gone(*, now: datetime | None = None) -> int:
    """Take back what people have in hand who left since, or lost the place where they could answer; return how many.

    The next sweep brings it to others. Harmless at any time.
    """
    place = "question__discussion__community"
    here = Membership.objects.standing().filter(faces.same_as_outer("member"), community=OuterRef(place))
    shut_out = ~Exists(here) & ~Q(**{f"{place}__joining": Joining.ANYONE})
    gone = Offer.objects.in_hand(now or timezone.now()).filter(shut_out | ~is_present())
    return gone.update(state=State.LAPSED)
