"""Template tags that show communities and what is said there."""

from datetime import datetime
from typing import NamedTuple

from django import template
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from hearth.communities.models import Community, Discussion, Role
from hearth.communities.views import addresses
from hearth.core import mail
from hearth.members.models import Member, Standing

register = template.Library()
ICONS = {
    Role.STEWARD: ("moderator", "home"),
    Role.MODERATOR: ("moderator", "shield"),
    Role.MENTOR: ("mentor", "flame"),
    Role.CLINICIAN: ("clinician", "steth"),
}


class Badge(NamedTuple):
    """What stands behind a name: `css` and `icon` of the design, and the word."""

    css: str
    icon: str
    label: str


@register.simple_tag
def role_badge(member: Member, role: str = "") -> Badge | None:
    """Return the badge for a face: verified clinicians first, then what it is in the community; None for most."""
    if member.standing == Standing.CLINICIAN:
        return Badge("clinician", "steth", member.get_standing_display())
    if role in ICONS:
        return Badge(*ICONS[Role(role)], str(Role(role).label))
    return None


@register.filter
def ago(at: datetime) -> str:
    """Return how long ago `at` was, in one unit and in words."""
    if (timezone.now() - at).total_seconds() < 60:
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(at, depth=1)}


@register.simple_tag
def discussion_url(discussion: Discussion) -> str:
    """Return the path of a discussion, with its title in it."""
    return addresses.of_discussion(discussion)


@register.simple_tag
def community_url(community: Community) -> str:
    """Return the path of a community, with its name in it."""
    return addresses.of_community(community)


@register.filter
def absolute(path: str) -> str:
    """Return the whole address of `path` on this site."""
    return mail.absolute(path)
