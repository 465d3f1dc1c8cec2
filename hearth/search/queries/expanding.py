"""What else a topic is called that somebody names: in everyday words, clinical ones, and other languages."""

from dataclasses import dataclass
from typing import Final

from hearth.core.folding import fold
from hearth.search.asked import Asked
from hearth.search.stems import stem_of, words_of
from hearth.search.stopwords import says_nothing
from hearth.search.wanted import Clause
from hearth.topics.models import TopicName
from hearth.topics.queries import topics_named

LONGEST: Final = 5  # words of a name
MOST_NAMES: Final = 12
SHORTEST: Final = 3  # letters of an abbreviation that is looked for: shorter ones are words of other languages


@dataclass(frozen=True, slots=True)
class Meaning:
    """A topic that somebody named: its key, by which of their words, and what else it is called."""

    topic: int
    words: tuple[str, ...]
    names: tuple[str, ...]
    clause: Clause


def meanings_of(asked: Asked, *, language: str) -> list[Meaning]:
    """Return the topics that words of `asked` name, the longest names first, no word counted twice. Two queries."""
    runs = {fold(" ".join(run)): run for words in (asked.words, *asked.phrases) for run in _runs(words)}
    if not runs:
        return []
    topics = topics_named(runs)
    taken: set[str] = set()
    chosen: list[tuple[tuple[str, ...], int]] = []
    for key, run in sorted(runs.items(), key=lambda item: -len(item[1])):
        if key in topics and not taken & set(run):
            taken |= set(run)
            chosen.append((run, topics[key].pk))
    names: dict[int, list[TopicName]] = {}
    rows = TopicName.objects.filter(topic__in=[pk for _run, pk in chosen]).order_by("pk") if chosen else []
    for row in rows:
        names.setdefault(row.topic_id, []).append(row)
    return [_meaning(pk, run, names[pk], language) for run, pk in chosen if pk in names]


def _runs(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    spans = [words[first : first + size] for size in range(1, LONGEST + 1) for first in range(len(words) - size + 1)]
    return [span for span in spans if not all(map(says_nothing, span))]


def _meaning(topic: int, run: tuple[str, ...], names: list[TopicName], language: str) -> Meaning:
    said = fold(" ".join(run))
    others = [name for name in names if name.key != said and len(name.key) >= SHORTEST]
    others.sort(key=lambda name: (name.language != language, name.pk))
    others = others[:MOST_NAMES]
    clause = frozenset(phrase for name in others if (phrase := _stems(name)))
    return Meaning(topic, run, tuple(dict.fromkeys(name.name for name in others)), clause)


def _stems(name: TopicName) -> tuple[str, ...]:
    return tuple(stem for word in words_of(name.name) if (stem := stem_of(word, name.language)))
