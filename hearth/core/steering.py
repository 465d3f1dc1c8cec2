"""Characters that are no letters: they tell a machine, or the direction of a line, what to do."""

import unicodedata
from typing import Final

DIRECTIONS: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def steers(letter: str) -> bool:
    """Say whether `letter` is half of one, or a control or direction character; white space is neither."""
    if unicodedata.category(letter) == "Cc":
        return not letter.isspace()
    return unicodedata.category(letter) == "Cs" or unicodedata.bidirectional(letter) in DIRECTIONS
