"""Template tags that show what people said without words, and what helped."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hearth.communities.models import ReactionKind, Reply, Role
from hearth.communities.permissions import GUIDING
from hearth.communities.queries.findings import Finder, Helped
from hearth.communities.queries.posts import Post

register = template.Library()
MOST_NAMED: Final = 3
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


def _button(post: Post, kind: ReactionKind, count: int) -> Button:
    pressed = kind.value in post.reacted
    address = f"{post.address}reactions/{kind.value}/{'end/' if pressed else ''}"
    return Button(kind.value, str(kind.label), ICONS[kind], count, pressed, address)


class Schema(NamedTuple):
    """What a reply is for machines (schema.org): of which kind, and which property of the discussion."""

    property: str
    kind: str


@register.simple_tag
def schema_of(reply: Reply, helped: Helped | None, as_question: object) -> Schema:
    """Return what `reply` is on the page of its discussion, which is a question once it is known what helped.

    An answer is accepted where the asker found that it helped, or where it was brought in with its question.
    """
    if not as_question:
        return Schema("comment", "Comment")
    is_accepted = not helped or reply.pk in helped.by_asker
    return Schema("acceptedAnswer" if is_accepted else "suggestedAnswer", "Answer")


@register.simple_tag
def names_of(finders: Sequence[Finder]) -> SafeString:
    """Return who found something, as HTML within a sentence; of many the first MOST_NAMED."""
    names = [_name_of(each) for each in finders[:MOST_NAMED]]
    if (rest := len(finders) - len(names)) > 0:
        more = ngettext("%(count)d more person", "%(count)d more people", rest) % {"count": rest}
        names.append(format_html("{}", more))
    *some, last = names
    if not some:
        return last
    listed = format_html_join(pgettext("between the items of a list", ", "), "{}", ((name,) for name in some))
    return mark_safe(_("%(some)s and %(last)s") % {"some": listed, "last": last})  # noqa: S308  (names made above)


def _name_of(finder: Finder) -> SafeString:
    if finder.is_asker:
        return format_html("{}", pgettext("who found that something helped", "whoever asked"))
    if finder.role not in GUIDING:
        return format_html("<bdi>{}</bdi>", finder.profile.name)
    return format_html("<bdi>{}</bdi> ({})", finder.profile.name, Role(finder.role).label)
