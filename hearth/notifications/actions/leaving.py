"""What is forgotten of somebody who leaves."""

from collections.abc import Sequence
from typing import Final

from django.db.models import Q

from hearth.members.models import Member
from hearth.notifications.models import Choice, Notification, Reception

AT_ONCE: Final = 1000


def erase_some(faces: Sequence[Member]) -> bool:
    """Erase a little of the word to others of what the person did: as much as all who follow what they wrote in.

    Say whether there may be more.
    """
    some = list(Notification.objects.filter(by__in=faces).values_list("pk", flat=True)[:AT_ONCE])
    Notification.objects.filter(pk__in=some).delete()
    return bool(some)


def forget_person(faces: Sequence[Member]) -> None:
    """Erase what the person was told and what they chose, and word to others of what they did."""
    Notification.objects.filter(Q(member__in=faces) | Q(by__in=faces)).delete()
    Choice.objects.filter(member__in=faces).delete()
    Reception.objects.filter(member__in=faces).delete()
