"""Writes to the vocabulary."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import Model, Q

from hearth.activity.actions import record
from hearth.core.folding import fold
from hearth.topics.models import FormerTopic, NameKind, Source, Topic, TopicIdentifier, TopicName
from hearth.topics.verbs import TOPIC_ADDED, TOPIC_CHANGED, VOCABULARY_EXTENDED
from hearth.topics.vocabulary import Entry, first_vocabulary


class Name(NamedTuple):
    """A word for a topic: language code, kind, and the word itself (at most 200 characters)."""

    language: str
    kind: NameKind
    text: str


Place = tuple[str, str]  # language and key

TOGETHER: Final = 500
"""Topics that are announced together: not more than whoever hears of it does in one go."""


@transaction.atomic
def put_topic(
    slug: str,
    *,
    icon: str,
    names: Iterable[Name],
    description: Mapping[str, str],
    broader: Iterable[str] = (),
    related: Iterable[str] = (),
    shelf: str = "",
) -> Topic:
    """Make topic `slug` be this, creating it when there is none; doing so twice changes nothing.

    Words that a collection brought stay beside those given here, but are preferred no more where one of these is.

    `description` maps languages to one plain sentence. `broader` and `related` are slugs of topics that exist.
    Raises ValueError when a name has no letters or digits, when a language has no or two preferred names, or when a
    slug is unknown.
    """
    wanted = _by_place(slug, names)
    before = Topic.objects.filter(slug=slug).first()
    topic, is_new = Topic.objects.update_or_create(
        slug=slug,
        defaults={"icon": icon, "description": dict(description), "shelf": shelf, "origin": Source.HOUSE},
    )
    present = {(name.language, name.key): name for name in topic.names.filter(source=Source.HOUSE)}
    renamed = {place: (name.kind, name.text) for place, name in wanted.items()} != {
        place: (name.kind, name.name) for place, name in present.items()
    }
    if renamed:
        topic.names.filter(Q(source=Source.HOUSE) | Q(key__in={key for _language, key in wanted})).delete()
        topic.names.filter(language__in={language for language, _key in wanted}, kind=NameKind.PREFERRED).update(
            kind=NameKind.EVERYDAY
        )
        TopicName.objects.bulk_create(_names(topic, wanted))
    topic.broader.set(_topics(broader))
    topic.related.set(_topics(related))
    if is_new:
        record(TOPIC_ADDED, by=None, subject=topic)
    elif renamed or (before and before.description != topic.description):
        record(TOPIC_CHANGED, by=None, subject=topic)
    return topic


@transaction.atomic
def put_first_vocabulary(*, at: datetime | None = None) -> int:
    """Add the topics a new site begins with that are not there yet, `at` (now), and return how many were added.

    A topic that is there is left as it is: it belongs to the site's editors; so is one they merged into another.
    """
    topics = {topic.slug: topic for topic in Topic.objects.all()}
    topics |= {former.slug: former.topic for former in FormerTopic.objects.select_related("topic")}
    missing = [entry for entry in first_vocabulary() if entry.slug not in topics]
    made = Topic.objects.bulk_create(
        Topic(slug=entry.slug, icon=entry.icon, description=entry.description, shelf=entry.shelf) for entry in missing
    )
    topics |= {topic.slug: topic for topic in made}
    TopicName.objects.bulk_create(
        name for entry in missing for name in _names(topics[entry.slug], _by_place(entry.slug, _named(entry)))
    )
    TopicIdentifier.objects.bulk_create(
        (
            TopicIdentifier(topic=topics[entry.slug], scheme=scheme, value=value)
            for entry in missing
            for scheme, value in entry.identifiers
        ),
        ignore_conflicts=True,
    )
    broader = [(entry.slug, other) for entry in missing for other in entry.broader]
    related = {
        pair for entry in missing for other in entry.related for pair in ((entry.slug, other), (other, entry.slug))
    }
    _link(Topic.broader.through, broader, topics)
    _link(Topic.related.through, sorted(related), topics)
    announce(made, at=at)
    return len(missing)


def announce(made: Sequence[Topic], *, at: datetime | None = None) -> None:
    """Record, `at` (now), that the topics `made` were added one after another: one activity for them together."""
    for start in range(0, len(made), TOGETHER):
        record(VOCABULARY_EXTENDED, by=None, subject=made[start], at=at)


def _link(links: type[Model], pairs: list[tuple[str, str]], topics: Mapping[str, Topic]) -> None:
    rows = (
        links(from_topic=topics[one], to_topic=topics[other]) for one, other in pairs if topics[one] != topics[other]
    )
    links._default_manager.bulk_create(rows, ignore_conflicts=True)


def _named(entry: Entry) -> list[Name]:
    return [Name(*name) for name in entry.names]


def _by_place(slug: str, names: Iterable[Name]) -> dict[Place, Name]:
    """Return the names by language and key; of two that share a key the first stays. Raises ValueError."""
    wanted: dict[Place, Name] = {}
    for name in names:
        wanted.setdefault((name.language, fold(name.text)), name)
    if not all(key for _language, key in wanted):
        raise ValueError(f"{slug}: a name needs a letter or a digit.")
    preferred = [language for (language, _key), name in wanted.items() if name.kind == NameKind.PREFERRED]
    if sorted(preferred) != sorted({language for language, _key in wanted}):
        raise ValueError(f"{slug}: every language needs one preferred name.")
    return wanted


def _names(topic: Topic, wanted: Mapping[Place, Name]) -> Iterator[TopicName]:
    for (language, key), name in wanted.items():
        yield TopicName(topic=topic, language=language, kind=name.kind, name=name.text, key=key)


def _topics(slugs: Iterable[str]) -> list[Topic]:
    wanted = set(slugs)
    found = list(Topic.objects.filter(slug__in=wanted))
    if len(found) != len(wanted):
        raise ValueError(f"No such topic: {', '.join(sorted(wanted - {topic.slug for topic in found}))}.")
    return found
