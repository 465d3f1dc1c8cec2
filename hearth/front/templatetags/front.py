"""Template tags that know the map of the site."""

from typing import Any, NamedTuple

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

register = template.Library()


class Item(NamedTuple):
    url: str
    label: str
    icon: str
    current: bool


@register.simple_tag(takes_context=True)
def main_navigation(context: dict[str, Any]) -> list[Item]:
    """Return the rooms there are, marking the one the page is in."""
    path = context["request"].path
    rooms = [
        (reverse("communities:list"), _("Communities"), "chat", ("/communities/", "/discussions/")),
        (reverse("front:topics"), _("Topics"), "leaf", ("/topics/",)),
        (reverse("front:network"), _("Network"), "globe", ("/network/", "/regions/", "/organizations/", "/directory/")),
    ]
    return [Item(url, label, icon, path.startswith(under)) for url, label, icon, under in rooms]
