"""Names in a text: `@Marisol V.` is marked when it is posted, and becomes a link for whoever may open the page.

The mark holds a number and nothing of the person, so that a text says no more of anybody than its words do.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from html import escape, unescape
from html.parser import HTMLParser
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

LONGEST: Final = 40  # characters of a name
MOST_WORDS: Final = 5  # of a name
MOST_LOOKED_AT: Final = 50  # signs in one text
MOST: Final = 10  # mentions in one text; others stay words
SIGN: Final = re.compile(r"(?<![\w@.])@(?=\w)")
HAS_LEFT: Final = ""  # instead of the page of somebody named
MARK: Final = re.compile(r'<strong data-mention="(\d+)">(@[^<]*)</strong>')
_WORD_ENDS: Final = re.compile(r"\S+")

Finder = Callable[[str], int | None]


def possible_names(html: str) -> set[str]:
    """Return every text behind an `@` in `html` that could be a name, longest and shortest."""
    reader = _Reader(lambda _text: None)
    reader.read(html)
    return reader.asked


def marked(html: str, found: Mapping[str, int]) -> str:
    """Return `html` with the names in `found` marked, by the number each is given there.

    Arguments:
        html: clean, see `richtext`; names in links stay as they are.
        found: names as `possible_names` returned them.
    """
    return _Reader(found.get).read(html)


def has_marks(html: str) -> bool:
    """Say whether somebody is mentioned in a marked text."""
    return "<strong data-mention=" in html


def numbers_in(html: str) -> set[int]:
    """Return the numbers of the names marked in a text."""
    return {int(number) for number, _name in MARK.findall(html)}


def linked(html: str, pages: Mapping[int, str]) -> SafeString:
    """Return a marked text with a link for each number in `pages`; other names are bold words.

    Where `pages` has HAS_LEFT, no name is said.
    """

    def draw(mark: re.Match[str]) -> str:
        address, name = pages.get(int(mark[1])), mark_safe(mark[2])  # noqa: S308  (words of clean HTML)
        if address == HAS_LEFT:
            return format_html("<strong>{}</strong>", nameless())
        if address:
            return format_html('<a class="mention" href="{}">{}</a>', address, name)
        return f"<strong>{name}</strong>"

    return mark_safe(MARK.sub(draw, html))  # noqa: S308  (clean HTML, and what `format_html` made)


def nameless() -> str:
    """Return what stands in a text instead of the name of somebody who has left, in the active language."""
    return pgettext("instead of a name in a text", "a former member")


def names_marked(html: str, number: int) -> set[str]:
    """Return what a marked text says where it names `number`, each with its sign, as people read it."""
    return {unescape(said) for found, said in MARK.findall(html) if int(found) == number}


def without_name(text: str, said: Collection[str]) -> str:
    """Return `text`, plain or clean HTML, marked or not, with `nameless` wherever one of `said` stands."""
    for each in {*said, *(escape(name, quote=False) for name in said)}:
        whole = rf'(?:<strong data-mention="\d+">{re.escape(each)}</strong>|{re.escape(each)}(?!\w))'
        text = re.sub(whole, lambda _found: nameless(), text)
    return text


def _prefixes(text: str) -> Iterator[str]:
    """Yield the beginnings of `text` that could be a name, the longest first."""
    ends = [word.end() for word in _WORD_ENDS.finditer(text[: LONGEST + 1])][:MOST_WORDS]
    for end in reversed(ends):
        prefix = text[:end]
        while len(prefix) > 1:
            if len(prefix) <= LONGEST:
                yield prefix
            if prefix[-1].isalnum():
                break
            prefix = prefix[:-1]  # what ends the sentence may end the name too, or not


class _Reader(HTMLParser):
    """Copies clean HTML, asking `find` about each possible name outside links, and marking what it knows."""

    def __init__(self, find: Finder) -> None:
        super().__init__(convert_charrefs=True)
        self.find = find
        self.parts: list[str] = []
        self.asked: set[str] = set()
        self.left, self.in_link = MOST_LOOKED_AT, False

    def read(self, html: str) -> str:
        self.feed(html)
        self.close()
        return "".join(self.parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_link = self.in_link or tag == "a"
        self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.in_link = self.in_link and tag != "a"
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        at = 0
        for sign in () if self.in_link else SIGN.finditer(data):
            if sign.start() < at or not self.left:
                continue
            self.left -= 1
            name, number = self.known(data[sign.end() :])
            if number is not None:
                said = f'<strong data-mention="{number}">@{escape(name, quote=False)}</strong>'
                self.parts += [escape(data[at : sign.start()], quote=False), said]
                at = sign.end() + len(name)
        self.parts.append(escape(data[at:], quote=False))

    def known(self, text: str) -> tuple[str, int | None]:
        for prefix in _prefixes(text):
            self.asked.add(prefix)
            if (number := self.find(prefix)) is not None:
                return prefix, number
        return "", None
