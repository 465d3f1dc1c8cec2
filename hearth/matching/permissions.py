"""Who takes questions, and who looks after those who do."""

from hearth.communities.models import Membership
from hearth.communities.permissions import Standing, can_lead, can_read, can_reply, can_see_members
from hearth.matching.models import Mentorship, Offer, Question
from hearth.members import faces
from hearth.members.models import Kind, Member


def is_offered_to(by: Member | None, offer: Offer) -> bool:
    """Whether it was brought to the person behind `by`."""
    return by is not None and faces.are_one(by, offer.member)


def can_take(here: Standing, question: Question) -> bool:
    """Take a question that was not offered: whoever leads its community, if they may answer it."""
    return here.leads and can_reply(here, question.discussion)


def can_see_board(here: Standing) -> bool:
    """What waits, who is new and who has how much in hand is for those who lead the community and may read it."""
    return here.leads and can_read(here)


def is_own(by: Member | None, mentorship: Mentorship) -> bool:
    """Whether the mentorship is that of the person behind `by`."""
    return by is not None and faces.are_one(by, mentorship.member)


def can_see_mentors(here: Standing) -> bool:
    """Who the mentors are is as private as the list of members, and never for visitors."""
    return can_see_members(here)


def can_look_after(here: Standing) -> bool:
    """Nominate members, agree, write the checklist, renew and end terms, and thank: whoever leads the community.

    Those of the house who lead every community do so too, where they see who belongs to it.
    """
    return can_lead(here) and can_see_members(here)


def is_nominable(membership: Membership) -> bool:
    """Whether somebody can be a mentor by this membership: under the name they keep there, never a one-off one."""
    return membership.granted_at is not None and membership.member.kind in (Kind.MAIN, Kind.PSEUDONYM)


def can_volunteer(here: Standing) -> bool:
    """Offer oneself as a mentor: members, under the name they keep there."""
    return here.is_member and here.membership is not None and is_nominable(here.membership)
