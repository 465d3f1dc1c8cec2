"""Template tags every page may use."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi, gettext, pgettext

from hearth.core import editor, idempotency, mail, paths, translated

register = template.Library()
DIRECTIONAL = {"arrow", "back", "reply"}
UNNAMED = (
    "This field is required.",
    "Enter a whole number.",
    "Enter a valid value.",
    "Ensure this value is less than or equal to %(limit_value)s.",
    "Ensure this value is greater than or equal to %(limit_value)s.",
)
"""What Django says of any field alike: in a list of faults it needs to be said of which."""


@register.simple_tag
@cache
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
def faults_of(form: BaseForm | str | None) -> list[tuple[str, str]]:
    """Return every fault of `form` in its order, with the id of the field it is about, empty for the form itself.

    A sentence that says of no field which one it means has the field's label in front.
    """
    if not isinstance(form, BaseForm) or not form.is_bound:
        return []
    about_all = [("", str(fault)) for fault in form.non_field_errors()]
    return about_all + [(field.id_for_label or field.auto_id, fault) for field in form for fault in _faults_in(field)]


def _faults_in(field: BoundField) -> list[str]:
    unnamed = {gettext(each) for each in UNNAMED}
    faults = zip(field.errors.as_data(), field.errors, strict=True)
    return [f"{field.label}: {fault}" if str(raw.message) in unnamed else str(fault) for raw, fault in faults]


@register.simple_tag
def path_to(name: str, *words: str) -> str:
    """Return the path of the page called `name`, as `url` does, for rows, of which there are many (`core.paths`)."""
    return paths.path_to(name, *words)


@register.simple_tag
def direction() -> str:
    """Return `rtl` or `ltr` for the language of the page."""
    return "rtl" if get_language_bidi() else "ltr"


@register.simple_tag(takes_context=True)
def editor_assets(context: dict[str, Any]) -> SafeString:
    """Load the editor; stands in the `head` block of each page that may show a rich text field."""
    return editor.assets(context["request"])


@register.simple_tag
def once_key() -> SafeString:
    """Write the hidden key by which `hearth.core.idempotency.once` knows a form that is sent twice."""
    return format_html('<input type="hidden" name="{}" value="{}">', idempotency.FIELD, idempotency.new_key())


@register.simple_tag
def mail_button(path: str, label: str) -> SafeString:
    """Draw the one thing to do in a mail; its plain text says the label and writes the address on a line of its own."""
    return format_html('<p class="button"><a href="{}" data-own-line>{}</a></p>', mail.absolute(path), label)


@register.simple_tag
def mail_code(code: str) -> SafeString:
    """Draw a code to copy, on a line of its own; left to right in every language."""
    return format_html('<p class="code"><bdi dir="ltr">{}</bdi></p>', code)


@register.filter
def as_mailed(html: str) -> SafeString:
    """Return clean `html` as a mail shows it: whole addresses, and words in the place of pictures."""
    return mail.as_mailed(html)


register.filter("picture_in_words", mail.picture_in_words)
register.filter("whole_address", mail.absolute)


@register.filter(expects_localtime=True)
def machine_time(at: datetime | None) -> str:
    """Return `at` for the attributes that machines read, to the second (RFC 3339); nothing for none."""
    return at.isoformat(timespec="seconds") if at else ""


@register.simple_tag
def time_of(at: datetime) -> SafeString:
    """Write the day of `at` for people, and the moment for machines."""
    local = timezone.localtime(at)
    return format_html('<time datetime="{}">{}</time>', machine_time(local), _day(local.date(), get_language()))


@lru_cache(maxsize=2_000)
def _day(on: date, language: str | None) -> str:
    """Return a day as `language`, the active one, writes it: pages say the same few days many times."""
    return date_format(on, "DATE_FORMAT")


@register.tag
def same(parser: Parser, token: Token) -> Node:
    """`{% same %}…{% endsame %}`: what is the same each time a page draws it; for rows, of which there are many.

    It is drawn once, for this answer alone. It must hold nothing of the row it stands in.
    """
    drawn = parser.parse(("endsame",))
    parser.delete_first_token()
    return _Same(drawn)


class _Same(Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        kept: dict[Any, Any] = context.render_context.dicts[0]  # of the page, whichever template it includes
        if self not in kept:
            kept[self] = self.nodelist.render(context)
        drawn: SafeString = kept[self]
        return drawn


@register.filter
def isolate(text: str) -> SafeString:
    """Return `text` for a sentence whose language may run the other way: neither moves the other's punctuation."""
    return format_html("<bdi>{}</bdi>", text)


@register.filter
def language_name(code: str) -> str:
    """Return what the reader calls language `code`."""
    return translated.language_name(code)


@register.filter
def country_name(code: str) -> str:
    """Return what the reader calls country `code`."""
    return translated.country_name(code)


@register.filter
def language_names(codes: Iterable[str]) -> str:
    """Return the names of the languages, as a list in the reader's language."""
    return pgettext("between the items of a list", ", ").join(map(translated.language_name, codes))


@register.filter
def country_names(codes: Iterable[str]) -> str:
    """Return the names of the countries, as a list in the reader's language."""
    return pgettext("between the items of a list", ", ").join(map(translated.country_name, codes))


@register.filter
def absolute(path: str) -> str:
    """Return the whole address of `path` on this site."""
    return mail.absolute(path)
