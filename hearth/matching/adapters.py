"""What matching tells the rooms below: what it keeps of a person, and what it says of a question brought to them."""

from django.db.models import OuterRef, Subquery
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.communities.ports import Piece
from hearth.core import mail
from hearth.matching.actions.leaving import forget_person
from hearth.matching.models import Mentorship, Offer
from hearth.matching.queries.desk import get_brought
from hearth.matching.queries.own import own_offers
from hearth.members.models import Member
from hearth.members.ports import Fact, Person, Row, Section, Tie


class MatchingPart:
    """Mentorships, and questions that were offered."""

    covers = frozenset(
        {
            "matching.Mentorship",
            "matching.Mentorship_steps",
            "matching.Mentorship_topics",
            "matching.Offer",
            "matching.Question",
        }
    )

    def export(self, person: Person) -> list[Section]:
        """Return all of it; of the questions nothing but the address."""
        return [
            Section("mentorships", _("Where you are or were a mentor"), _mentorships(person)),
            Section("nominations", _("Whom you nominated as mentors"), _nominations(person)),
            Section("offers", _("Questions that were brought to you"), _offers(person)),
        ]

    def ties(self, person: Person) -> list[Tie]:
        """Return nothing: what they have in hand is brought to others."""
        return []

    def erase_some(self, person: Person, *, keep_writing: bool) -> bool:
        """Erase nothing ahead: there is never much."""
        return False

    def erase(self, person: Person, *, keep_writing: bool) -> frozenset[int]:
        """Erase all of it; what they asked may still be answered where it stays."""
        forget_person(person.faces, keep_writing=keep_writing)
        return frozenset()


def _mentorships(person: Person) -> list[Row]:
    rows = Mentorship.objects.filter(member__in=person.faces).select_related("member", "community").order_by("pk")
    return [
        [
            Fact("name", _("Under the name"), row.member.name),
            Fact("community", _("Community"), row.community.name),
            Fact("stage", _("Stage"), row.stage, row.get_stage_display()),
            Fact("words", _("Why you were nominated"), row.words),
            Fact("languages", _("Languages"), row.languages),
            Fact("topics", _("Topics"), [str(topic) for topic in row.topics.all()]),
            Fact("since", _("Since"), row.since),
            Fact("capacity", _("Questions at a time"), row.capacity),
            Fact("is_agreed", _("Agreed by the stewards"), row.is_agreed),
            Fact("steps", _("Steps of the checklist that you have done"), [step.words for step in row.steps.all()]),
            Fact("paused_at", _("Paused"), row.paused_at),
            Fact("rests_until", _("You rest until"), row.rests_until),
            Fact("nominated_at", _("Nominated"), row.nominated_at),
            Fact("declined_at", _("You said no"), row.declined_at),
            Fact("began_on", _("From"), row.began_on),
            Fact("ends_on", _("Until"), row.ends_on),
            Fact("asked_at", _("Asked whether you go on"), row.asked_at),
            Fact("end_reason", _("Why a steward ended it"), row.end_reason),
            Fact("thanks", _("Thanks that stewards said"), row.thanks),
        ]
        for row in rows
    ]


def _nominations(person: Person) -> list[Row]:
    """Return whom they nominated but themself: the words are theirs."""
    rows = Mentorship.objects.filter(nominated_by__in=person.faces).exclude(member__in=person.faces)
    return [
        [
            Fact("community", _("Community"), row.community.name),
            Fact("words", _("Why you nominated them"), row.words),
            Fact("nominated_at", _("When"), row.nominated_at),
        ]
        for row in rows.select_related("community").order_by("pk")
    ]


def _offers(person: Person) -> list[Row]:
    """Return what was brought to them, without titles: these are others' words, which they may read no more."""
    rows = Offer.objects.filter(member__in=person.faces).select_related("question__discussion").order_by("pk")
    return [
        [
            Fact("question", _("Question"), _address(row)),
            Fact("state", _("What became of it"), row.state, row.get_state_display()),
            Fact("offered_at", _("When"), row.offered_at),
        ]
        for row in rows
    ]


def _address(row: Offer) -> str:
    return mail.absolute(reverse("communities:discussion", args=[row.question.discussion.public_id]))


class QuestionBrought:
    """Says above the composer that a question was brought to this reader, with what they can do about it."""

    name = "offer"

    def key(self, viewer: Member) -> Combinable:
        """Return the offer of the discussion's question to the person behind `viewer`, while it holds."""
        held = own_offers(viewer).in_hand(timezone.now()).filter(question=OuterRef("pk"))
        return Subquery(held.order_by("state").values("pk")[:1])

    def piece(self, key: int, *, viewer: Member) -> Piece | None:
        """Return what to say while the question waits for them. One query."""
        brought = get_brought(key, viewer=viewer, now=timezone.now())
        return Piece("matching/_brought.html", brought) if brought else None
