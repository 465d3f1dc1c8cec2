"""Readable plain text of a piece of HTML: for text areas, excerpts, search and the plain part of mail."""

import re
import textwrap
from html.parser import HTMLParser
from typing import NamedTuple

PARAGRAPHS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "section", "footer", "header"}
LISTS = {"ul", "ol"}
SILENT = {"script", "style", "title", "template"}
VOID = {"img", "br", "hr", "meta", "link", "input", "wbr"}
SPACE = re.compile(r"[ \t\n\r\f]+")
ENDS = ".:?!…؟。？！"  # what a heading, or the words before an address, may end in by themselves
END_OF_HEADING = re.compile(r"([^\s>])((?:</\w+>)*)</h([1-6])>")


class _Block(NamedTuple):
    first: str  # what its first line begins with
    rest: str  # what its other lines begin with
    text: str
    in_list: bool


class _Writer(HTMLParser):
    """Turns tags into lines; each line carries the mark of its list item or quotation."""

    def __init__(self, *, links: bool, width: int) -> None:
        super().__init__(convert_charrefs=True)
        self.links, self.width = links, width
        self.blocks: list[_Block] = []
        self.text: list[str] = []
        self.lists: list[int] = []  # 0 for bullets, else the next number
        self.quotes = self.silent = 0
        self.mark = ""
        self.href, self.anchor, self.apart = "", 0, False
        self.waiting: list[str] = []  # addresses that stand below the block they are in

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self.silent or tag in SILENT or "data-html-only" in given:
            self.silent += tag not in VOID
        elif tag == "br":
            self.text.append("\n")
        elif tag == "img":
            self.text.append(given.get("alt") or "")
        elif tag == "a" and self.links:
            self.href, self.anchor = given.get("href") or "", len(self.text)
            self.apart = "data-own-line" in given
        elif tag in LISTS:
            self.end_block()
            self.lists.append(1 if tag == "ol" else 0)
        elif tag == "li":
            self.end_block()
            if self.lists and self.lists[-1]:
                self.mark, self.lists[-1] = f"{self.lists[-1]}. ", self.lists[-1] + 1
            else:
                self.mark = "- "
        elif tag == "blockquote":
            self.end_block()
            self.quotes += 1
        elif tag in PARAGRAPHS:
            self.end_block()

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            self.silent -= 1
        elif tag == "a" and self.href:
            shown = "".join(self.text[self.anchor :]).strip()
            address = self.href.removeprefix("mailto:").removeprefix("tel:")
            if shown and self.apart:
                self.waiting.append(address)
            elif shown != address:
                self.text.append(f" ({address})" if shown else address)
            self.href = ""
        elif tag in LISTS:
            self.end_block()
            self.lists = self.lists[:-1]
            self.mark = ""
        elif tag == "blockquote":
            self.end_block()
            self.quotes = max(0, self.quotes - 1)
        elif tag in PARAGRAPHS or tag == "li":
            self.end_block()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.text.append(SPACE.sub(" ", data))

    def end_block(self) -> None:
        lines = [SPACE.sub(" ", line).strip() for line in "".join(self.text).split("\n")]
        self.text, self.anchor = [], 0
        if not any(lines):
            return
        text = "\n".join(lines).strip("\n")
        if self.waiting:
            text = "\n".join([text if text[-1] in ENDS else f"{text}:", *self.waiting])
            self.waiting = []
        outer = "> " * self.quotes + "  " * max(0, len(self.lists) - 1)
        rest = outer + ("  " if self.lists and not self.mark else " " * len(self.mark))
        first = outer + self.mark if self.mark else rest
        self.blocks.append(_Block(first, rest, text, bool(self.lists)))
        self.mark = ""

    def result(self) -> str:
        self.close()
        self.end_block()
        out: list[str] = []
        inside, mark = False, ""
        for block in self.blocks:
            both = min(mark.count(">"), block.first.count(">"))  # quotations that go on
            out += [" ".join(">" * both)] if out and not (inside and block.in_list) else []
            for number, line in enumerate(block.text.split("\n")):
                out += self.wrapped(line, block.rest if number else block.first, block.rest)
            inside, mark = block.in_list, block.rest
        return "\n".join(out)

    def wrapped(self, line: str, mark: str, rest: str) -> list[str]:
        if not self.width or not line:
            return [(mark + line).rstrip()]
        return textwrap.wrap(
            line,
            self.width,
            initial_indent=mark,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )


def to_text(html: str, *, links: bool = True, width: int = 0) -> str:
    """Return what a reader of `html` would read, paragraphs parted by an empty line.

    `links` writes each address behind its words; `width` wraps lines at that many characters (0: never). An element
    with the attribute `data-html-only` is left out; the address of a link with `data-own-line` stands on a line of its
    own below the paragraph or list item.
    """
    writer = _Writer(links=links, width=width)
    writer.feed(html)
    return writer.result()


def in_one_line(html: str, *, quotations: bool = True) -> str:
    """Return the words of `html` as one line of plain text, if need be without its `quotations`.

    A heading ends in a colon there, so that it does not run into what stands below it.
    """
    lines = to_text(END_OF_HEADING.sub(_end_of_heading, html), links=False).splitlines()
    return " ".join(" ".join(line for line in lines if quotations or not line.startswith(">")).split())


def _end_of_heading(found: re.Match[str]) -> str:
    last, tags, level = found.groups()
    return f"{last}{'' if last in ENDS else ':'}{tags}</h{level}>"
