"""What waits on somebody's desk: brought to them, asked of them, or in their hand. For that person alone."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from hearth.communities.models import MODERATING, Discussion, Joining, Membership, Role
from hearth.communities.models.community import places_kept_by, places_of
from hearth.core.translated import Words, in_language
from hearth.matching.models import Need, Offer, Question, State
from hearth.matching.models.question import QuestionQuerySet
from hearth.matching.queries.names import MentorName, names_of
from hearth.matching.queries.own import own_mentorships, own_offers
from hearth.matching.queries.returning import Again, who_wrote_again
from hearth.members import faces
from hearth.members.models import Member, Standing
from hearth.members.queries.around import muted_by
from hearth.topics.models import NameKind, TopicName

MOST: Final = 50
"""How many questions a desk shows, those that wait longest first."""

ENDED = (State.NOT_FOR_ME, State.HANDED_BACK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A question that waits, as one person finds it on their desk or above the composer.

    Arguments:
        state: of the offer; empty for one that was not offered, and asks for what they are.
        until: when the offer or the claim ends.
        is_elsewhere: somebody else has it in hand.
        may_take: whether they may answer there.
        topics: those of its topics that they know as a mentor, in the reader's language.
        is_near: it comes from a community they are no mentor of, and do not lead.
    """

    question: Question
    state: str = ""
    until: datetime | None = None
    is_elsewhere: bool = False
    may_take: bool = True
    topics: list[Words] = field(default_factory=list)
    leads: bool = False
    is_near: bool = False

    @property
    def discussion(self) -> Discussion:
        """What is asked."""
        return self.question.discussion

    @property
    def is_in_hand(self) -> bool:
        """Whether they took it."""
        return self.state == State.CLAIMED


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All of a person's desk. `load` is how many questions are with them now, offered and taken together."""

    in_hand: list[Brought]
    asked: list[Brought]
    offered: list[Brought]
    again: list[Again]
    names: list[MentorName]

    @property
    def load(self) -> int:
        """How many questions are with them, as they see them."""
        return len(self.in_hand) + len(self.offered)

    @property
    def serves(self) -> bool:
        """Whether they take questions anywhere."""
        return any(each.serves for each in self.names)


def look_at_desk(viewer: Member, *, language: str, now: datetime) -> Desk:
    """Return the desk of the person behind `viewer` at `now`, named in the reader's `language`.

    Nine queries at most, one more for those with staff rights, however much waits.
    """
    mentorships = own_mentorships(viewer, today=timezone.localdate(now))
    rows = list(_before(viewer, now).of_moment()[:MOST])
    known = _topics_known(rows, mentorships, language) if rows else {}
    places = {mentorship.community_id for mentorship in mentorships}
    found = [_brought(row, known.get(row.pk, []), places) for row in rows]
    return Desk(
        in_hand=[each for each in found if each.is_in_hand],
        asked=[each for each in found if not each.state],
        offered=[each for each in found if each.state == State.OPEN],
        again=who_wrote_again(viewer, now=now),
        names=names_of(mentorships),
    )


def count_before(viewer: Member, *, now: datetime) -> int:
    """Return how many questions wait for the person behind `viewer` to take them, or are in their hand.

    One query for those with whom nothing is, which is most people at most times; two for others.
    """
    near = list(_near(viewer, now))
    if not near:
        return 0
    found = _before(viewer, now).filter(pk__in=near)
    count: int = found.filter(Q(is_elsewhere=False) | Q(own_state=State.CLAIMED)).count()
    return count


def get_brought(offer_id: int, *, viewer: Member, now: datetime) -> Brought | None:
    """Return the question of an offer to the person behind `viewer`, while it waits for them. One query."""
    row = _told(Question.objects.waiting().filter(offers=offer_id), viewer, now).first()
    return _brought(row, [], set()) if row and row.own_state else None


def offers_told(offers: Collection[int], *, viewer: Member, now: datetime) -> dict[int, Brought]:
    """Return the questions of those `offers` to the person behind `viewer` that are with them now. Two queries."""
    mine = dict(own_offers(viewer).filter(pk__in=offers).values_list("pk", "question"))
    found = {row.pk: _brought(row, [], set()) for row in _before(viewer, now).filter(pk__in=mine.values())}
    return {offer: found[key] for offer, key in mine.items() if key in found and found[key].state}


def needs_told(questions: Collection[int], *, viewer: Member, now: datetime) -> dict[int, Brought]:
    """Return those of `questions` that ask for what the person behind `viewer` is, and were not offered. One query."""
    rows = _before(viewer, now).filter(pk__in=questions).exclude(need=Need.NOBODY)
    return {row.pk: _brought(row, [], set()) for row in rows if not row.own_state}


