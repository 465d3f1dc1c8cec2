"""What was looked through and read in the page."""

from datetime import datetime
from typing import Final

from django.utils import timezone

from hearth.communities.models import Discussion
from hearth.members.models import Member
from hearth.notifications.models import Notification
from hearth.notifications.queries.listing import Listing, list_told

LOOKS: Final = 3


def look_through(viewer: Member, *, discussion: Discussion | None = None, cursor: str = "") -> Listing:
    """Return a page of what `viewer`, a main name, was told, and forget what says nothing to them any more."""
    found = list_told(viewer, discussion=discussion, cursor=cursor)
    for _look in range(LOOKS):  # what stands in the place of something forgotten may be over, too
        if not found.gone:
            break
        Notification.objects.filter(pk__in=found.gone).forget()
        found = list_told(viewer, discussion=discussion, cursor=cursor)
    return found


def mark_read(row: Notification) -> None:
    """Note that whoever it is for has read it."""
    Notification.objects.filter(pk=row.pk, read_at=None).update(read_at=timezone.now())


def mark_all_read(viewer: Member, *, until: datetime, discussion: Discussion | None = None) -> int:
    """Note that `viewer`, a main name, has read what they were told `until` a moment, of one `discussion` or all.

    Return how many that were.
    """
    mine = Notification.objects.filter(member=viewer, read_at=None, at__lte=until)
    some = mine.filter(discussion=discussion) if discussion else mine
    return some.change(read_at=timezone.now())
