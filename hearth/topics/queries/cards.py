"""Topics as lists show them."""

from collections.abc import Iterable
from typing import NamedTuple

from hearth.core.folding import fold
from hearth.core.translated import Words, in_language
from hearth.topics.models import NameKind, Topic, TopicName


class TopicCard(NamedTuple):
    """A topic as lists show it; `matched` is the word that a search found it by, when that is not its name."""

    slug: str
    icon: str
    name: Words
    description: Words
    matched: Words | None = None


def cards_of(topics: Iterable[Topic], *, language: str) -> list[TopicCard]:
    """Return `topics`, in the same order, as lists show them to a reader of `language`. One query, none for none."""
    topics = list(topics)
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


def by_name(cards: Iterable[TopicCard]) -> list[TopicCard]:
    """Return `cards` by their names."""
    return sorted(cards, key=lambda card: fold(card.name.text))
