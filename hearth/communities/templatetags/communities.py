"""Template tags that show communities and what is said there."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django import template
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy, pgettext

from hearth.communities.models import Community, Discussion, Restriction, Role
from hearth.communities.views import addresses
from hearth.core.translated import country_name
from hearth.members.models import Standing
from hearth.members.queries.profiles import ProfileSeen

register = template.Library()
ICONS = {
    Role.STEWARD: ("moderator", "home"),
    Role.MODERATOR: ("moderator", "shield"),
    Role.MENTOR: ("mentor", "flame"),
    Role.CLINICIAN: ("clinician", "steth"),
}
OF_HOUSE = {Standing.MENTOR: "flame", Standing.CLINICIAN: "steth", Standing.MODERATOR: "shield"}
# The same said twice: of a verified clinician that they are a clinician there, of a moderator that they moderate.
SAID_BY_HOUSE = {(each.value, each.value) for each in (Role.CLINICIAN, Role.MODERATOR, Role.MENTOR)}

# Whole phrases: some languages say one and two without a number, and bend the unit after "ago".
AGO = {
    "year": ngettext_lazy("%(num)d year ago", "%(num)d years ago", "num"),
    "month": ngettext_lazy("%(num)d month ago", "%(num)d months ago", "num"),
    "week": ngettext_lazy("%(num)d week ago", "%(num)d weeks ago", "num"),
    "day": ngettext_lazy("%(num)d day ago", "%(num)d days ago", "num"),
    "hour": ngettext_lazy("%(num)d hour ago", "%(num)d hours ago", "num"),
    "minute": ngettext_lazy("%(num)d minute ago", "%(num)d minutes ago", "num"),
}


class Badge(NamedTuple):
    """What stands behind a name: `css` and `icon` of the design, the word, and what more there is to say."""

    css: str
    icon: str
    label: str
    more: str = ""


class Badges(tuple[Badge, ...]):
    """What stands behind a name; `ring` is what surrounds the face: the first of them, or nothing."""

    __slots__ = ()

    @property
    def ring(self) -> str:
        return self[0].css if self else ""


@register.simple_tag
def badges_of(member: ProfileSeen, role: str = "") -> Badges:
    """Return what `member` is to readers: what the house says of them, then what the community does; mostly nothing.

    Of a verified clinician the field and the country stand beside it; nobody else is shown as one.
    """
    if role == Role.CLINICIAN and member.standing != Standing.CLINICIAN:
        role = ""
    badges = []
    if member.standing:
        icon = OF_HOUSE[Standing(member.standing)]
        badges.append(Badge(member.standing, icon, member.get_standing_display, _field_of(member)))
    if role in ICONS and (role, member.standing) not in SAID_BY_HOUSE:
        badges.append(Badge(*ICONS[Role(role)], str(Role(role).label)))
    return Badges(badges)


def _field_of(member: ProfileSeen) -> str:
    country = country_name(member.clinical_country) if member.clinical_country else ""
    return pgettext("between the items of a list", ", ").join(filter(None, [member.clinical_field, country]))


@register.filter
def ago(at: datetime) -> str:
    """Return how long ago `at` was, in one unit and in words."""
    if (timezone.now() - at).total_seconds() < 60:
        return _("just now")
    return timesince(at, depth=1, time_strings=AGO)  # type: ignore[arg-type]  # lazy, as Django's own are


@register.simple_tag
def discussion_url(discussion: Discussion) -> str:
    """Return the path of a discussion, with its title in it."""
    return addresses.of_discussion(discussion)


@register.simple_tag
def community_url(community: Community) -> str:
    """Return the path of a community, with its name in it."""
    return addresses.of_community(community)


@register.filter
def restriction_in(restrictions: Mapping[int, Restriction], community: Community) -> Restriction | None:
    """Return what keeps the reader from writing in `community` for now, of all that does so anywhere."""
    return restrictions.get(community.pk)
