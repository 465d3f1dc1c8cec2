"""What else a topic is called that somebody names: in everyday words, clinical ones, and other languages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from hearth.core.folding import fold
from hearth.core.translated import Words
from hearth.search.stems import stem_of, words_of
from hearth.search.stopwords import says_nothing
from hearth.search.wanted import Clause, Phrase
from hearth.topics.models import TopicName
from hearth.topics.queries import TopicWords, topics_within

MOST_NAMES: Final = 24
SHORTEST: Final = 3  # letters of an abbreviation that is looked for: shorter ones are words of other languages


@dataclass(frozen=True, slots=True)
class Meaning:
    """What some words name.

    Arguments:
        words: those that do, as they were asked for, in their order.
        topics: the keys of the topics they name; mostly one.
        names: what else these are called, in words of the reader's language first.
        clause: all their names, the one that was asked for as well.
    """

    words: tuple[str, ...]
    topics: tuple[int, ...]
    names: tuple[Words, ...]
    clause: Clause


def meanings_of(words: Sequence[str], *, language: str) -> list[Meaning]:
    """Return what those of `words` name that follow each other, the longest names first, no word counted twice.

    Three queries; none for no words.
    """
    found = topics_within(" ".join(words)) if words else []
    taken: set[int] = set()
    meanings = []
    for said, topics in groupby(found, key=lambda each: each.said):
        place = next(_places(words, said), range(0))
        run = tuple(words[at] for at in place)
        if run and not taken.intersection(place) and not all(map(says_nothing, run)):
            taken.update(place)
            meanings.append(_meaning(run, said, list(topics), language))
    return meanings


def _places(words: Sequence[str], said: str) -> Iterator[range]:
    """Yield where words that follow each other make the folded name `said`."""
    size = len(said.split())
    for start in range(len(words) - size + 1):
        if fold(" ".join(words[start : start + size])) == said:
            yield range(start, start + size)


def _meaning(run: tuple[str, ...], said: str, topics: list[TopicWords], language: str) -> Meaning:
    every = [name for topic in topics for name in topic.names if name.key == said or len(name.key) >= SHORTEST]
    every.sort(key=lambda name: (name.key != said, name.language != language, name.pk))
    every = every[:MOST_NAMES]
    clause = frozenset(phrase for name in every if (phrase := _stems(name)))
    others: dict[str, Words] = {}
    for name in every:
        if name.key != said:
            others.setdefault(name.key, Words(name.name, name.language))
    return Meaning(run, tuple(each.topic.pk for each in topics), tuple(others.values()), clause)


def _stems(name: TopicName) -> Phrase:
    return tuple(stem for word in words_of(name.name) if (stem := stem_of(word, name.language)))
