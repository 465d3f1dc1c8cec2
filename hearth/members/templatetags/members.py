"""Template tags that show people."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from hearth.core.templatetags.core import icon
from hearth.members.rights import GROUP_NAMES

register = template.Library()
DETAILS = GROUP_NAMES | {"name": _("the name"), "line": _("the line beside the name"), "about": _("the story")}
STANDING_ICONS = {"mentor": "flame", "clinician": "steth", "moderator": "shield", "org": "building"}


@register.simple_tag
def standing_icon(standing: str) -> SafeString:
    """Draw the icon that says a member's standing."""
    return icon(STANDING_ICONS[standing])


@register.filter
def staff_detail(detail: str) -> str:
    """Say in words what the log of staff keeps as a code: which rights, which part."""
    return str(DETAILS.get(detail, detail))
