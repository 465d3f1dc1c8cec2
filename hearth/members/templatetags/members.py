"""Template tags that show people."""

from django import template
from django.utils.safestring import SafeString

from hearth.core.templatetags.core import icon

register = template.Library()
STANDING_ICONS = {"mentor": "flame", "clinician": "steth", "moderator": "shield", "org": "building"}


@register.simple_tag
def standing_icon(standing: str) -> SafeString:
    """Draw the icon that says a member's standing."""
    return icon(STANDING_ICONS[standing])
