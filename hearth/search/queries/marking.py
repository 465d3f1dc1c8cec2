"""What was looked for, marked where it stands in a text."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hearth.search.stems import stem_of, words_of
from hearth.search.wanted import Clause, Phrase

AROUND: Final = 14  # words before the first that was asked for
LONG: Final = 36  # words of a snippet
LOOKED_THROUGH: Final = 20_000  # characters of a text
USUAL: Final = 40  # characters of what stands between two spaces: longer ones seldom come again
MARK: Final = "<mark>"
_EDGE: Final = re.compile(r"\W*")

Sought = Mapping[str, Sequence[Phrase]]
"""What was looked for, by its first stem."""


def by_first_stem(clauses: Clause) -> Sought:
    """Return the phrases of `clauses` by the stem that each begins with."""
    found: dict[str, list[Phrase]] = {}
    for phrase in filter(None, clauses):
        found.setdefault(phrase[0], []).append(phrase)
    return found


def snippet(text: str, language: str, sought: Sought) -> SafeString:
    """Return the words of `text` around the first place that holds most of what was `sought`, marked; safe HTML."""
    parts = text[:LOOKED_THROUGH].split()
    hits = _meant(parts, language, sought)
    places = sorted(hits)
    fullest = max(enumerate(places), key=lambda each: bisect_left(places, each[1] + LONG) - each[0], default=(0, 0))
    start = max(0, fullest[1] - AROUND) if len(parts) > LONG else 0
    end = start + LONG
    before, after = "… " if start else "", " …" if end < len(parts) else ""
    return format_html("{}{}{}", before, _joined(parts[start:end], {at - start for at in hits}), after)


def marked(text: str, language: str, sought: Sought) -> SafeString:
    """Return `text`, which is in `language`, with what was `sought` marked; safe HTML."""
    parts = text.split()
    return _joined(parts, _meant(parts, language, sought))


def _joined(parts: Sequence[str], hits: set[int]) -> SafeString:
    """Return `parts` with the `hits` among them marked; safe HTML. What lies between two hits is made so at once."""
    runs = groupby(range(len(parts)), key=hits.__contains__)
    pieces = (each for is_hit, places in runs for each in _pieces([parts[at] for at in places], is_hit))
    return format_html_join(" ", "{}", ((each,) for each in pieces))


def _pieces(parts: Sequence[str], is_hit: bool) -> Iterable[str]:
    return map(_mark, parts) if is_hit else (" ".join(parts),)


def _mark(part: str) -> SafeString:
    # One expression for all three parts takes the square of the length of a word with many signs in it.
    start = _EDGE.match(part).end()  # type: ignore[union-attr]
    end = len(part) - _EDGE.match(part[::-1]).end()  # type: ignore[union-attr]
    return format_html("{}<mark>{}</mark>{}", part[:start], part[start:end], part[end:])


def _meant(parts: Sequence[str], language: str, sought: Sought) -> set[int]:
    """Return which of `parts` are what was sought: of a name in several words all, where they stand together.

    A single word of a name that was looked for as a whole, mostly one like "the", is nothing anybody asked for.
    """
    stems = [(stem, at) for at, part in enumerate(parts) for stem in _stems_of(part, language)]
    hits: set[int] = set()
    for start, (stem, _at) in enumerate(stems):
        for phrase in sought.get(stem, ()):
            run = stems[start : start + len(phrase)]
            if tuple(each for each, _place in run) == phrase:
                hits.update(place for _each, place in run)
    return hits


def _stems_of(part: str, language: str) -> tuple[str, ...]:
    return _stems_of_usual(part, language) if len(part) <= USUAL else _stems_of_usual.__wrapped__(part, language)


@lru_cache(maxsize=20_000)
def _stems_of_usual(part: str, language: str) -> tuple[str, ...]:
    return tuple(stem for word in words_of(part) if (stem := stem_of(word, language)))
