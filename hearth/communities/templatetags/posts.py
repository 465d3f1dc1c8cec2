"""Template tags that show what people said without words."""

from typing import NamedTuple

from django import template
from django.utils.safestring import SafeString, mark_safe

from hearth.communities.models import ReactionKind
from hearth.communities.queries.posts import Post
from hearth.core import richtext

register = template.Library()
ICONS = {ReactionKind.HELPFUL: "bulb", ReactionKind.WITH_YOU: "together", ReactionKind.THANKS: "heart"}


class Button(NamedTuple):
    """One reaction under a post."""

    kind: str
    label: str
    icon: str
    times: int
    pressed: bool
    address: str


@register.simple_tag
def reactions_of(post: Post) -> list[Button]:
    """Return the three reactions under `post`, with their counts and which are the reader's own."""
    written = post.written
    counts = (written.helpful_count, written.with_you_count, written.thanks_count)
    return [_button(post, kind, count) for kind, count in zip(ReactionKind, counts, strict=True)]


@register.filter
def as_source(read_in: str) -> SafeString:
    """Return where something was read, one line of text, with a link where it says a web address."""
    line = richtext.clean(read_in, markup=False).removeprefix("<p>").removesuffix("</p>")
    return mark_safe(f"<bdi>{line}</bdi>")  # noqa: S308  (cleaned on the line above)


def _button(post: Post, kind: ReactionKind, count: int) -> Button:
    pressed = kind.value in post.reacted
    address = f"{post.address}reactions/{kind.value}/{'end/' if pressed else ''}"
    return Button(kind.value, str(kind.label), ICONS[kind], count, pressed, address)
