"""Who is quoted: a quotation begins with the address of what it quotes, and the name is put there when it is shown.

So no text holds the name of anybody it quotes: whoever leaves is a former member in quotations too, at once.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hearth.communities.models import Discussion, Reply
from hearth.core import mail
from hearth.core.richtext import clean
from hearth.core.translated import isolated

LONGEST: Final = 60  # characters of a name beside the address, and what stands around it
_ADDRESS: Final = r'<a href="([^"]*/(?:replies|discussions)/([a-z0-9]+)/)"[^>]*>'
_FIRST_LINE: Final = re.compile(rf"(<blockquote><p>)(?:[^<]{{0,{LONGEST}}}){_ADDRESS}[^<]*</a>[^<]{{0,3}}(?=<br>|</p>)")
_LINE: Final = re.compile(rf"(?<=<blockquote><p>){_ADDRESS}[^<]*</a>(?=<br>|</p>)")
_WHOLE_LINE: Final = re.compile(rf"(?<=<blockquote>)<p>{_ADDRESS}[^<]*</a>(?:<br>|</p>)")


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a quotation quotes, as one reader sees it: who said it, where it stands, and the note of a clinician."""

    name: str
    address: str
    note: str = ""


def quotation(written: Discussion | Reply, *, name: str, text: str) -> str:
    """Return plain `text` of `written` as a quotation in HTML, with `name` for whoever writes below it.

    The name is taken out again when it is posted; see `without_names`.
    """
    words = clean(text, markup=False).removeprefix("<p>")
    link = format_html('<a href="{}">{}</a>', address_of(written), name)
    return f"<blockquote><p>{link}<br>{words}</blockquote>"  # one paragraph: a text area has it without a gap


def address_of(written: Discussion | Reply) -> str:
    """Return the whole address by which a quotation says what it quotes."""
    kind = "reply" if isinstance(written, Reply) else "discussion"
    return mail.absolute(reverse(f"communities:{kind}", args=[written.public_id]))


def without_names(html: str) -> str:
    """Return clean `html` in which each quotation of something said here begins with its bare address.

    Whatever stood around the address in that first line, in the editor or in a plain text area, is the name.
    """

    def bare(line: re.Match[str]) -> str:
        if not line[2].startswith(settings.CONFIG.site_url):
            return line[0]
        return f"{line[1]}{clean(line[2], markup=False).removeprefix('<p>').removesuffix('</p>')}"

    return _FIRST_LINE.sub(bare, html)


def without_lines(html: str) -> str:
    """Return `html` without the line that says who is quoted, for a few words in a list."""
    return _WHOLE_LINE.sub(lambda line: "" if line[0].endswith("</p>") else "<p>", html)


def keys_in(html: str) -> Iterator[str]:
    """Yield the public id of everything that quotations in `html` quote."""
    if "<blockquote>" in html:
        yield from (line[2] for line in _LINE.finditer(html))


def attributed(html: str, found: Mapping[str, Quoted]) -> SafeString:
    """Return clean `html` with the names of those it quotes; `found` is by public id. Of others no name is said."""

    def draw(line: re.Match[str]) -> str:
        quoted = found.get(line[2])
        if quoted is None:
            return format_html("<cite>{}</cite>", _("Said earlier:"))
        words = _("%(name)s wrote:") % {"name": isolated(quoted.name)}
        note = f" {quoted.note}" if quoted.note else ""
        return format_html('<cite><a href="{}">{}</a>{}</cite>', quoted.address, words, note)

    return mark_safe(_LINE.sub(draw, html) if "<blockquote>" in html else html)  # noqa: S308  (clean HTML, and ours)
