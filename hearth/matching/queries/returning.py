"""People somebody helped who wrote again. By the very name they answered: no other name of anybody is looked for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from hearth.communities.models import Discussion, Reply
from hearth.communities.queries.authors import authors_of
from hearth.communities.queries.discussions import NOT_IN_LISTS, shown_replies
from hearth.matching.queries.own import own_offers
from hearth.members import faces
from hearth.members.models import Member, is_present, presence_of
from hearth.members.queries.around import muted_by
from hearth.members.queries.profiles import ProfileSeen

LATELY: Final = timedelta(days=30)
MOST: Final = 8


@dataclass(frozen=True, slots=True)
class Again:
    """Somebody wrote again: under what they had asked, or in a new question.

    Arguments:
        author: as the reader sees them.
        address: where it stands.
    """

    discussion: Discussion
    author: ProfileSeen
    at: datetime
    address: str
    is_new_question: bool


def who_wrote_again(viewer: Member, *, now: datetime) -> list[Again]:
    """Return whom the person behind `viewer` answered and who wrote again LATELY, the latest first, MOST at most.

    Each discussion once. Nobody whom a block parts from them, whom they muted, who is away or has left. Three queries.
    """
    replies, questions = _replies(viewer, now), _questions(viewer, now)
    found: dict[int, tuple[Discussion, Reply | Discussion]] = {}
    for written in sorted([*replies, *questions], key=lambda each: each.created_at, reverse=True):
        found.setdefault(written.thread.pk, (written.thread, written))
    latest = list(found.values())[:MOST]
    authors = authors_of([written for _talk, written in latest], viewer=viewer)
    return [
        Again(talk, authors[written.author_id], written.created_at, written.get_absolute_url(), written is talk)
        for talk, written in latest
    ]


def _answers(viewer: Member) -> QuerySet[Reply]:
    """What the person behind `viewer` answered."""
    return Reply.objects.filter(faces.same_person(viewer, "author"), hidden_at=None, deleted_at=None)


def _replies(viewer: Member, now: datetime) -> list[Any]:
    """What askers wrote under their own questions after the viewer answered there, the latest first."""
    mine = _answers(viewer)
    before = mine.filter(discussion=OuterRef("discussion"), created_at__lt=OuterRef("created_at"))
    said = shown_replies(viewer).filter(
        _met(viewer),
        Exists(before),
        author=F("discussion__author"),
        deleted_at=None,
        created_at__gt=now - LATELY,
        discussion__in=mine.values("discussion"),
    )
    readable = Discussion.objects.visible_to(viewer).listed().filter(pk=OuterRef("discussion"))
    rows = said.filter(Exists(readable)).select_related("author", "discussion__community")
    return list(rows.annotate(author_presence=presence_of("author")).order_by("-created_at", "-pk")[: 5 * MOST])


def _questions(viewer: Member, now: datetime) -> list[Any]:
    """What they asked anew after the viewer answered them elsewhere, and neither answered nor was brought."""
    mine = _answers(viewer)
    helped = mine.filter(discussion__author=OuterRef("author"), created_at__lt=OuterRef("created_at"))
    asked = (
        Discussion.objects.visible_to(viewer)
        .listed()
        .filter(
            _met(viewer),
            Exists(helped),
            created_at__gt=now - LATELY,
            asks=True,
            author__in=mine.values("discussion__author"),
        )
    )
    rows = asked.exclude(pk__in=mine.values("discussion")).exclude(pk__in=own_offers(viewer).values("question"))
    told = rows.annotate(author_presence=presence_of("author")).select_related("author", "community")
    return list(told.defer(*NOT_IN_LISTS).order_by("-created_at", "-pk")[:MOST])


def _met(viewer: Member) -> Q:
    """Return the condition for what somebody else wrote whom the viewer may be shown unasked."""
    here = is_present("author") & ~Q(author__in=muted_by(viewer))
    return here & ~Q(author__in=Member.objects.hidden_from(viewer)) & ~faces.same_person(viewer, "author")
