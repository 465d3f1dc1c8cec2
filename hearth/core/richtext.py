"""What people may write: a few tags, links that are safe to follow, pictures of our own. Everything else is text.

A text goes through `clean` when a form takes it in, and through `render` when a row stores it to be shown.
"""

import re
from html import escape
from html.parser import HTMLParser
from posixpath import normpath
from urllib.parse import unquote, urlsplit

import nh3
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from hearth.core.plaintext import in_one_line, to_text

__all__ = ["MAX_SOURCE", "TooLong", "clean", "excerpt", "is_markup", "paragraphs", "render", "to_text"]

MAX_SOURCE = 400_000  # characters; beyond it a text is refused, never cut
MAX_TAGS = 8_000  # the cost of deep nesting grows with its square
MAX_DEPTH = 5  # lists and quotations inside one another
SAME = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4", "div": "p", "section": "p"}
LINES, LISTS, INLINE = {"p", "h3", "h4"}, {"ul", "ol"}, {"strong", "em", "u", "a"}
NESTING = LISTS | {"blockquote"}
TAGS = LINES | NESTING | INLINE | {"li", "br", "img"}
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}}
SILENT = {"script", "style", "title", "textarea", "noscript", "iframe", "object", "template", "svg", "math", "select"}
REL = "nofollow ugc noopener"

# Control characters, and the marks that turn the order of letters round: what is read must be what is written.
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
MARKUP = re.compile(r"\s*<(p|ul|ol|blockquote|h3|h4)(\s[^<>]*)?>", re.IGNORECASE)
ADDRESS = re.compile(r"\bhttps?://[^\s<>\"'`\\{}|^]{1,2000}", re.IGNORECASE)
TRAILING = ".,;:!?…»”’"
MAIL_OR_TELEPHONE = re.compile(r"mailto:[^@<>,;:/?#]+@[^@<>,;:/?#]+|tel:\+?[\d ().-]{2,30}", re.IGNORECASE)
SPACE_OR_CONTROL = re.compile(r"[\x00-\x20\x7f\\]")

_first = nh3.Cleaner(tags=TAGS | set(SAME), clean_content_tags=SILENT, attributes=ATTRIBUTES, link_rel=None)
_last = nh3.Cleaner(
    tags=TAGS, attributes=ATTRIBUTES, link_rel=REL, url_schemes={"http", "https", "mailto", "tel"}, strip_comments=True
)


class TooLong(ValueError):
    """The text has more than MAX_SOURCE characters or MAX_TAGS tags."""


def is_markup(source: str) -> bool:
    """Say whether `source` is what the editor or `clean` writes, rather than words typed into a plain text area."""
    return MARKUP.match(source) is not None


def clean(source: str, *, markup: bool | None = None) -> str:
    """Return `source` as HTML that holds nothing but the allowed tags; cleaning twice changes nothing.

    Plain text becomes paragraphs at empty lines, and a line break at each other line. `markup` says whether `source`
    is HTML; by default that is told from its beginning. Bare web addresses become links.
    Raises TooLong above MAX_SOURCE characters or MAX_TAGS tags.
    """
    if len(source) > MAX_SOURCE or source.count("<") > MAX_TAGS:
        raise TooLong
    source = UNWANTED.sub("", source.replace("\r\n", "\n").replace("\r", "\n"))
    if not (is_markup(source) if markup is None else markup):
        source = paragraphs(source)
    tidy = _read(_Tidy(), _first.clean(source))
    return _last.clean(_read(_Linker(), tidy) if ADDRESS.search(tidy) else tidy)


def render(source: str) -> SafeString:
    """Return `source` cleaned and marked as safe: what a row stores beside the text it was written as."""
    return mark_safe(clean(source))  # noqa: S308  (cleaned on the same line; nothing else vouches for HTML)


def excerpt(html: str, words: int) -> str:
    """Return the first `words` words of `html` as one line of plain text, with an ellipsis when it was cut."""
    found = in_one_line(html).split()
    return " ".join(found[:words]) + ("…" if len(found) > words else "")


