"""Who was asked not to write somewhere for a time, for that very person: until when, and why."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hearth.communities.models import Restriction
from hearth.members.models import Member


def restrictions_on(viewer: Member) -> dict[int, Restriction]:
    """Return what holds for the person behind `viewer` now, by the key of the community. One query."""
    rows = Restriction.objects.binding(viewer).holding().order_by("until")
    return {row.community_id: row for row in rows}  # of several in one place the longest stays


def sentence_of(restriction: Restriction) -> str:
    """Return until when somebody may not write, and where they read why."""
    return _(
        "A moderator has asked you not to write in this community until %(day)s. You can still read here. "
        "Why, and how to answer, stands under “Decisions about you”."
    ) % {"day": date_format(timezone.localtime(restriction.until), "DATETIME_FORMAT")}
