"""What is on somebody's desk in the house-wide tests."""

from datetime import timedelta

from django.utils import timezone

from hearth.communities.models import Discussion
from hearth.matching.actions.queueing import queue
from hearth.matching.models import Offer
from hearth.members.models import Member


def bring(discussion: Discussion, member: Member) -> Offer:
    """Bring what `discussion` asks to `member`, for a day."""
    ends_at = timezone.now() + timedelta(days=1)
    return Offer.objects.create(question=queue(discussion.pk), member=member, ends_at=ends_at)
