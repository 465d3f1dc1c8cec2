"""Under which name somebody writes: the usual one, one for a community only, or one for a single discussion."""

from enum import Enum

from hearth.communities.models import Community, Discussion, Pseudonym, Reply
from hearth.members import faces
from hearth.members.models import Member


class Name(Enum):
    """The choice of a name to write under."""

    USUAL = "usual"
    PSEUDONYM = "pseudonym"
    ALIAS = "alias"


def name_kept_in(discussion: Discussion, *, by: Member) -> Member | None:
    """Return the name the person behind `by` began with in `discussion`, or None when they wrote nothing there."""
    if faces.is_same_person(by, discussion.author):
        return discussion.author
    reply = (
        Reply.objects.filter(faces.same_person(by, "author"), discussion=discussion).select_related("author").first()
    )
    return reply.author if reply else None


def pseudonym_in(community: Community, *, by: Member) -> Member | None:
    """Return the name the person behind `by` uses in `community` only, or None."""
    found = Pseudonym.objects.filter(faces.same_person(by, "member"), community=community).select_related("member")
    row = found.first()
    return row.member if row else None
