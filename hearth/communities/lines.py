"""The lines of a reply: its sentences, each of which can be kept as what helped.

A line is known by a digest of its words, so that it stays itself while the text around it changes, and is gone with its
words. What the reply quotes is not its own, and no line of it.
"""

import hashlib
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

SHORTEST: Final = 20  # characters: what is shorter ("Yes.", "Dr.") stays with its neighbour
MOST: Final = 200  # lines of one reply; what follows is part of the whole only
BLOCKS: Final = {"p", "li", "h3", "h4", "ul", "ol", "blockquote", "br"}
QUOTED: Final = "blockquote"
_SENTENCE: Final = re.compile(r"\S.*?(?:[.!?…؟۔。！？]+[\"'»”’)\]]*(?=\s+[^\sa-zà-öø-ÿ]|\s*$)|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a reply; `block` is the number of the paragraph or list item that holds it."""

    key: str
    text: str
    block: int


def lines_of(html: str) -> list[Line]:
    """Return the lines of clean `html` in their order, MOST at most, without what it quotes and what it repeats."""
    reader = _Blocks()
    reader.feed(html)
    reader.close()
    found: dict[str, Line] = {}
    for number, block in enumerate(reader.blocks()):
        for text in _sentences(block):
            key = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
            found.setdefault(key, Line(key, text, number))
    return list(found.values())[:MOST]


def _sentences(block: str) -> list[str]:
    """Return the sentences of one block, each long enough to stand alone where the block is."""
    sentences: list[str] = []
    for sentence in _SENTENCE.findall(block):
        if sentences and len(sentences[-1]) < SHORTEST:
            sentences[-1] += f" {sentence}"
        else:
            sentences.append(sentence)
    if len(sentences) > 1 and len(sentences[-1]) < SHORTEST:
        last = sentences.pop()
        sentences[-1] += f" {last}"
    return sentences


class _Blocks(HTMLParser):
    """Reads the blocks of a text that are its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[list[str]] = [[]]
        self.depth = 0  # of quotations

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag == QUOTED
        self.leave(tag)

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == QUOTED
        self.leave(tag)

    def handle_data(self, data: str) -> None:
        if not self.depth:
            self.parts[-1].append(data)

    def leave(self, tag: str) -> None:
        if tag in BLOCKS:
            self.parts.append([])

    def blocks(self) -> list[str]:
        """Return the text of each, in one line."""
        return list(filter(None, (" ".join("".join(part).split()) for part in self.parts)))
