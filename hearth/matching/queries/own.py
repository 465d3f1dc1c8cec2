"""What somebody is brought and what they are as a mentor: for that person alone, under whichever of their names."""

from datetime import date
from typing import Any

from django.http import Http404

from hearth.communities.queries.discussions import get_discussion
from hearth.matching.models import Mentorship, Offer, Question
from hearth.matching.models.offer import OfferQuerySet
from hearth.members import faces
from hearth.members.models import Member


def get_question(discussion_id: str, *, viewer: Member | None) -> Question:
    """Return the question that opens a discussion `viewer` may read; raises Http404, also for one never queued."""
    discussion = get_discussion(discussion_id, viewer=viewer)
    question = Question.objects.filter(pk=discussion.pk).first()
    if question is None:
        raise Http404
    question.discussion = discussion
    return question


def own_offers(viewer: Member) -> OfferQuerySet:
    """Return what was brought to the person behind `viewer`."""
    return Offer.objects.filter(faces.same_person(viewer, "member"))


def own_offer(question: Question, *, viewer: Member) -> Offer | None:
    """Return how `question` was brought to the person behind `viewer`, if it was. One query."""
    return own_offers(viewer).filter(question=question).select_related("member").order_by("state").first()


def own_mentorships(viewer: Member, *, today: date) -> list[Any]:
    """Return where the person behind `viewer` is a mentor on `today`, with what they know. Two queries."""
    found = Mentorship.objects.holding().filter(faces.same_person(viewer, "member"), ends_on__gte=today)
    return list(found.select_related("community", "member").prefetch_related("topics").order_by("pk"))