def paragraphs(text: str) -> str:
    """Return plain `text` as HTML: paragraphs at empty lines, a line break at each other line. Still to be cleaned."""
    parts = re.split(r"\n[ \t]*(?:\n[ \t]*)+", text.strip())
    return "".join(f"<p>{escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in parts)


def _safe_href(value: str) -> str:
    """Return a web, mail or telephone address, or nothing."""
    value = value.strip()
    if SPACE_OR_CONTROL.search(value) and not value.lower().startswith("tel:"):
        return ""
    try:
        parts = urlsplit(value)
        known = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    except ValueError:
        return ""
    # The last pass has its own idea of an address: what it would drop is not written in the first place.
    good = (known or MAIL_OR_TELEPHONE.fullmatch(value)) and "href=" in _last.clean(f'<a href="{escape(value)}">.</a>')
    return value if good else ""


def _safe_src(value: str) -> str:
    """Return the path of a picture in our own storage, or nothing."""
    path = value.strip().removeprefix(settings.CONFIG.site_url)
    plain = unquote(path)
    inside = plain.startswith(settings.MEDIA_URL) and normpath(plain) == plain
    return path if inside and not SPACE_OR_CONTROL.search(plain) and not set("?#%") & set(plain) else ""


def _linked(text: str) -> str:
    """Escape `text` and turn the web addresses in it into links."""
    out, end = [], 0
    for match in ADDRESS.finditer(text):
        address = match.group()
        while address and (address[-1] in TRAILING or (address[-1] == ")" and address.count("(") < address.count(")"))):
            address = address[:-1]
        if _safe_href(address):
            link = f'<a href="{escape(address)}">{escape(address, quote=False)}</a>'
            out += [escape(text[end : match.start()], quote=False), link]
            end = match.start() + len(address)
    return "".join(out) + escape(text[end:], quote=False)


class _Node:
    def __init__(self, tag: str, opening: str = "") -> None:
        self.tag, self.opening = tag, opening or f"<{tag}>"
        self.parts: list[str] = []
        self.full = False  # whether anything in it can be seen


class _Tidy(HTMLParser):
    """Writes tidy HTML from well-formed HTML: lists hold items, items and quotations hold blocks, blocks hold words.

    What it writes, a browser reads back as the very same tree, so that cleaning is stable.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[_Node] = [_Node("")]
        self.sources: list[tuple[str, _Node | None]] = []

    def result(self) -> str:
        self.close_to(self.open[0])
        return "".join(self.open[0].parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = SAME.get(tag, tag)
        given = {name: UNWANTED.sub("", value or "") for name, value in attrs}
        if tag == "br":
            self.inside_line()
            self.open[-1].parts.append("<br>")
        elif tag == "img":
            if source := _safe_src(given.get("src", "")):
                self.inside_line()
                self.put(f'<img src="{escape(source)}" alt="{escape(given.get("alt", ""))}">', seen=True)
        else:
            self.sources.append((tag, self.start(tag, given)))

    def handle_endtag(self, tag: str) -> None:
        tag = SAME.get(tag, tag)
        if all(source != tag for source, _node in self.sources):
            return
        source = ""
        while source != tag:
            source, node = self.sources.pop()
        if node in self.open:
            self.close_to(node, itself=True)

    def handle_data(self, data: str) -> None:
        text = UNWANTED.sub("", data)
        if text.strip(" \t\n") or self.open[-1].tag in LINES | INLINE:
            self.inside_line()
            self.put(escape(text, quote=False), seen=bool(text.strip()))

    def put(self, html: str, *, seen: bool) -> None:
        self.open[-1].parts.append(html)
        for node in self.open if seen else ():
            node.full = True

    def start(self, tag: str, given: dict[str, str]) -> _Node | None:
        """Open `tag` where it may stand; return None when only its content is kept."""
        if tag in INLINE:
            href = _safe_href(given.get("href", "")) if tag == "a" else ""
            if any(node.tag == tag for node in self.open) or (tag == "a" and not href):
                return None
            self.inside_line()
            return self.push(tag, f'<a href="{escape(href)}">' if href else "")
        if tag in NESTING and sum(node.tag in NESTING for node in self.open) >= MAX_DEPTH:
            return None
        self.leave_line()
        if tag == "li":
            self.inside_list()
        elif self.open[-1].tag in LISTS:
            self.push("li")
        return self.push(tag)

    def push(self, tag: str, opening: str = "") -> _Node:
        node = _Node(tag, opening)
        self.open.append(node)
        return node

    def inside_line(self) -> None:
        """Make sure that words may stand here."""
        if self.open[-1].tag in LISTS:
            self.push("li")
        if self.open[-1].tag not in LINES | INLINE:
            self.push("p")

    def leave_line(self) -> None:
        """Close the line that is open, if any."""
        for node in self.open:
            if node.tag in LINES:
                self.close_to(node, itself=True)
                return

    def inside_list(self) -> None:
        """Make a list the innermost element, closing an item or opening a list as needed."""
        for node in reversed(self.open):
            if node.tag in LISTS:
                self.close_to(node)
                return
            if node.tag == "blockquote":
                break
        self.push("ul")

    def close_to(self, node: _Node, *, itself: bool = False) -> None:
        """Close all that is open inside `node`; a block in which nothing can be seen is left out."""
        while self.open[-1] is not node or itself:
            last = self.open.pop()
            if last.full or (last.tag in INLINE and last.parts):
                self.open[-1].parts.append(f"{last.opening}{''.join(last.parts)}</{last.tag}>")
            if last is node:
                return


class _Linker(HTMLParser):
    """Copies tidy HTML, turning the web addresses outside links into links."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.in_link = False

    def result(self) -> str:
        return "".join(self.parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_link = self.in_link or tag == "a"
        self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.in_link = self.in_link and tag != "a"
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(data, quote=False) if self.in_link else _linked(data))


def _read(parser: _Tidy | _Linker, html: str) -> str:
    parser.feed(html)
    parser.close()
    return parser.result()
