"""Who takes questions, and who looks after those who do."""

from hearth.communities.permissions import Standing, can_read, can_reply
from hearth.matching.models import Mentorship, Offer, Question
from hearth.members import faces
from hearth.members.models import Member


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
