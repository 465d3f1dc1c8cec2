"""A topic by its slug, and what stands around it."""

from collections.abc import Iterable
from itertools import chain, groupby
from typing import NamedTuple

from django.db.models import Q

from hearth.core.folding import fold
from hearth.topics.models import FormerTopic, NameKind, Shelf, Source, Topic, TopicIdentifier, TopicName
from hearth.topics.queries.cards import TopicCard, by_name, cards_of


class TopicGroup(NamedTuple):
    """A broad topic and the narrower ones under it, by name; `shelf` is where the list puts it."""

    topic: TopicCard
    narrower: list[TopicCard]
    shelf: str = ""


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
    is_from_medlineplus: bool


class TopicShelf(NamedTuple):
    """Some groups of topics that stand together, under one heading; the last, without any, holds the rest."""

    name: str
    groups: list[TopicGroup]


def list_topics(*, language: str) -> list[TopicGroup]:
    """Return the broad topics and what is under each, both by name in the reader's `language`. Three queries.

    Topics that a collection brought in and nobody put anywhere are not in it: there are too many, and words find them.
    """
    links = list(Topic.broader.through.objects.values_list("from_topic_id", "to_topic_id"))
    placed = Q(origin=Source.HOUSE) | Q(pk__in=Topic.broader.through.objects.values("from_topic_id"))
    topics = list(Topic.objects.filter(placed).order_by("id"))
    cards = {topic.pk: card for topic, card in zip(topics, cards_of(topics, language=language), strict=True)}
    under: dict[int, list[TopicCard]] = {}
    has_broader = set()
    for topic_id, broader_id in links:
        under.setdefault(broader_id, []).append(cards[topic_id])
        has_broader.add(topic_id)
    broad = [
        TopicGroup(cards[topic.pk], by_name(under.get(topic.pk, [])), topic.shelf)
        for topic in topics
        if topic.pk not in has_broader
    ]
    shelves = [*Shelf.values, ""]
    return sorted(broad, key=lambda group: (shelves.index(group.shelf), fold(group.topic.name.text)))


def broad_topics(*, language: str) -> list[TopicCard]:
    """Return the topics with none above them, by name in the reader's `language`. Two queries."""
    found = Topic.objects.filter(broader=None, origin=Source.HOUSE).order_by("id")
    return by_name(cards_of(list(found), language=language))


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
    cards = dict(zip((each.pk for each in shown), cards_of(shown, language=language), strict=True))
    names = list(topic.names.order_by("language", "id"))
    mine, elsewhere = _names_by_language(names, language)
    broader, narrower, related = (by_name(cards[each.pk] for each in group) for group in around)
    return TopicPage(
        cards[topic.pk],
        mine,
        elsewhere,
        broader,
        narrower,
        related,
        list(topic.identifiers.order_by("scheme", "value")),
        is_from_medlineplus=any(name.source == Source.MEDLINEPLUS for name in names),
    )


def shelves_of(groups: Iterable[TopicGroup]) -> list[TopicShelf]:
    """Return `groups`, which are in the order of their shelves, each shelf with its name."""
    return [
        TopicShelf(str(Shelf(shelf).label) if shelf else "", list(those))
        for shelf, those in groupby(groups, key=lambda group: group.shelf)
    ]


def related_to(topics: Iterable[Topic]) -> list[Topic]:
    """Return what `topics` name as related, once each and without themselves, in a steady order. One query."""
    known = {topic.pk for topic in topics}
    near = Topic.related.through.objects.filter(from_topic__in=known).exclude(to_topic__in=known)
    rows = near.select_related("to_topic").order_by("pk") if known else []
    return list({row.to_topic_id: row.to_topic for row in rows}.values())


def _names_by_language(every: Iterable[TopicName], language: str) -> tuple[list[TopicName], list[NamesInLanguage]]:
    by_language: dict[str, list[TopicName]] = {}
    for name in every:
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
