"""Making one topic of two, and two of one. Old addresses lead on, and whatever named a topic names what it became.

Who may do so is asked by the room above, which knows people.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hearth.activity.actions import record
from hearth.core.outer_cache import forget_pages
from hearth.core.refusals import Refusal
from hearth.core.turns import take_turn
from hearth.topics.models import FormerTopic, NameKind, Topic, TopicIdentifier, TopicName, WithheldName
from hearth.topics.ports import Link, links
from hearth.topics.queries.pages import topic_at
from hearth.topics.verbs import TOPIC_ADDED, TOPIC_CHANGED

LONGEST_SLUG = 50


@transaction.atomic
def merge_topics(topic: Topic, *, into: Topic) -> None:
    """Let `topic` go on as part of `into`: its words, identifiers, neighbours, and all that names it.

    Its address leads to `into`. Raises Refusal when the two are one, or became one in the meantime.
    """
    take_turn("topics.order")
    topic, into = topic_at(topic.slug), topic_at(into.slug)
    if topic.pk == into.pk:
        raise Refusal(_("A topic cannot be merged into itself."))
    _move_names(topic, into)
    for row in WithheldName.objects.filter(topic=topic):
        WithheldName.objects.get_or_create(topic=into, language=row.language, key=row.key)
    TopicIdentifier.objects.filter(topic=topic).update(topic=into)
    FormerTopic.objects.filter(topic=topic).update(topic=into)
    into.description = topic.description | into.description
    into.brought = topic.brought | into.brought
    into.save(update_fields=["description", "brought"])
    around = {topic.pk, into.pk}
    for one, other in ((into.broader, topic.broader), (into.narrower, topic.narrower), (into.related, topic.related)):
        one.add(*other.exclude(pk__in=around))
    into.broader.remove(*into.narrower.all())  # what is under it stays there: nothing is above and under the same
    for link in links():
        _lead_on(link, topic, into)
    slug = topic.slug
    topic.delete()
    FormerTopic.objects.create(slug=slug, topic=into)
    record(TOPIC_CHANGED, by=None, subject=into)
    forget_pages()


@transaction.atomic
def split_topic(topic: Topic, names: Iterable[TopicName], *, description: dict[str, str]) -> Topic:
    """Make a topic of its own of some `names` of `topic`, beside it, and return it. Who follows one follows both.

    A slug that led to `topic` since a merge is taken again. What else names `topic` goes on naming it. Raises Refusal
    when no name is chosen, or none is left.
    """
    take_turn("topics.order")
    chosen = list(topic.names.filter(pk__in=[name.pk for name in names]).order_by("pk"))
    if not chosen:
        raise Refusal(_("Choose at least one word for the new topic."))
    if len(chosen) == topic.names.count():
        raise Refusal(_("Leave the topic at least one word."))
    slug = _slug(chosen, topic)
    FormerTopic.objects.filter(slug=slug, topic=topic).delete()
    made = Topic.objects.create(slug=slug, icon=topic.icon, shelf=topic.shelf, description=description)
    made.broader.set(topic.broader.all())
    made.related.set([*topic.related.all(), topic])
    TopicName.objects.filter(pk__in=[name.pk for name in chosen]).update(topic=made)
    WithheldName.objects.bulk_create(
        (WithheldName(topic=topic, language=name.language, key=name.key) for name in chosen), ignore_conflicts=True
    )
    for each in (topic, made):
        prefer_one(each)
    for link in links():
        if link.goes_along:
            _copy(link, topic, made)
    record(TOPIC_CHANGED, by=None, subject=topic)
    record(TOPIC_ADDED, by=None, subject=made)
    forget_pages()
    return made


def prefer_one(topic: Topic) -> None:
    """Let `topic` have a preferred name in every language it has a word in: the first, where there was none."""
    languages: dict[str, TopicName] = {}
    preferred = set()
    for name in topic.names.order_by("pk"):
        languages.setdefault(name.language, name)
        if name.kind == NameKind.PREFERRED:
            preferred.add(name.language)
    firsts = [name.pk for language, name in languages.items() if language not in preferred]
    TopicName.objects.filter(pk__in=firsts).update(kind=NameKind.PREFERRED)


def free_slug(words: str, *, of: Topic | None = None) -> str:
    """Return a slug made of `words` that leads to no topic, unless to `of`, into which it was merged."""
    base = slugify(words)[:LONGEST_SLUG].strip("-") or "topic"
    slug, number = base, 1
    while Topic.objects.filter(slug=slug).exists() or FormerTopic.objects.filter(slug=slug).exclude(topic=of).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


def _slug(chosen: list[TopicName], topic: Topic) -> str:
    best = min(chosen, key=lambda name: (name.language != "en", name.kind != NameKind.PREFERRED, name.pk))
    return free_slug(best.name, of=topic)


def _move_names(topic: Topic, into: Topic) -> None:
    there = {(name.language, name.key) for name in into.names.all()}
    preferred = {name.language for name in into.names.all() if name.kind == NameKind.PREFERRED}
    for name in topic.names.all():
        if (name.language, name.key) in there:
            continue
        if name.kind == NameKind.PREFERRED and name.language in preferred:
            name.kind = NameKind.EVERYDAY
        name.topic = into
        name.save(update_fields=["topic", "kind"])


def _lead_on(link: Link, topic: Topic, into: Topic) -> None:
    rows = link.model._default_manager.filter(**{link.field: topic})
    if link.beside:
        twin = link.model._default_manager.filter(**{link.field: into, link.beside: OuterRef(link.beside)})
        rows.filter(Exists(twin)).delete()
    rows.update(**{link.field: into})


def _copy(link: Link, topic: Topic, made: Topic) -> None:
    rows = list(link.model._default_manager.filter(**{link.field: topic}))
    for row in rows:
        row.pk = None
        setattr(row, link.field, made)
    link.model._default_manager.bulk_create(rows)
