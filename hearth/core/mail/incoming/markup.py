"""HTML of a mail made plain: what its structure says is quoted comes out as lines that begin with ">".

Mail programs mark in their HTML what they quote and what is signature. Those marks become the ones of plain text, so
that one place cuts both (`cutting`).
"""

import re
from collections import Counter
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple

import nh3

from hearth.core.plaintext import to_text

MAX_SOURCE = 500_000  # characters
MAX_TAGS = 12_000  # the cost of deep nesting grows with its square
BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table"}
KEPT = BLOCKS | {"a", "img", "br", "hr", "div", "tr", "td", "th", "blockquote", "span", "pre", "font", "section"}
SILENT = {"script", "style", "title", "head", "textarea", "noscript", "iframe", "object", "template", "svg", "select"}
VOID = {"img", "br", "hr"}
LINES = {"div", "tr", "section", "pre"}

# What an element's class, id or name says of it. Gmail and Yahoo, Apple Mail, Thunderbird, Proton, GMX, Outlook.
QUOTE = re.compile(
    r"(?:\A|\s)(?:gmail_attr|moz-cite-prefix|(?:ydp\w*)?yahoo_quoted\w*|protonmail_quote|quote|OLK_SRC_BODY_SECTION"
    r"|mail-editor-reference-message-container)(?:\Z|\s)"
)
# From here on all is quoted: Outlook writes its marks before the old message, not around it.
REST = re.compile(r"(?:\A|\s)(?:(?:x_)*(?:divRplyFwdMsg|appendonsend)|OutlookMessageHeader)(?:\Z|\s)")
SIGNATURE = re.compile(
    r"(?:\A|\s)(?:gmail_signature|moz-signature|(?:x_)*Signature|AppleMailSignature|protonmail_signature_block"
    r"|(?:x_)*ms-outlook-mobile-signature)(?:\Z|\s)"
)
HIDDEN = re.compile(r"(?:display:none|visibility:hidden|mso-hide:all|font-size:0(?:px|pt)?)(?:;|!|\Z)")
INDENTED = re.compile(r"border(?:-left)?:(?:none|0)")

_cleaner = nh3.Cleaner(
    tags=KEPT,
    clean_content_tags=SILENT,
    attributes={"*": {"class", "id", "name", "style"}, "a": {"href"}, "img": {"src", "alt"}, "blockquote": {"type"}},
    link_rel=None,
    url_schemes={"http", "https", "cid"},
)


class TooLong(ValueError):
    """The HTML has more than MAX_SOURCE characters or MAX_TAGS tags."""


class Plain(NamedTuple):
    """HTML made plain: its text, and the Content-IDs of pictures inside a quotation or a signature."""

    text: str
    foreign: frozenset[str]


def read(html: str) -> Plain:
    """Return what a reader of `html` would read, with quotations marked by ">" and signatures by "-- ".

    Raises TooLong.
    """
    if len(html) > MAX_SOURCE or html.count("<") > MAX_TAGS:
        raise TooLong
    reader = _Reader()
    reader.feed(_cleaner.clean(html))
    reader.close()
    return Plain(to_text(reader.result(), links=True), frozenset(reader.foreign))


class _Reader(HTMLParser):
    """Copies well-formed HTML with nothing but words, lines and one level of quotation."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.open: list[tuple[str, str]] = []  # tag, and what it is: "quote", "signature", "hidden" or nothing
        self.inside: Counter[str] = Counter()  # how many of each are open
        self.foreign: set[str] = set()
        self.rest = False  # whether everything from here on is quoted
        self.line = False  # whether the line has words yet

    def result(self) -> str:
        return "".join(self.parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        kind = _kind(tag, given)
        quoted = self.rest or bool(self.inside["quote"])
        if kind == "rest" and not quoted:
            self.rest, quoted = True, True
            self.write("<blockquote>")
        if tag in VOID:
            self.void(tag, given, foreign=quoted or bool(self.inside["signature"]))
            return
        kind = "" if (quoted and kind != "hidden") or kind == "rest" else kind
        self.open.append((tag, kind))
        self.inside[kind] += 1
        if kind == "quote":
            self.write("<blockquote>")
        elif kind == "signature":
            self.write("<p>-- </p>")
        elif tag in BLOCKS:
            self.write(f"<{tag}>")
        elif tag in LINES:
            self.end_line()
        elif tag == "a" and given.get("href", "").startswith("http"):
            self.parts.append(f'<a href="{escape(given["href"])}">')

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or not self.open:
            return
        _tag, kind = self.open.pop()
        self.inside[kind] -= 1
        if kind == "quote":
            self.write("</blockquote>")
        elif tag in BLOCKS:
            self.write(f"</{tag}>")
        elif tag in LINES:
            self.end_line()
        elif tag == "a":
            self.parts.append("</a>")
        elif tag in {"td", "th"}:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.inside["hidden"]:
            self.parts.append(escape(data, quote=False))
            self.line = self.line or bool(data.strip(" \t\n\r\f"))

    def void(self, tag: str, given: dict[str, str], *, foreign: bool) -> None:
        if tag == "br":
            self.write("<br>")
        elif tag == "hr":
            self.write("<p></p>")
        elif foreign and given.get("src", "").startswith("cid:"):
            self.foreign.add(given["src"].removeprefix("cid:"))
        elif len(given.get("alt", "")) <= 4:  # an emoji drawn as a picture, rather than a file's name
            self.handle_data(given.get("alt", ""))

    def end_line(self) -> None:
        if self.line:
            self.write("<br>")

    def write(self, html: str) -> None:
        self.parts.append(html)
        self.line = False


def _kind(tag: str, given: dict[str, str]) -> str:
    """Say what an element is by the marks its program put on it."""
    style = re.sub(r"\s", "", given.get("style", "")[:1_000].lower())
    names = " ".join(given.get(name, "")[:200] for name in ("class", "id", "name"))
    if HIDDEN.search(style):
        return "hidden"
    if tag == "blockquote":
        # Writers indent their own words with the same element.
        return "" if INDENTED.search(style) and not given.get("type") and "quote" not in names else "quote"
    if QUOTE.search(names):
        return "quote"
    if REST.search(names):
        return "rest"
    return "signature" if SIGNATURE.search(names) else ""
