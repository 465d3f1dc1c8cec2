"""What is forgotten of somebody who leaves."""

from collections.abc import Sequence

from django.db.models import Q

from hearth.members.models import Member
from hearth.notifications.models import Choice, Notification, Reception


def forget_person(faces: Sequence[Member]) -> None:
    """Erase what the person was told and what they chose, and word to others of what they did."""
    Notification.objects.filter(Q(member__in=faces) | Q(by__in=faces)).delete()
    Choice.objects.filter(member__in=faces).delete()
    Reception.objects.filter(member__in=faces).delete()