def who_are_needed(question: Question) -> QuerySet[Member]:
    """Return the main names of those whom `question` asks for, as `needs_told` has it, but for who let it go."""
    roles = {Need.MODERATOR: MODERATING, Need.CLINICIAN: (Role.CLINICIAN,)}.get(Need(question.need), ())
    held = Membership.objects.standing().filter(community=question.discussion.community_id, role__in=roles)
    if question.need == Need.CLINICIAN:
        held = held.filter(member__standing=Standing.CLINICIAN)
    people = Member.objects.filter(pk__in=held.values("member"))
    let_go = Offer.objects.filter(faces.of_outer_person("member"), question=question.pk, state__in=ENDED)
    return faces.main_names_of(people, but=question.discussion.author_id).exclude(Exists(let_go))


def _before(viewer: Member, now: datetime) -> Any:
    """The questions that wait and are with `viewer`, or ask for what they are, in places they may read.

    A block between them and the very name that asked hides it, as it does everywhere; one under other names shows
    nowhere here: that a question goes would tell who asked. Of those whom they muted nothing is brought to them.
    """
    readable = Discussion.objects.visible_to(viewer).filter(pk=OuterRef("discussion"))
    waiting = Question.objects.waiting().filter(Exists(readable), pk__in=_near(viewer, now))
    own = faces.same_person(viewer, "discussion__author")
    found = _told(waiting.exclude(own), viewer, now)
    return found.exclude(own_state=State.OPEN, discussion__author__in=muted_by(viewer))


def _near(viewer: Member, now: datetime) -> QuerySet[Any, Any]:
    """Return the keys of the questions that are with `viewer`, or ask for what they are, whatever became of them."""
    brought = own_offers(viewer).in_hand(now).values_list("question", flat=True)
    ended = own_offers(viewer).filter(state__in=ENDED).values("question")
    asking = Question.objects.filter(_needed(viewer)).exclude(pk__in=ended).values_list("pk", flat=True)
    return brought.union(asking)


def _needed(viewer: Member) -> Q:
    """Return the condition that a question needs what the person behind `viewer` is in its community."""
    held = Membership.objects.filter(faces.same_person(viewer, "member"), role=Role.CLINICIAN).standing()
    here = held.filter(member__standing=Standing.CLINICIAN).values("community")
    return Q(need=Need.CLINICIAN, discussion__community__in=here) | Q(
        need=Need.MODERATOR, discussion__community__in=places_kept_by(viewer)
    )


def _told(found: QuestionQuerySet, viewer: Member, now: datetime) -> Any:
    """Let each row carry how it was brought to `viewer`, and what they are there."""
    held = own_offers(viewer).in_hand(now).filter(question=OuterRef("pk")).order_by("state")
    claimed = Offer.objects.in_hand(now).filter(question=OuterRef("pk"), state=State.CLAIMED)
    mine = Membership.objects.filter(faces.same_person(viewer, "member"), community=OuterRef("discussion__community"))
    told = found.annotate(
        own_state=Subquery(held.values("state")[:1]),
        own_until=Subquery(held.values("ends_at")[:1]),
        is_elsewhere=Exists(claimed.exclude(faces.same_person(viewer, "member"))),
        leads=Exists(mine.standing().filter(role=Role.STEWARD)),
        is_here=Q(discussion__community__in=places_of(viewer)),
    )
    return told.select_related("discussion__community").defer("discussion__body", "discussion__body_html")


def _brought(row: Any, topics: list[Words], places: set[int]) -> Brought:
    community = row.discussion.community
    return Brought(
        question=row,
        state=row.own_state or "",
        until=row.own_until,
        is_elsewhere=row.is_elsewhere,
        may_take=row.is_here or community.joining == Joining.ANYONE,
        topics=topics,
        leads=row.leads,
        is_near=not row.leads and community.pk not in places,
    )


def _topics_known(rows: list[Any], mentorships: Iterable[Any], language: str) -> dict[int, list[Words]]:
    """Return the names of the topics of each of `rows` that the mentor knows. Two queries, none for no topics."""
    known = {topic.pk for mentorship in mentorships for topic in mentorship.topics.all()}
    if not known:
        return {}
    about = Discussion.topics.through._default_manager.filter(discussion__in=[row.pk for row in rows], topic__in=known)
    shared: dict[int, list[int]] = {}
    for discussion, topic in about.order_by("pk").values_list("discussion", "topic"):
        shared.setdefault(discussion, []).append(topic)
    asked = {topic for topics in shared.values() for topic in topics}
    texts: dict[int, dict[str, str]] = {}
    for name in TopicName.objects.filter(topic__in=asked, kind=NameKind.PREFERRED):
        texts.setdefault(name.topic_id, {})[name.language] = name.name
    return {
        discussion: [in_language(texts[topic], language) for topic in topics if topic in texts]
        for discussion, topics in shared.items()
    }
