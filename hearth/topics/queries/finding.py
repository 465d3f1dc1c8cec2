"""Topics by the words people use."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import reduce
from operator import and_, or_
from typing import NamedTuple

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from hearth.core.folding import LONGEST_KEY, fold
from hearth.core.translated import Words
from hearth.topics.models import NameKind, Topic, TopicName
from hearth.topics.queries.cards import TopicCard, cards_of

NEIGHBOUR_POOL = 200
NAMES_PER_TOPIC = 12
MOST_WORDS, MOST_TOGETHER = 32, 8
STEM = 3
LIKE = 0.7  # of one: how alike a name, or a word of it, must be to come close


class TopicWords(NamedTuple):
    """A topic that some words name: the folded words that do, and every name it has."""

    topic: Topic
    said: str
    names: list[TopicName]


def find_topics(words: str, *, language: str, limit: int = 20) -> list[TopicCard]:
    """Return at most `limit` topics that have a name, in any language, with all of `words` in it.

    The whole name comes first, then its beginning, the beginning of one of its words, and the inside of a word (from
    three letters on); among equals the reader's preferred names, the reader's other words, then other languages, and
    the shorter name. Four queries at most, alike on every database; where beginnings are enough, an index answers.
    """
    key = fold(words[:LONGEST_KEY])
    if not key:
        return []
    most = limit * NAMES_PER_TOPIC
    found = list(_ranked(TopicName.objects.filter(key__begins=key), key, language)[:most])
    if len({name.topic_id for name in found}) < limit:
        found = list(_ranked(TopicName.objects.filter(_all_words(key)), key, language)[:most])
    return _cards_of_matches(found, language=language, limit=limit)


def neighbors_of(words: str, *, language: str, limit: int = 6) -> list[TopicCard]:
    """Return topics close to `words` when `find_topics` finds none: by one of the words, or by likeness of letters.

    Words of three letters, mostly ones like "the" and "por", count only where there is no longer one. Three queries at
    most; at most NEIGHBOUR_POOL names are compared.
    """
    key = fold(words[:LONGEST_KEY])
    said = [word for word in key.split()[:12] if len(word) >= STEM]
    telling = [word for word in said if len(word) > STEM] or said
    stems = {word[:STEM] for word in telling}
    if not stems:
        return []
    alike = reduce(or_, (Q(key__startswith=stem) | Q(key__contains=f" {stem}") for stem in sorted(stems)))
    pool = list(TopicName.objects.filter(alike).select_related("topic").order_by("topic_id", "id")[:NEIGHBOUR_POOL])
    parts = {name.pk: {name.key, *name.key.split()} for name in pool}
    alike_to = [_likeness(word, set().union(*parts.values())) for word in telling]
    likeness = {pk: sum(max(each.get(part, 0) for part in own) for each in alike_to) for pk, own in parts.items()}
    near = [name for name in pool if likeness[name.pk]]
    near.sort(key=lambda name: (-likeness[name.pk], name.language != language))
    return _cards_of_matches(near, language=language, limit=limit)


def topics_named(names: Iterable[str]) -> dict[str, Topic]:
    """Return the topics whose whole name, in any language, is one of `names`, by folded name. One query.

    Where several topics share a name, the one that prefers it wins.
    """
    keys = {key for key in map(fold, names) if key}
    rows = TopicName.objects.filter(key__in=keys).select_related("topic").order_by("-topic_id")
    return {row.key: row.topic for row in sorted(rows, key=lambda row: row.kind == NameKind.PREFERRED)}


def topics_within(words: str) -> list[TopicWords]:
    """Return the topics that `words`, or some of them in their order, are a whole name of, in any language.

    Longer names first; of a name within a longer one that was found, nothing is said. Where several topics share a
    name, those that prefer it come first. For widening a search by a topic's other words. Three queries.
    """
    parts = fold(words[:LONGEST_KEY]).split()[:MOST_WORDS]
    spans = {
        (start, end): " ".join(parts[start:end])
        for start in range(len(parts))
        for end in range(start + 1, min(start + MOST_TOGETHER, len(parts)) + 1)
    }
    found: dict[str, list[TopicName]] = {}
    for name in TopicName.objects.filter(key__in=set(spans.values())).order_by("topic_id"):
        found.setdefault(name.key, []).append(name)
    taken: set[int] = set()
    said: dict[int, str] = {}
    for (start, end), key in sorted(spans.items(), key=lambda span: (span[0][0] - span[0][1], span[0])):
        if key in found and not taken.issuperset(range(start, end)):
            taken |= set(range(start, end))
            for name in sorted(found[key], key=lambda name: name.kind != NameKind.PREFERRED):
                said.setdefault(name.topic_id, key)
    topics = Topic.objects.prefetch_related("names").in_bulk(list(said))
    return [
        TopicWords(topics[pk], key, sorted(topics[pk].names.all(), key=lambda name: name.pk))
        for pk, key in said.items()
    ]


def _all_words(key: str) -> Q:
    return reduce(and_, (_has(word) for word in key.split()[:12]))


def _has(word: str) -> Q:
    """A word that inside every other one would be found is looked for at the beginning of words only."""
    at_start = Q(key__startswith=word) | Q(key__contains=f" {word}")
    return Q(key__contains=word) if len(word) >= STEM else at_start


def _ranked(names: QuerySet[TopicName], key: str, language: str) -> QuerySet[TopicName]:
    closeness = Case(
        When(key=key, then=Value(0)),
        When(key__startswith=key, then=Value(1)),
        When(key__contains=f" {key}", then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    nearness = Case(
        When(language=language, kind=NameKind.PREFERRED, then=Value(0)),
        When(language=language, then=Value(1)),
        When(kind=NameKind.PREFERRED, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    rank = closeness * 4 + nearness
    return (
        names.annotate(rank=rank, length=Length("key"))
        .select_related("topic")
        .order_by("rank", "length", F("topic_id"), "id")
    )


def _cards_of_matches(names: Iterable[TopicName], *, language: str, limit: int) -> list[TopicCard]:
    best: dict[int, TopicName] = {}
    for name in names:
        best.setdefault(name.topic_id, name)
        if len(best) == limit:
            break
    cards = cards_of([name.topic for name in best.values()], language=language)
    return [
        card if name.name == card.name.text else card._replace(matched=Words(name.name, name.language))
        for card, name in zip(cards, best.values(), strict=True)
    ]


def _likeness(word: str, parts: set[str]) -> dict[str, float]:
    """Return how alike to `word` those of `parts` are that come close to it; a quick look spares most of the work."""
    matcher = SequenceMatcher(None, "", word)
    found = {}
    for part in parts:
        matcher.set_seq1(part)
        if matcher.real_quick_ratio() >= LIKE and matcher.quick_ratio() >= LIKE and matcher.ratio() >= LIKE:
            found[part] = matcher.ratio()
    return found
