"""Template tags every page may use."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi

register = template.Library()
DIRECTIONAL = {"arrow", "back", "reply"}


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """Draw icon `name` of the sprite; directional ones mirror in right-to-left pages."""
    classes = " ".join(filter(None, ["icon", "icon--dir" if name in DIRECTIONAL else "", css]))
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#{}"/></svg>',
        classes,
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def direction() -> str:
    """Return `rtl` or `ltr` for the language of the page."""
    return "rtl" if get_language_bidi() else "ltr"
