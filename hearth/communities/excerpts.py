"""The beginning of a text as one line of plain words, for lists and for machines."""

import re
from typing import Final

from hearth.communities.quotes import without_lines
from hearth.core import richtext

LONGEST: Final = 240  # characters
WORDS: Final = 32

END_OF_HEADING: Final = re.compile(r"([^\s>])((?:</\w+>)*)</h([1-6])>")
ENDS: Final = ".:?!…؟。？！"  # what a heading may end in by itself


def excerpt_of(html: str) -> str:
    """Return the beginning of `html`, clean already, as one line of plain words, without who is quoted.

    A heading ends in a colon there, so that it does not run into what stands below it.
    """
    told = END_OF_HEADING.sub(_end_of_heading, without_lines(html))
    return richtext.excerpt(told, words=WORDS)[:LONGEST]


def _end_of_heading(found: re.Match[str]) -> str:
    last, tags, level = found.groups()
    return f"{last}{'' if last in ENDS else ':'}{tags}</h{level}>"
