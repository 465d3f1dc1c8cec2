"""Reads of the vocabulary. It is public, so no viewer is asked for; `language` is the reader's."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import reduce
from itertools import chain, groupby
from operator import and_, or_
from typing import NamedTuple

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from hearth.core.folding import LONGEST_KEY, fold
from hearth.core.translated import Words, in_language
from hearth.topics.models import FormerTopic, NameKind, Shelf, Source, Topic, TopicIdentifier, TopicName

NEIGHBOUR_POOL = 200
NAMES_PER_TOPIC = 12
MOST_WORDS, MOST_TOGETHER = 32, 8
STEM = 3


class TopicCard(NamedTuple):
    """A topic as lists show it; `matched` is the word that a search found it by, when that is not its name."""

    slug: str
    icon: str
    name: Words
    description: Words
    matched: Words | None = None


class TopicGroup(NamedTuple):
    """A broad topic and the narrower ones under it, by name; `shelf` is where the list puts it."""

    topic: TopicCard
    narrower: list[TopicCard]
    shelf: str = ""


class TopicWords(NamedTuple):
    """A topic that some words name: the folded words that do, and every name it has."""

    topic: Topic
    said: str
    names: list[TopicName]


class NamesInLanguage(NamedTuple):
    """What a topic is called in one language: its preferred name and the other words, by kind and name."""

    language: str
    preferred: str
    others: list[TopicName]


class TopicPage(NamedTuple):
    """Everything that a topic's page says."""

    topic: TopicCard
    also: list[TopicName]
    elsewhere: list[NamesInLanguage]
    broader: list[TopicCard]
    narrower: list[TopicCard]
    related: list[TopicCard]
    identifiers: list[TopicIdentifier]


class TopicShelf(NamedTuple):
    """Some groups of topics that stand together, under one heading; the last, without any, holds the rest."""

    name: str
    groups: list[TopicGroup]


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

    Three queries at most; at most NEIGHBOUR_POOL names are compared.
    """
    key = fold(words[:LONGEST_KEY])
    stems = {word[:STEM] for word in key.split()[:12] if len(word) >= STEM}
    if not stems:
        return []
    near = reduce(or_, (Q(key__startswith=stem) | Q(key__contains=f" {stem}") for stem in sorted(stems)))
    pool = list(TopicName.objects.filter(near).select_related("topic").order_by("topic_id", "id")[:NEIGHBOUR_POOL])
    pool.sort(key=lambda name: (-_likeness(name.key, key), name.language != language))
    return _cards_of_matches(pool, language=language, limit=limit)


def list_topics(*, language: str) -> list[TopicGroup]:
    """Return the broad topics and what is under each, both by name in the reader's `language`. Three queries.

    Topics that a collection brought in and nobody put anywhere are not in it: there are too many, and words find them.
    """
    links = list(Topic.broader.through.objects.values_list("from_topic_id", "to_topic_id"))
    placed = Q(origin=Source.HOUSE) | Q(pk__in=Topic.broader.through.objects.values("from_topic_id"))
    topics = list(Topic.objects.filter(placed).order_by("id"))
    cards = {topic.pk: card for topic, card in zip(topics, _cards(topics, language=language), strict=True)}
    under: dict[int, list[TopicCard]] = {}
    has_broader = set()
    for topic_id, broader_id in links:
        under.setdefault(broader_id, []).append(cards[topic_id])
        has_broader.add(topic_id)
    broad = [
        TopicGroup(cards[topic.pk], _by_name(under.get(topic.pk, [])), topic.shelf)
        for topic in topics
        if topic.pk not in has_broader
    ]
    shelves = [*Shelf.values, ""]
    return sorted(broad, key=lambda group: (shelves.index(group.shelf), fold(group.topic.name.text)))


def broad_topics(*, language: str) -> list[TopicCard]:
    """Return the topics with none above them, by name in the reader's `language`. Two queries."""
    found = Topic.objects.filter(broader=None, origin=Source.HOUSE).order_by("id")
    return _by_name(_cards(list(found), language=language))


