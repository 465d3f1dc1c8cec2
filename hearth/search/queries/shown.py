"""Results as a page shows them, made from the living rows: a document holds no words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from hearth.communities.models import Community, Discussion, Reply
from hearth.communities.queries.authors import authors_of
from hearth.core.plaintext import to_text
from hearth.core.translated import Words, in_language
from hearth.members.models import Member, Presence, presence_of
from hearth.organizations.models import Organization
from hearth.search.models import Document, Kind
from hearth.search.queries.marking import MARK, Sought, by_first_stem, marked, snippet
from hearth.search.wanted import Clause
from hearth.topics.models import Topic
from hearth.topics.queries import TopicCard, cards_of


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that was found.

    Arguments:
        kind: what it is.
        address: where it is.
        title: its name; of a reply the title of its discussion, nothing where that was taken back.
        snippet: what it says around the words that were asked for, these marked.
        lang, text_lang: the languages of the title and of the snippet.
        place: the community it stands in.
        at: when it was written; None for what has no such time.
        replies: how many a discussion has; None for everything else.
        is_clinician: whether a verified clinician says it.
        beside: the name a topic was found by, where neither title nor snippet holds it.
    """

    kind: str
    address: str
    title: SafeString
    snippet: SafeString
    lang: str
    text_lang: str
    place: Community | None = None
    at: datetime | None = None
    replies: int | None = None
    is_clinician: bool = False
    beside: Words | None = None


LIVING: Final[dict[str, QuerySet[Any]]] = {
    Kind.DISCUSSION: Discussion.objects.select_related("community", "author").annotate(
        author_presence=presence_of("author")
    ),
    Kind.REPLY: Reply.objects.select_related("discussion__community", "author").annotate(
        author_presence=presence_of("author"), opener_presence=presence_of("discussion__author")
    ),
    Kind.COMMUNITY: Community.objects.all(),
    Kind.MEMBER: Member.objects.all(),
    Kind.ORGANIZATION: Organization.objects.all(),
    Kind.TOPIC: Topic.objects.prefetch_related("names"),
}


def results_of(keys: Sequence[int], *, clauses: Clause, viewer: Member | None, language: str) -> list[Result]:
    """Return the results for the documents `keys`, in the same order, with what `clauses` hold marked.

    The caller has just found them among what `viewer` may read. A few queries, however many keys.
    """
    documents = {
        each.pk: each for each in Document.objects.filter(pk__in=keys).only("kind", *(f"{kind}_id" for kind in Kind))
    }
    living: dict[tuple[str, int], Any] = {}
    for kind in {each.kind for each in documents.values()}:
        wanted = [each.living_id for each in documents.values() if each.kind == kind]
        living |= {(kind, row.pk): row for row in LIVING[Kind(kind)].all().filter(pk__in=wanted)}
    written = [row for row in living.values() if isinstance(row, Discussion | Reply)]
    clinicians = (
        {pk for pk, seen in authors_of(written, viewer=viewer).items() if seen.is_clinician} if written else set()
    )
    sought = by_first_stem(clauses)
    topics = [row for row in living.values() if isinstance(row, Topic)]
    cards = dict(zip((each.pk for each in topics), cards_of(topics, language=language), strict=True))
    rows = [(each, living.get((each.kind, each.living_id))) for key in keys if (each := documents.get(key))]
    return [
        _of_topic(row, cards[row.pk], sought, language)
        if isinstance(row, Topic)
        else _result(each, row, sought, clinicians, language)
        for each, row in rows
        if row is not None
    ]


def _result(document: Document, row: Any, sought: Sought, clinicians: set[int], language: str) -> Result:
    if isinstance(row, Discussion | Reply):
        talk = row.thread
        return Result(
            document.kind,
            row.get_absolute_url(),
            marked(_title(row), talk.language, sought),
            snippet(to_text(row.body_html), row.language, sought),
            talk.language,
            row.language,
            talk.community,
            row.created_at,
            talk.reply_count if row is talk else None,
            row.author_id in clinicians,
        )
    address, title, text = _named(row, language)
    said = marked(*title, sought), snippet(*text, sought)
    return Result(document.kind, address, *said, title.lang, text.lang)


def _of_topic(topic: Topic, card: TopicCard, sought: Sought, language: str) -> Result:
    said = marked(*card.name, sought), snippet(*card.description, sought)
    names = sorted(topic.names.all(), key=lambda name: (name.language != language, name.pk))
    words = (Words(name.name, name.language) for name in names)
    beside = None if MARK in "".join(said) else next((name for name in words if MARK in marked(*name, sought)), None)
    address = reverse("front:topic", args=[card.slug])
    return Result(Kind.TOPIC, address, *said, card.name.lang, card.description.lang, beside=beside)


def _title(row: Discussion | Reply) -> str:
    """Return the title of what `row` stands in, without the words that whoever left takes along."""
    is_taken = isinstance(row, Reply) and getattr(row, "opener_presence", "") == Presence.TAKING_WORDS
    return "" if is_taken else row.thread.title


def _named(row: Any, language: str) -> tuple[str, Words, Words]:
    if isinstance(row, Community):
        address = reverse("communities:community", args=[row.public_id, row.slug])
        return address, Words(row.name, row.lang), Words(row.description, row.lang)
    if isinstance(row, Member):
        return reverse("front:person", args=[row.public_id]), Words(row.name, ""), Words("", "")
    address = reverse("front:organization", args=[row.public_id])
    return address, Words(row.name, row.lang), in_language(row.description, language)
