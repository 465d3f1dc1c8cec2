"""Writes to the vocabulary."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from hearth.core.folding import fold
from hearth.core.refusals import Refusal
from hearth.topics.models import NameKind, Topic, TopicName
from hearth.topics.vocabulary import Entry, first_vocabulary


class Name(NamedTuple):
    """A word for a topic: language code, kind, and the word itself (at most 100 characters)."""

    language: str
    kind: NameKind
    text: str


@transaction.atomic
def put_topic(
    slug: str,
    *,
    icon: str,
    names: Iterable[Name],
    description: Mapping[str, str],
    broader: Iterable[str] = (),
    related: Iterable[str] = (),
) -> Topic:
    """Make topic `slug` be exactly this, creating it when there is none; doing so twice changes nothing.

    `description` maps languages to one plain sentence. `broader` and `related` are slugs of topics that exist.
    Raises ValueError when a name has no letters or digits, when a language has no or two preferred names, or when a
    slug is unknown.
    """
    wanted = {(name.language, fold(name.text)): name for name in reversed(list(names))}
    _check_names(slug, wanted)
    topic, _new = Topic.objects.update_or_create(slug=slug, defaults={"icon": icon, "description": dict(description)})
    present = {(name.language, name.key): name for name in topic.names.all()}
    if {place: (name.kind, name.text) for place, name in wanted.items()} != {
        place: (name.kind, name.name) for place, name in present.items()
    }:
        topic.names.all().delete()
        TopicName.objects.bulk_create(
            TopicName(topic=topic, language=language, kind=name.kind, name=name.text, key=key)
            for (language, key), name in reversed(wanted.items())
        )
    topic.broader.set(_topics(broader))
    topic.related.set(_topics(related))
    return topic


@transaction.atomic
def rename_topic(topic: Topic, *, language: str, name: str) -> TopicName:
    """Prefer `name` for `topic` in `language`; the former name stays as an everyday word, so that it is still found.

    Raises Refusal when `name` has no letters or digits.
    """
    key = fold(name)
    if not key:
        raise Refusal(_("Give the topic a name with at least one letter or digit."))
    names = topic.names.filter(language=language)
    names.filter(kind=NameKind.PREFERRED).exclude(key=key).update(kind=NameKind.EVERYDAY)
    renamed, _new = names.update_or_create(
        key=key, defaults={"topic": topic, "language": language, "kind": NameKind.PREFERRED, "name": name}
    )
    return renamed


@transaction.atomic
def put_first_vocabulary() -> int:
    """Add the topics a new site begins with that are not there yet, and return how many were added.

    A topic that is there is left as it is: it belongs to the site's editors.
    """
    present = set(Topic.objects.values_list("slug", flat=True))
    missing = [entry for entry in first_vocabulary() if entry.slug not in present]
    for entry in missing:  # first every topic, so that the second round can tie them to each other
        put_topic(entry.slug, icon=entry.icon, names=_named(entry), description=entry.description)
    for entry in missing:
        topic = Topic.objects.get(slug=entry.slug)
        topic.broader.set(_topics(entry.broader))
        topic.related.add(*_topics(entry.related))
    return len(missing)


def _named(entry: Entry) -> list[Name]:
    return [Name(*name) for name in entry.names]


def _check_names(slug: str, wanted: Mapping[tuple[str, str], Name]) -> None:
    preferred = [language for (language, _key), name in wanted.items() if name.kind == NameKind.PREFERRED]
    if not all(key for _language, key in wanted):
        raise ValueError(f"{slug}: a name needs a letter or a digit.")
    if sorted(preferred) != sorted({language for language, _key in wanted}):
        raise ValueError(f"{slug}: every language needs one preferred name.")


def _topics(slugs: Iterable[str]) -> list[Topic]:
    wanted = set(slugs)
    found = list(Topic.objects.filter(slug__in=wanted))
    if len(found) != len(wanted):
        raise ValueError(f"No such topic: {', '.join(sorted(wanted - {topic.slug for topic in found}))}.")
    return found
