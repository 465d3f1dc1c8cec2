"""Bringing outside vocabularies in: what is here already is added to, and what people of this site said stays."""

from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.utils.text import slugify

from hearth.activity.actions import record_all
from hearth.core.folding import fold
from hearth.topics.actions.known import Known
from hearth.topics.actions.merging import LONGEST_SLUG
from hearth.topics.actions.vocabulary import announce
from hearth.topics.models import NameKind, Source, Topic, TopicIdentifier, TopicName
from hearth.topics.records.placing import BROADER
from hearth.topics.records.record import Record, Said
from hearth.topics.verbs import TOPIC_CHANGED

COUNTED = ("new", "changed", "unchanged", "unknown")


@transaction.atomic
def put_records(records: Iterable[Record], known: Known) -> Counter[str]:
    """Bring `records` in and return how many were new, changed something, changed nothing, or name no topic here.

    A record belongs to the topic that has one of its identifiers, else to the only one whose preferred, clinical or
    short English name it is known as, else it is made one, if it makes any. Words are added with their source; the
    preferred name, the sentence and words that people of this site chose or took away stay as they are. Nothing is
    removed. Bringing the same in again changes nothing.
    """
    done: dict[str, list[Topic | None]] = {}
    for record in records:
        outcome, topic = _put(record, known)
        done.setdefault(outcome, []).append(topic)
    new, changed = ({topic.pk: topic for topic in done.get(each, ()) if topic} for each in ("new", "changed"))
    announce(list(new.values()))
    record_all(TOPIC_CHANGED, by=None, subjects=[topic for pk, topic in changed.items() if pk not in new])
    return Counter({outcome: len(topics) for outcome, topics in done.items()})


@transaction.atomic
def relate(pairs: Iterable[tuple[int, int]]) -> int:
    """Relate topics to each other, both ways, and return how many links were new."""
    links = Topic.related.through
    wanted = {each for one, other in pairs if one != other for each in ((one, other), (other, one))}
    there = set(links.objects.values_list("from_topic_id", "to_topic_id"))
    links.objects.bulk_create(links(from_topic_id=one, to_topic_id=other) for one, other in sorted(wanted - there))
    return len(wanted - there)


def _put(record: Record, known: Known) -> tuple[str, Topic | None]:
    topic = known.topic_of(record)
    if topic is None and not record.makes_topic:
        return "unknown", None
    is_new = topic is None
    if topic is None:
        topic = _made(record, known)
    did = [
        _identify(topic, record, known),
        *(_name(topic, said, record.source, known) for said in record.names),
        _describe(topic, record),
        _place(topic, record, known),
    ]
    return ("new" if is_new else "changed" if any(did) else "unchanged"), topic


def _made(record: Record, known: Known) -> Topic:
    slug = base = slugify(record.known_as)[:LONGEST_SLUG].strip("-") or f"{record.source}-{record.ids[0][1]}".lower()
    number = 1
    while slug in known.slugs:
        number += 1
        slug = f"{base}-{number}"
    topic = Topic.objects.create(slug=slug, origin=record.source)
    known.take(topic)
    return topic


def _identify(topic: Topic, record: Record, known: Known) -> bool:
    new = [each for each in dict.fromkeys(record.ids) if each not in known.identified]
    TopicIdentifier.objects.bulk_create(
        TopicIdentifier(topic=topic, scheme=scheme, value=value) for scheme, value in new
    )
    for identifier in new:
        known.identify(topic.pk, identifier)
    return bool(new)


def _name(topic: Topic, said: Said, source: Source, known: Known) -> bool:
    """Add a word, unless it is there or was taken away. A title that changed takes the place of the one before."""
    key = fold(said.text)
    place = (topic.pk, said.language, key)
    if not key or place in known.withheld:
        return False
    there = known.names.get(place)
    kind = said.kind
    if kind == NameKind.PREFERRED:
        kind = _kind_of_title(topic, said.language, key, source, known)
    elif said.language != "en" and (topic.pk, said.language) not in known.preferred:
        kind = NameKind.PREFERRED
    if there is None:
        TopicName.objects.create(topic=topic, language=said.language, kind=kind, name=said.text, key=key, source=source)
    elif there == source and kind == NameKind.PREFERRED and known.preferred.get(place[:2]) != (key, source):
        TopicName.objects.filter(topic=topic, language=said.language, key=key).update(kind=kind)
    else:
        return False
    known.add_name(topic.pk, said.language, key, kind, source)
    return True


def _kind_of_title(topic: Topic, language: str, key: str, source: Source, known: Known) -> NameKind:
    """Return how a title is kept: preferred where nobody else chose a name, else beside the one that was chosen."""
    chosen = known.preferred.get((topic.pk, language))
    if chosen is None or chosen == (key, source):
        return NameKind.PREFERRED
    if chosen[1] != source or source == Source.DISEASE_ONTOLOGY:
        return NameKind.CLINICAL if source == Source.DISEASE_ONTOLOGY else NameKind.EVERYDAY
    TopicName.objects.filter(topic=topic, language=language, kind=NameKind.PREFERRED).update(kind=NameKind.EVERYDAY)
    return NameKind.PREFERRED


def _describe(topic: Topic, record: Record) -> bool:
    """Keep the collection's sentence where the site says none: a topic may be several there, each with its own."""
    said = topic.brought | {code: text for code, text in record.sentences.items() if code not in topic.description}
    if said == topic.brought:
        return False
    topic.brought = said
    Topic.objects.filter(pk=topic.pk).update(brought=said)
    return True


def _place(topic: Topic, record: Record, known: Known) -> bool:
    """Put a topic that was brought in under what is above it. Where the site put its own topics is its own matter."""
    if topic.origin == Source.HOUSE:
        return False
    found = (known.slugs.get(BROADER[name]) if name in BROADER else known.topic_called(name) for name in record.broader)
    above = {pk for pk in found if pk is not None and pk != topic.pk}
    new = {pk for pk in above if (topic.pk, pk) not in known.above and (pk, topic.pk) not in known.above}
    links = Topic.broader.through
    links.objects.bulk_create(links(from_topic=topic, to_topic_id=pk) for pk in sorted(new))
    known.above |= {(topic.pk, pk) for pk in new}
    return bool(new)
