"""Whom a question could be offered to, the best first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from hearth.communities.models import Community, Discussion, Membership, Role
from hearth.communities.permissions import can_reply, standing_of
from hearth.matching.models import Circle, Mentorship, Offer, Question
from hearth.matching.models.mentorship import MentorshipQuerySet
from hearth.matching.queries.loads import loads_of
from hearth.members import faces
from hearth.members.audiences import admits, audience_of
from hearth.members.models import Audience, Member, Mute

MOST = 200  # mentorships looked at for one question
LATER, UNKNOWN = 100, 1000  # years


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody a question could be offered to: a mentor, or a steward, who has no capacity to fill.

    Arguments:
        person: a key equal for all names of one person, see `faces.key_of`.
        capacity: how many questions the person bears at once; None for a steward.
    """

    member: Member
    person: int
    capacity: int | None = None


def candidates_for(question: Question, *, now: datetime) -> list[Candidate]:
    """Return who could be offered `question` at `now` in its circle, the most fitting first, each person once.

    Nobody who asked it, whom a block parts from the asker under any names, who muted the asker, who was offered it
    before, who may not answer there; no mentor who rests, is paused, has in hand all they said they can bear, or does
    not speak its language. Mentors of the community come before its stewards, and both before neighbours.
    """
    discussion = question.discussion
    circles = [_mentors(discussion, Mentorship.objects.filter(community=discussion.community), now)]
    if question.circle >= Circle.STEWARDS:
        circles.append(_stewards(discussion))
    if question.circle >= Circle.NEIGHBOURS:
        circles.append(_mentors(discussion, _near(discussion.community), now))
    offered = set(question.offers.annotate(person=faces.key_of("member")).values_list("person", flat=True))
    found: dict[int, Candidate] = {}
    for candidate in (each for circle in circles for each in circle):
        if candidate.person not in offered and candidate.person not in found:
            found[candidate.person] = candidate
    return [each for each in found.values() if can_reply(standing_of(each.member, discussion.community), discussion)]


def _near(community: Community) -> MentorshipQuerySet:
    """The mentors of other communities that share a topic with `community`."""
    near = Community.objects.filter(topics__in=community.topics.all(), archived_at=None).exclude(pk=community.pk)
    return Mentorship.objects.filter(community__in=near)


def _mentors(discussion: Discussion, found: MentorshipQuerySet, now: datetime) -> list[Candidate]:
    """Of the mentors `found`, those who could take it, in the order in which they fit it."""
    last = Offer.objects.filter(member=OuterRef("member")).order_by().values("member").annotate(at=Max("offered_at"))
    serving = found.serving(timezone.localdate(now)).filter(_may_meet(discussion))
    told: dict[str, Any] = {"person": faces.key_of("member"), "last_offered_at": last.values("at")[:1]}
    rows = list(serving.annotate(**told).select_related("member").prefetch_related("topics").order_by("pk")[:MOST])
    speaking: list[Any] = [row for row in rows if discussion.language in row.languages]
    loads = loads_of({row.person for row in speaking}, now=now)
    free = [row for row in speaking if loads[row.person] < row.capacity]
    return [Candidate(row.member, row.person, row.capacity) for row in sorted(free, key=_Fit(discussion, loads))]


class _Fit:
    """How well a mentorship fits a question, smallest best: topics, roles, years, load, how long ago.

    Of the asker only what members may see counts: what they ask about, what they show to be, since when as they said.
    """

    def __init__(self, discussion: Discussion, loads: Mapping[int, int]) -> None:
        author = discussion.author
        self.loads = loads
        self.topics = {topic.pk for topic in discussion.topics.all()}
        self.since = discussion.since
        self.roles = set(author.roles) if admits(audience_of(author, "roles"), Audience.MEMBERS) else set()

    def __call__(self, row: Any) -> tuple[int | float, ...]:
        topics = len(self.topics & {topic.pk for topic in row.topics.all()})
        roles = len(self.roles & set(row.member.roles))
        waited_since = row.last_offered_at.timestamp() if row.last_offered_at else 0.0
        return -topics, -roles, _apart(row.since, self.since), self.loads[row.person], waited_since, row.pk


def _apart(since: int | None, asked_since: int | None) -> int:
    """Return how badly the years fit: best is who has lived with it longer, though not much; unknown comes last."""
    if since is None or asked_since is None:
        return UNKNOWN
    return asked_since - since if since <= asked_since else LATER + since - asked_since


def _stewards(discussion: Discussion) -> list[Candidate]:
    held = Membership.objects.standing().filter(community=discussion.community, role=Role.STEWARD)
    rows: Any = held.filter(_may_meet(discussion)).annotate(person=faces.key_of("member")).select_related("member")
    return [Candidate(row.member, row.person) for row in rows.order_by("pk")]


def _may_meet(discussion: Discussion) -> Q:
    """Return the condition for rows whose `member` is here and may be brought this question."""
    asker = discussion.author
    here = Q(member__in=Member.objects.present()) & ~faces.same_person(asker, "member")
    muted = Mute.objects.filter(muter=OuterRef("member"), member=asker)
    return here & ~faces.parted(asker, "member") & ~Q(Exists(muted))