def topic_at(slug: str) -> Topic:
    """Return the topic `slug`, or the one it was merged into; raises Topic.DoesNotExist. At most two queries."""
    found = Topic.objects.filter(slug=slug).first() or Topic.objects.filter(former__slug=slug).first()
    if found is None:
        raise Topic.DoesNotExist
    return found


def topics_at(slugs: Iterable[str]) -> dict[str, Topic]:
    """Return the topics with `slugs`, or into which those were merged, by the slug asked for. Two queries at most."""
    wanted = set(slugs)
    found = {topic.slug: topic for topic in Topic.objects.filter(slug__in=wanted)} if wanted else {}
    left = wanted - found.keys()
    former = FormerTopic.objects.filter(slug__in=left).select_related("topic") if left else ()
    return found | {row.slug: row.topic for row in former}


def get_topic(topic: Topic, *, language: str) -> TopicPage:
    """Return the page of `topic`. Six queries."""
    around = [list(relation.all()) for relation in (topic.broader, topic.narrower, topic.related)]
    shown = list({each.pk: each for each in [topic, *chain(*around)]}.values())
    cards = dict(zip((each.pk for each in shown), _cards(shown, language=language), strict=True))
    mine, elsewhere = _names_by_language(topic, language)
    return TopicPage(
        cards[topic.pk],
        mine,
        elsewhere,
        *(_by_name(cards[each.pk] for each in group) for group in around),
        list(topic.identifiers.order_by("scheme", "value")),
    )


def shelves_of(groups: Iterable[TopicGroup]) -> list[TopicShelf]:
    """Return `groups`, which are in the order of their shelves, each shelf with its name."""
    return [
        TopicShelf(str(Shelf(shelf).label) if shelf else "", list(those))
        for shelf, those in groupby(groups, key=lambda group: group.shelf)
    ]


def cards_of(topics: Iterable[Topic], *, language: str) -> list[TopicCard]:
    """Return `topics`, in the same order, as lists show them to a reader of `language`. One query, none for none."""
    return _cards(list(topics), language=language)


def related_to(topics: Iterable[Topic]) -> list[Topic]:
    """Return what `topics` name as related, once each and without themselves, in a steady order. One query."""
    known = {topic.pk for topic in topics}
    near = Topic.related.through.objects.filter(from_topic__in=known).exclude(to_topic__in=known)
    rows = near.select_related("to_topic").order_by("pk") if known else []
    return list({row.to_topic_id: row.to_topic for row in rows}.values())


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
    cards = _cards([name.topic for name in best.values()], language=language)
    return [
        card if name.name == card.name.text else card._replace(matched=Words(name.name, name.language))
        for card, name in zip(cards, best.values(), strict=True)
    ]


def _cards(topics: list[Topic], *, language: str) -> list[TopicCard]:
    preferred: dict[int, dict[str, str]] = {}
    rows = TopicName.objects.filter(topic__in=topics, kind=NameKind.PREFERRED).order_by("language")
    for topic_id, code, name in rows.values_list("topic_id", "language", "name") if topics else ():
        preferred.setdefault(topic_id, {})[code] = name
    return [
        TopicCard(
            topic.slug,
            topic.icon,
            in_language(preferred.get(topic.pk, {}), language) or Words(topic.slug, ""),
            in_language(topic.brought | topic.description, language),
        )
        for topic in topics
    ]


def _names_by_language(topic: Topic, language: str) -> tuple[list[TopicName], list[NamesInLanguage]]:
    by_language: dict[str, list[TopicName]] = {}
    for name in topic.names.order_by("language", "id"):
        by_language.setdefault(name.language, []).append(name)
    pages = [
        NamesInLanguage(
            code,
            next((name.name for name in names if name.kind == NameKind.PREFERRED), ""),
            [name for name in names if name.kind != NameKind.PREFERRED],
        )
        for code, names in by_language.items()
    ]
    mine = next((page.others for page in pages if page.language == language), [])
    return mine, [page for page in pages if page.language != language]


def _by_name(cards: Iterable[TopicCard]) -> list[TopicCard]:
    return sorted(cards, key=lambda card: fold(card.name.text))


def _likeness(name: str, words: str) -> float:
    return max(SequenceMatcher(None, part, word).ratio() for part in name.split() for word in words.split()[:12])
