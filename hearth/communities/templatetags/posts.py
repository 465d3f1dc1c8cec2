"""Template tags that show what people said without words."""

from functools import lru_cache
from typing import NamedTuple

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from hearth.communities.models import ReactionKind
from hearth.communities.queries.posts import Post
from hearth.core.templatetags.core import icon

register = template.Library()
ICONS = {ReactionKind.HELPFUL: "bulb", ReactionKind.WITH_YOU: "together", ReactionKind.THANKS: "heart"}


class Button(NamedTuple):
    """One reaction under a post: `face` is its icon and word, and how many times, where it was ever.

    `address` is where a press goes; empty where the reader may not press it.
    """

    kind: str
    face: SafeString
    times: int
    pressed: str
    address: str


@register.simple_tag
def reactions_of(post: Post) -> list[Button]:
    """Return the three reactions under `post`, with their counts and which are the reader's own."""
    written, language = post.written, get_language()
    counts = (written.helpful_count, written.with_you_count, written.thanks_count)
    return [_button(post, kind, count, language) for kind, count in zip(ReactionKind, counts, strict=True)]


def _button(post: Post, kind: ReactionKind, count: int, language: str | None) -> Button:
    pressed = kind.value in post.reacted
    address = f"{post.address}reactions/{kind.value}/{'end/' if pressed else ''}"
    may = pressed or post.may_react
    face = _face(kind, count, language)
    return Button(kind.value, face, count, "true" if pressed else "false", address if may else "")


@lru_cache(maxsize=2_000)
def _face(kind: ReactionKind, count: int, language: str | None) -> SafeString:
    """Return icon, word and count of a reaction in `language`, the active one: pages show the same few many times."""
    face = format_html("{}{}", icon(ICONS[kind]), kind.label)
    return format_html("{} <b>{}</b>", face, number_format(count, force_grouping=True)) if count else face
