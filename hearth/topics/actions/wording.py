"""What people of this site change about a topic's words. No collection that is read in later changes it back.

Who may do so is asked by the room above, which knows people.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from hearth.activity.actions import record
from hearth.core.folding import fold
from hearth.core.outer_cache import forget_pages
from hearth.core.refusals import Refusal
from hearth.core.turns import take_turn
from hearth.topics.actions.merging import free_slug, prefer_one
from hearth.topics.actions.vocabulary import Name
from hearth.topics.models import NameKind, Shelf, Source, Topic, TopicName, WithheldName
from hearth.topics.queries.pages import topic_at
from hearth.topics.verbs import TOPIC_ADDED, TOPIC_CHANGED


@transaction.atomic
def make_topic(name: Name, *, description: str, broader: Iterable[Topic], icon: str = "leaf") -> Topic:
    """Return a new topic of this site, called `name`, described by one sentence in the language of the name.

    Without anything `broader` it stands among life's topics. Raises Refusal when the name holds no letter or digit.
    """
    above = list(broader)
    slug = free_slug(name.text)
    topic = Topic.objects.create(
        slug=slug,
        icon=above[0].icon if above else icon,
        shelf="" if above else Shelf.LIFE,
        description={name.language: description} if description else {},
    )
    topic.broader.set(above)
    _add_name(topic, name._replace(kind=NameKind.PREFERRED))
    record(TOPIC_ADDED, by=None, subject=topic)
    return topic


@transaction.atomic
def add_name(topic: Topic, name: Name) -> None:
    """Give `topic` one more word; the same again changes only its kind. A preferred one takes the place of the other.

    One that was merged meanwhile goes on as another. Raises Refusal when it holds no letter or digit.
    """
    take_turn("topics.order")
    topic = topic_at(topic.slug)
    _add_name(topic, name)
    record(TOPIC_CHANGED, by=None, subject=topic)


def _add_name(topic: Topic, name: Name) -> None:
    key = fold(name.text)
    if not key:
        raise Refusal(_("A word for a topic needs a letter or a digit."))
    in_language = topic.names.filter(language=name.language)
    if name.kind == NameKind.PREFERRED:
        in_language.filter(kind=NameKind.PREFERRED).update(kind=NameKind.EVERYDAY)
    WithheldName.objects.filter(topic=topic, language=name.language, key=key).delete()
    TopicName.objects.update_or_create(
        topic=topic,
        language=name.language,
        key=key,
        defaults={"name": name.text, "kind": name.kind, "source": Source.HOUSE},
    )
    prefer_one(topic)
    forget_pages()


@transaction.atomic
def remove_name(name: TopicName) -> None:
    """Take a word from its topic for good; nothing where it is gone already. Raises Refusal when it is its last one."""
    take_turn("topics.order")
    held = TopicName.objects.select_related("topic").filter(pk=name.pk).first()
    if held is None:
        return
    name, topic = held, held.topic  # meanwhile another topic's, where the two were merged
    if topic.names.count() == 1:
        raise Refusal(_("Leave the topic at least one word."))
    WithheldName.objects.get_or_create(topic=topic, language=name.language, key=name.key)
    name.delete()
    prefer_one(topic)
    record(TOPIC_CHANGED, by=None, subject=topic)
    forget_pages()


@transaction.atomic
def describe_topic(topic: Topic, *, language: str, sentence: str) -> None:
    """Say in one sentence what `topic` is about, in `language`; nothing takes the site's own sentence away."""
    take_turn("topics.order")
    kept = topic_at(topic.slug)
    kept.description = {code: said for code, said in (kept.description | {language: sentence}).items() if said}
    kept.save(update_fields=["description"])
    record(TOPIC_CHANGED, by=None, subject=kept)
    forget_pages()
