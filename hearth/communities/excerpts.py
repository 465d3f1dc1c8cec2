"""The beginning of a text as one line of plain words, for lists and for machines."""

from typing import Final

from hearth.communities.quotes import without_lines
from hearth.core import richtext

LONGEST: Final = 240  # characters
WORDS: Final = 32


def excerpt_of(html: str) -> str:
    """Return the beginning of `html`, clean already, as one line of plain words, without who is quoted."""
    return richtext.excerpt(without_lines(html), words=WORDS)[:LONGEST]
