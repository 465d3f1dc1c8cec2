"""The answers to replies: a few stand below each reply of a discussion, all of one reply on pages of their own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from hearth.communities.models import Discussion, Label, Reply
from hearth.communities.permissions import Standing
from hearth.communities.queries.discussions import BY_AGE, REPLIES, replies_to, shown_replies, spoken
from hearth.core.paging import Page, cursor_after, page
from hearth.members.models import Member

SHOWN = 10  # below one reply, on the page of its discussion
MOST = SHOWN * REPLIES  # below all that stand on one page


@dataclass(frozen=True, slots=True)
class Rest:
    """The answers to one reply that a page leaves out: how many, and the cursor of those that come next."""

    count: int
    cursor: str


def first_answers(
    discussion: Discussion, replies: Sequence[Reply], *, here: Standing
) -> tuple[list[Reply], dict[int, Rest]]:
    """Return the first SHOWN answers to each of `replies`, by age, and by reply what is left out.

    One query; three where there are more answers than a page shows.
    """
    shown = shown_replies(here.viewer, moderates=here.moderates)
    shown = shown.filter(discussion=discussion, parent__in=[reply.pk for reply in replies])
    every = list(spoken(shown, discussion).order_by("pk")[: MOST + 1])
    by_parent = _by_parent(every)
    counts = {parent: len(answers) for parent, answers in by_parent.items()}
    if len(every) > MOST:
        by_parent = _by_parent(_first_of_many(shown, discussion))
        counts = dict(shown.order_by().values_list("parent").annotate(Count("pk")))
    rest = {
        parent: Rest(count - SHOWN, cursor_after(by_parent[parent][SHOWN - 1], by=BY_AGE))
        for parent, count in counts.items()
        if count > SHOWN
    }
    return [answer for answers in by_parent.values() for answer in answers[:SHOWN]], rest


def list_answers(
    discussion: Discussion, public_id: str, *, here: Standing, cursor: str = ""
) -> tuple[Reply, Page[Reply]] | None:
    """Return a reply to the opening and a page of the answers to it, by age; None when there is none. Two queries."""
    viewer, by_role = here.viewer, here.moderates
    reply = replies_to(discussion, viewer, by_role).filter(public_id=public_id).first()
    if reply is None:
        return None
    found = spoken(shown_replies(viewer, moderates=by_role).filter(parent=reply), discussion)
    return reply, page(found, by=BY_AGE, size=REPLIES, cursor=cursor)


def list_labelled(discussion: Discussion, label: Label, *, here: Standing, cursor: str = "") -> Page[Reply]:
    """Return a page of what was answered with `label`, to the opening or to a reply, by age. One query."""
    shown = shown_replies(here.viewer, moderates=here.moderates).filter(discussion=discussion, deleted_at=None)
    return page(spoken(shown.filter(label.condition), discussion), by=BY_AGE, size=REPLIES, cursor=cursor)


def cursor_among(answer: Reply, *, viewer: Member | None) -> str | None:
    """Return the cursor of the page of answers that holds `answer`; None while it is among the first. One query."""
    shown = shown_replies(viewer).filter(parent=answer.parent_id, pk__lt=answer.pk)
    before = list(shown.order_by("-pk")[:REPLIES])
    if len(before) < SHOWN:
        return None
    return cursor_after(before[-1], by=BY_AGE) if len(before) == REPLIES else ""


def _first_of_many(shown: QuerySet[Reply], discussion: Discussion) -> QuerySet[Reply]:
    """The first SHOWN to each; who says them is asked of these few alone."""
    number = Window(RowNumber(), partition_by=F("parent"), order_by="pk")
    first = shown.annotate(number=number).filter(number__lte=SHOWN)
    return spoken(Reply.objects.filter(pk__in=first.values("pk")), discussion).order_by("pk")


def _by_parent(answers: Iterable[Reply]) -> dict[int, list[Reply]]:
    found: dict[int, list[Reply]] = {}
    for answer in answers:
        found.setdefault(answer.parent_id or 0, []).append(answer)
    return found
