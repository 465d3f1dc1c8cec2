"""Who takes questions at one moment, read once for all the questions that are carried on then."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Exists, OuterRef
from django.utils import timezone

from hearth.communities.models import Community, Discussion, Membership, Role
from hearth.communities.models.membership import is_verified
from hearth.matching.models import Circle, Mentorship, Need, Offer, Question
from hearth.matching.queries.loads import loads_of
from hearth.members import faces
from hearth.members.models import Member, is_present
from hearth.members.queries.profiles import roles_for_members

MOST: Final = 200
"""How many mentors of one community are looked at, those who were offered nothing for longest."""

LATER, UNKNOWN = 100, 1000  # years


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody a question could be offered to: a mentor, or a steward, who has no capacity to fill.

    Arguments:
        person: a key equal for all names of one person, see `faces.key_of`.
        mentorship: what makes them a mentor; None for a steward.
        topics: the keys of what they said they can answer about.
        last_offered_at: when they were last offered something; 0 for never.
    """

    member: Member
    person: int
    mentorship: Mentorship | None = None
    topics: frozenset[int] = frozenset()
    last_offered_at: float = 0.0


class Roster:
    """The mentors and stewards of communities as they are at `now`, read when first asked for and then kept."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._loads: dict[int, int] = {}
        self._mentors: dict[int, list[Candidate]] = {}
        self._stewards: dict[int, list[Candidate]] = {}
        self._near: dict[int, list[int]] = {}

    def fitting(self, question: Question) -> Iterator[Candidate]:
        """Yield who could be offered `question` in its circle, the most fitting first, each person once.

        Left out are whoever was offered it before, mentors who rest, are paused, have in hand all they said they can
        bear or do not speak its language. Who may not meet the asker is not asked here, see `may_take`.
        """
        found = {faces.key_for(offer.member) for offer in question.offers.all()}
        found.add(faces.key_for(question.discussion.author))
        for candidate in self._circles(question):
            if candidate.person not in found:
                found.add(candidate.person)
                yield candidate

    def note_offer(self, candidate: Candidate) -> None:
        """Count one question more in the hands of `candidate`."""
        self._loads[candidate.person] = self._loads.get(candidate.person, 0) + 1

    def _circles(self, question: Question) -> Iterator[Candidate]:
        """Mentors of the community come before its stewards, and both before neighbours.

        Of both, clinicians come first where somebody found that it needs one.
        """
        discussion = question.discussion
        here = discussion.community_id
        home = self._free(discussion, self._mentors_of(here))
        if question.circle >= Circle.STEWARDS:
            home += self._stewards_of(here)
        yield from sorted(home, key=lambda one: question.need == Need.CLINICIAN and not is_verified(one.member))
        if question.circle >= Circle.NEIGHBOURS:
            near = (each for community in self._near_to(here) for each in self._mentors_of(community))
            yield from self._free(discussion, near)

    def _free(self, discussion: Discussion, mentors: Iterable[Candidate]) -> list[Candidate]:
        fit = _Fit(discussion, self._loads)
        return sorted((each for each in mentors if self._has_room(each, discussion.language)), key=fit)

    def _has_room(self, candidate: Candidate, language: str) -> bool:
        mentorship = candidate.mentorship
        if mentorship is None or language not in mentorship.languages:
            return False
        return self._loads.get(candidate.person, 0) < mentorship.capacity

    def _mentors_of(self, community: int) -> list[Candidate]:
        if community not in self._mentors:
            self._mentors[community] = self._read_mentors(community)
        return self._mentors[community]

    def _read_mentors(self, community: int) -> list[Candidate]:
        last = Offer.objects.filter(member=OuterRef("member")).order_by("-offered_at").values("offered_at")
        serving = Mentorship.objects.serving(timezone.localdate(self.now))
        here = serving.filter(is_present(), community=community)
        told: dict[str, Any] = {"person": faces.key_of("member"), "last_offered_at": last[:1]}
        asked: Any = here.annotate(**told).select_related("member").prefetch_related("topics")
        rows: list[Any] = list(asked.order_by("last_offered_at", "pk")[:MOST])
        self._loads |= loads_of({row.person for row in rows}, now=self.now)
        return [_mentor(row) for row in rows]

    def _stewards_of(self, community: int) -> list[Candidate]:
        if community not in self._stewards:
            held = Membership.objects.standing().filter(community=community, role=Role.STEWARD)
            # Who is a mentor there as well is asked as one, so that a break or a full hand holds.
            mentors = Mentorship.objects.holding().filter(faces.same_as_outer("member"), community=community)
            here = held.filter(~Exists(mentors), is_present()).select_related("member")
            rows: Any = here.annotate(person=faces.key_of("member")).order_by("pk")
            self._stewards[community] = [Candidate(row.member, row.person) for row in rows]
        return self._stewards[community]

    def _near_to(self, community: int) -> list[int]:
        """The communities that share a topic with it."""
        if community not in self._near:
            near = Community.objects.filter(topics__communities=community, archived_at=None).exclude(pk=community)
            self._near[community] = list(near.order_by("pk").values_list("pk", flat=True).distinct())
        return self._near[community]


class _Fit:
    """How well a mentor fits a question, smallest best: topics, roles, years, load, how long ago.

    Of the asker only what members may see counts: what they ask about, what they show to be, since when as they said.
    """

    def __init__(self, discussion: Discussion, loads: dict[int, int]) -> None:
        self.loads = loads
        self.topics = {topic.pk for topic in discussion.topics.all()}
        self.since = discussion.since
        self.roles = roles_for_members(discussion.author)

    def __call__(self, one: Candidate) -> tuple[int | float, ...]:
        topics = len(self.topics & one.topics)
        roles = len(self.roles.intersection(one.member.roles))
        years = _apart(one.mentorship.since if one.mentorship else None, self.since)
        return -topics, -roles, years, self.loads.get(one.person, 0), one.last_offered_at, one.member.pk


def _apart(since: int | None, asked_since: int | None) -> int:
    """Return how badly the years fit: best is who has lived with it longer, though not much; unknown comes last."""
    if since is None or asked_since is None:
        return UNKNOWN
    return asked_since - since if since <= asked_since else LATER + since - asked_since


def _mentor(row: Any) -> Candidate:
    last = row.last_offered_at.timestamp() if row.last_offered_at else 0.0
    return Candidate(row.member, row.person, row, frozenset(topic.pk for topic in row.topics.all()), last)
