"""Template tags that show people, and their ways in."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hearth.core.templatetags.core import icon
from hearth.members.outside import Provider
from hearth.members.queries.profiles import ProfileSeen, own_profile
from hearth.members.rights import ADMINISTRATOR, GROUP_NAMES
from hearth.members.settings_pages import SETTINGS_PAGES

register = template.Library()
DETAILS = GROUP_NAMES | {
    ADMINISTRATOR: pgettext_lazy("rights", "administrator"),
    "editors": pgettext_lazy("rights", "editors"),
    "name": _("the name"),
    "line": _("the line beside the name"),
    "about": _("the story"),
    "photo": _("the photo"),
    "roles": _("what they are here as"),
    "country": _("the country"),
    "interests": _("the interests"),
}
STANDING_ICONS = {"mentor": "flame", "clinician": "steth", "moderator": "shield", "org": "building"}


@register.simple_tag(takes_context=True)
def device_key(context: dict[str, Any]) -> str:
    """Return the name under which a device keeps this account's unposted words; it stays, and tells nothing."""
    return salted_hmac("words on a device", str(context["request"].user.pk), algorithm="sha256").hexdigest()[:16]


@register.simple_tag
def standing_icon(standing: str) -> SafeString:
    """Draw the icon that says a member's standing."""
    return icon(STANDING_ICONS[standing])


class MenuItem(NamedTuple):
    """A page of the settings as its menu shows it."""

    url: str
    label: str
    icon: str
    is_here: bool


@register.simple_tag
def settings_menu(here: str) -> list[MenuItem]:
    """Return the pages of the settings, marking the one called `here`."""
    return [MenuItem(reverse(page.url_name), str(page.label), page.icon, page.name == here) for page in SETTINGS_PAGES]


@register.filter
def staff_detail(detail: str) -> str:
    """Say in words what the log of staff keeps as a code: which rights, which part."""
    return str(DETAILS.get(detail, detail))


@register.simple_tag
def outside_providers() -> list[Provider]:
    """Return the outside providers the host named, in its order."""
    return list(settings.OUTSIDE_PROVIDERS)


@register.filter
def as_json(given: Mapping[str, Any] | None) -> str:
    """Return `given` as JSON for an attribute, where it is escaped like any text."""
    return json.dumps(dict(given or {}))


@register.filter
def in_fours(letters: str) -> str:
    """Return `letters` in groups of four, which are easier to copy."""
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


@register.simple_tag(takes_context=True)
def own_page(context: dict[str, Any]) -> ProfileSeen:
    """Return the reader as they see themself; for pages of people who are signed in."""
    return own_profile(context["request"].viewer)


@register.filter
def photo_url(member: object, size: str) -> str:
    """Return the address of a photo in `size` (small, medium, large), or nothing: no photo, not for this reader.

    A Member that nobody looked at through `queries.profiles` shows none.
    """
    if not isinstance(member, ProfileSeen) or not member.photo:
        return ""
    return reverse("members:photo", args=[member.public_id, member.photo, size])


@register.filter
def line_seen(member: object) -> str:
    """Return the line beside a name as this reader may see it; nothing of a Member read past `queries.profiles`."""
    return member.line if isinstance(member, ProfileSeen) else ""
