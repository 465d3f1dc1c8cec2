"""Reads of the vocabulary. It is public, so no viewer is asked for; `language` is the reader's."""

from hearth.topics.queries.cards import TopicCard, cards_of
from hearth.topics.queries.finding import TopicWords, find_topics, neighbors_of, topics_named, topics_within
from hearth.topics.queries.pages import (
    NamesInLanguage,
    TopicGroup,
    TopicPage,
    TopicShelf,
    broad_topics,
    get_topic,
    list_topics,
    related_to,
    shelves_of,
    topic_at,
    topics_at,
)

__all__ = [
    "NamesInLanguage",
    "TopicCard",
    "TopicGroup",
    "TopicPage",
    "TopicShelf",
    "TopicWords",
    "broad_topics",
    "cards_of",
    "find_topics",
    "get_topic",
    "list_topics",
    "neighbors_of",
    "related_to",
    "shelves_of",
    "topic_at",
    "topics_at",
    "topics_named",
    "topics_within",
]
