"""Template tags that show what people said without words."""

from functools import lru_cache

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from hearth.communities.models import ReactionKind
from hearth.communities.queries.posts import Post
from hearth.core import richtext
from hearth.core.templatetags.core import icon

register = template.Library()
ICONS = {ReactionKind.HELPFUL: "bulb", ReactionKind.WITH_YOU: "together", ReactionKind.THANKS: "heart"}


BUTTON = (
    '<button class="react" id="react-{id}-{kind}" type="submit" formaction="{address}" hx-post="{address}"'
    ' aria-pressed="{pressed}">{face}</button>'
)


@register.simple_tag
def reaction_buttons(post: Post) -> SafeString:
    """Draw the three reactions under `post`, to be pressed or taken back; those the reader may not press as counts."""
    language = get_language()
    return format_html_join("", "{}", ((_button(post, kind, count, language),) for kind, count in _counts(post)))


@register.simple_tag
def reaction_counts(post: Post) -> SafeString:
    """Draw how often others reacted to `post`, as items of a list; nothing for what nobody did."""
    language = get_language()
    said = [(_face(kind, count, language),) for kind, count in _counts(post) if count]
    return format_html_join("", '<li class="react">{}</li>', said)


def _counts(post: Post) -> list[tuple[ReactionKind, int]]:
    written = post.written
    counts = (written.helpful_count, written.with_you_count, written.thanks_count)
    return list(zip(ReactionKind, counts, strict=True))


@register.filter
def as_source(read_in: str) -> SafeString:
    """Return where something was read, one line of text, with a link where it says a web address."""
    line = richtext.clean(read_in, markup=False).removeprefix("<p>").removesuffix("</p>")
    return mark_safe(f"<bdi>{line}</bdi>")  # noqa: S308  (cleaned on the line above)


def _button(post: Post, kind: ReactionKind, count: int, language: str | None) -> SafeString:
    face, pressed = _face(kind, count, language), kind.value in post.reacted
    if not pressed and not post.may_react:
        return format_html('<span class="react">{}</span>', face) if count else SafeString()
    address = f"{post.address}reactions/{kind.value}/{'end/' if pressed else ''}"
    said = {"id": post.written.public_id, "kind": kind.value, "pressed": "true" if pressed else "false"}
    return format_html(BUTTON, address=address, face=face, **said)


@lru_cache(maxsize=2_000)
def _face(kind: ReactionKind, count: int, language: str | None) -> SafeString:
    """Return icon, word and count of a reaction in `language`, the active one: pages show the same few many times."""
    face = format_html("{}{}", icon(ICONS[kind]), kind.label)
    return format_html("{} <b>{}</b>", face, number_format(count, force_grouping=True)) if count else face
