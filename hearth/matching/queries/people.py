"""The people of a community that its stewards look after: who is new, and how much its mentors have in hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from hearth.communities.models import Community, Discussion, Membership, Reply
from hearth.communities.queries.places import PersonHere, as_people
from hearth.matching.models import Mentorship
from hearth.matching.queries.loads import in_hand
from hearth.members.models import Member, is_present
from hearth.members.queries.profiles import ProfileSeen, profiles_for

NEW: Final = timedelta(days=14)
SHOWN: Final = 20
MOST_MENTORS: Final = 100


@dataclass(frozen=True, slots=True)
class Newcomers:
    """Who joined within NEW and has said nothing there yet: how many, and the latest of them."""

    count: int
    people: list[PersonHere]


def newcomers_of(community: Community, *, viewer: Member, now: datetime) -> Newcomers:
    """Return whom to welcome in `community`, by the names they joined under. Three queries at most.

    What somebody says there under a one-off name does not count: it would tell that the name is theirs.
    """
    said = Discussion.objects.filter(author=OuterRef("member"), community=community)
    answered = Reply.objects.filter(author=OuterRef("member"), discussion__community=community)
    joined = Membership.objects.standing().filter(community=community, granted_at__gt=now - NEW, granted_at__lte=now)
    quiet = joined.filter(~Exists(said), ~Exists(answered), is_present())
    latest = quiet.select_related("member").order_by("-granted_at", "-pk")[:SHOWN]
    return Newcomers(quiet.count(), as_people(latest, viewer=viewer))


@dataclass(frozen=True, slots=True)
class MentorSeen:
    """A mentor as a steward sees them, and how many questions they have in hand."""

    mentorship: Mentorship
    profile: ProfileSeen
    in_hand: int


def mentors_of(community: Community, *, viewer: Member, now: datetime) -> list[MentorSeen]:
    """Return the mentors of `community`, those who have most in hand first. Two queries.

    Counted is what they have in hand under this very name, whatever they bear under others.
    """
    mine = in_hand(now).filter(member=OuterRef("member")).order_by().values("member")
    load = Coalesce(Subquery(mine.annotate(count=Count("pk")).values("count")), 0)
    active = Mentorship.objects.holding().filter(is_present(), community=community)
    told = active.annotate(load=load).select_related("member").order_by("-load", "pk")
    rows: list[Any] = list(told[:MOST_MENTORS])
    profiles = profiles_for((row.member for row in rows), viewer=viewer)
    return [MentorSeen(row, profiles[row.member_id], row.load) for row in rows]
