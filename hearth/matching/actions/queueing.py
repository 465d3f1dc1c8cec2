"""Putting questions into the queue."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from hearth.communities.models import Discussion
from hearth.matching.models import Question

AT_ONCE = 500


def queue(discussion_id: int) -> Question | None:
    """Put the discussion into the queue, once however often it is asked; None for one that is gone or asks nothing."""
    discussion = Discussion.objects.filter(pk=discussion_id, asks=True).select_related("author", "community")
    found = discussion.first()
    return put_in_queue(found) if found else None


def queue_missing() -> int:
    """Queue what nobody answered and no handler has brought here yet, AT_ONCE at most; return how many."""
    living = Discussion.objects.listed().filter(asks=True, answered_at=None, question=None)
    found = list(living.select_related("author", "community").order_by("created_at", "pk")[:AT_ONCE])
    for discussion in found:
        put_in_queue(discussion)
    return len(found)


@transaction.atomic
def put_in_queue(discussion: Discussion) -> Question:
    """Return what the queue keeps of a discussion, made if there is nothing yet; whether it waits is asked of that."""
    widens_at: datetime = discussion.created_at + widens_after(discussion)
    given = {"widens_at": max(widens_at, timezone.now())}
    question, _made = Question.objects.get_or_create(discussion=discussion, defaults=given)
    return question


def widens_after(discussion: Discussion) -> timedelta:
    """Return how long a question of its community stays in one circle."""
    return timedelta(hours=discussion.community.widens_after)
