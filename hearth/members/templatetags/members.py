"""Template tags that show people."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from hearth.core.templatetags.core import icon
from hearth.members.queries.profiles import ProfileSeen, own_profile

register = template.Library()
STANDING_ICONS = {"mentor": "flame", "clinician": "steth", "moderator": "shield", "org": "building"}


@register.simple_tag
def standing_icon(standing: str) -> SafeString:
    """Draw the icon that says a member's standing."""
    return icon(STANDING_ICONS[standing])


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
