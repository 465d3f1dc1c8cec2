"""What the vocabulary holds, as an import asks it: read once, kept up while the import goes on."""

from hearth.core.folding import fold
from hearth.topics.models import FormerTopic, NameKind, Scheme, Source, Topic, TopicIdentifier, TopicName, WithheldName
from hearth.topics.records.record import Record

TELLING = (NameKind.PREFERRED, NameKind.CLINICAL, NameKind.ABBREVIATION)
"""The kinds of names by which a topic is known for the same. Everyday words mean too much."""


class Known:
    """The whole vocabulary, by identifiers and names. Six queries; some 100 bytes a name."""

    def __init__(self) -> None:
        self.topics = {topic.pk: topic for topic in Topic.objects.all()}
        self.slugs = {topic.slug: pk for pk, topic in self.topics.items()}
        self.slugs |= dict(FormerTopic.objects.values_list("slug", "topic_id"))
        self.identified: dict[tuple[Scheme, str], int] = {}
        self.having: dict[Scheme, set[int]] = {scheme: set() for scheme in Scheme}
        for pk, scheme, value in TopicIdentifier.objects.values_list("topic_id", "scheme", "value"):
            self.identify(pk, (Scheme(scheme), value))
        self.withheld = {*WithheldName.objects.values_list("topic_id", "language", "key")}
        self.above = {*Topic.broader.through.objects.values_list("from_topic_id", "to_topic_id")}
        self.names: dict[tuple[int, str, str], Source] = {}
        self.preferred: dict[tuple[int, str], tuple[str, Source]] = {}
        self.telling: dict[NameKind, dict[str, set[int]]] = {kind: {} for kind in TELLING}
        rows = TopicName.objects.values_list("topic_id", "language", "key", "kind", "source")
        for pk, language, key, kind, source in rows.iterator():
            self.add_name(pk, language, key, NameKind(kind), Source(source))

    def topic_of(self, record: Record) -> Topic | None:
        """Return the topic that `record` is about; None when there is none, or it cannot be told which."""
        for scheme, value in record.ids:
            if scheme == record.ids[0][0] and (scheme, value) in self.identified:
                return self.topics[self.identified[scheme, value]]
        pk = self.topic_called(record.known_as, apart_from=record.ids[0])
        return self.topics[pk] if pk is not None else None

    def topic_called(self, name: str, *, apart_from: tuple[Scheme, str] | None = None) -> int | None:
        """Return the key of the only topic that prefers the English `name`, else of the only one that has it so.

        `apart_from`, an identifier, says not to take topics that have another of the same scheme.
        """
        key = fold(name)
        taken = self.having[apart_from[0]] if apart_from else set()
        for kind in TELLING:
            found = self.telling[kind].get(key, set()) - taken if key else set()
            if len(found) == 1:
                return next(iter(found))
        return None

    def take(self, topic: Topic) -> None:
        """Take in a topic that was made."""
        self.topics[topic.pk] = topic
        self.slugs[topic.slug] = topic.pk

    def add_name(self, pk: int, language: str, key: str, kind: NameKind, source: Source) -> None:
        """Take in a name that was added, or became preferred."""
        self.names[pk, language, key] = source
        if kind == NameKind.PREFERRED:
            self.preferred[pk, language] = (key, source)
        if language == "en" and kind in self.telling:
            self.telling[kind].setdefault(key, set()).add(pk)

    def identify(self, pk: int, identifier: tuple[Scheme, str]) -> None:
        """Take in an identifier of a topic."""
        self.identified[identifier] = pk
        self.having[identifier[0]].add(pk)
