"""Who was asked not to write somewhere for a time, for that very person: until when, and why."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hearth.communities.models import Restriction
from hearth.members.models import Member


def restrictions_on(viewer: Member) -> dict[int, Restriction]:
    """Return what holds for the person behind `viewer` now, by the key of the community. One query."""
    rows = Restriction.objects.binding(viewer).holding().order_by("until")
    return {row.community_id: row for row in rows}  # of several in one place the longest stays


def sentence_of(restriction: Restriction) -> SafeString:
    """Return until when somebody may not write, as HTML that leads to where they read why."""
    until = _("A moderator has asked you not to write in this community until %(day)s. You can still read here.") % {
        "day": date_format(timezone.localtime(restriction.until), "DATETIME_FORMAT")
    }
    address, why = reverse("moderation:own-decisions"), _("Read the decision, and answer it")
    return format_html('{} <a href="{}">{}</a>', until, address, why)
