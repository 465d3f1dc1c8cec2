"""Discussions that may be about the same: their titles and openings share rare words, or they share topics."""

from collections.abc import Iterable
from typing import Any, Final

from django.db.models import QuerySet

from hearth.communities.models import Community, Discussion
from hearth.members.models import Member
from hearth.search.asked import Asked
from hearth.search.models import Document, DocumentQuerySet, Kind
from hearth.search.queries.candidates import counts_in, hits_of
from hearth.search.queries.ranking import ranked
from hearth.search.queries.scoring import Counts, worth_of
from hearth.search.queries.sight import COMMON, Sight
from hearth.search.queries.understanding import understand
from hearth.search.stems import words_of
from hearth.search.stopwords import is_of_any_question
from hearth.search.wanted import Clause, Wanted

SHOWN: Final = 5
SHARED_BY: Final = 0.1  # of what there is, or by FEW: a word that more hold is no likeness
FEW: Final = 5
RAREST: Final = 16  # words that are looked for
TOPIC: Final = 4.0  # what a shared topic counts, beside rare words
OF_TEXT: Final = 60  # words of a text, beside its title


def similar_to(
    title: str,
    *,
    viewer: Member | None,
    language: str,
    body: str = "",
    within: Community | None = None,
    topics: list[str] | None = None,
    but: Discussion | None = None,
) -> list[Discussion]:
    """Return up to SHOWN discussions that `viewer` may read and that ask something close, the closest first.

    `topics` are slugs; `but` is left out. Looked for in the community `within`, or everywhere. A few queries.
    """
    sight = Sight(Document.objects.visible_to(viewer))
    counts = _counted(title, body, language, sight)
    rare = _rare(counts)
    documents = sight.readable.filter(kind=Kind.DISCUSSION, discussion__hidden_at=None)
    documents = documents.filter(discussion__community=within) if within else documents
    documents = documents.exclude(discussion=but) if but else documents
    telling = worth_of(counts)
    hits = hits_of(documents, [Wanted(rare, any_will_do=True)], counts, telling)
    best = {hit.pk: value for value, hit in ranked(hits, [tuple(counts)], telling)[: SHOWN * 4]}
    about = list(_about(documents, topics or [])[: SHOWN * 4])
    tied = {*about, *_about(documents, topics or []).filter(pk__in=best)}
    worth = {pk: best.get(pk, 0.0) + TOPIC * (pk in tied) for pk in (*best, *about)}
    rows = {each.pk: each.discussion for each in _with_discussions(worth) if each.discussion}
    return [rows[pk] for pk in sorted(rows, key=lambda pk: (rows[pk].is_imported, -worth[pk], -pk))[:SHOWN]]


def _counted(title: str, body: str, language: str, sight: Sight) -> Counts:
    """Return what a question says, and in how many documents in `sight` it stands; not the words of any question."""
    words = dict.fromkeys(word for word in words_of(title) if not is_of_any_question(word))
    words |= dict.fromkeys([word for word in words_of(body) if not is_of_any_question(word)][:OF_TEXT])
    if not words:
        return {}
    counts = counts_in([Wanted(understand(Asked(tuple(words)), sight, language=language).clauses)], sight)
    return {clause: count for clause, count in counts.items() if count}


def _rare(counts: Counts) -> tuple[Clause, ...]:
    """Return the rarest of what a question says: not what many others hold as well."""
    total = Document.objects.order_by()[:COMMON].count()
    few = max(FEW, SHARED_BY * total)
    return tuple(each for each in sorted(counts, key=lambda each: counts[each]) if counts[each] <= few)[:RAREST]


def _about(documents: DocumentQuerySet, topics: list[str]) -> QuerySet[Any, Any]:
    """Return the keys of those of `documents` whose discussion is about one of `topics`, the newest first."""
    if not topics:
        return documents.none().values_list("pk", flat=True)
    tied = Discussion.topics.through._default_manager.filter(topic__slug__in=topics).values("discussion")
    return documents.filter(discussion__in=tied).order_by("-pk").values_list("pk", flat=True)


def _with_discussions(keys: Iterable[int]) -> QuerySet[Document]:
    return Document.objects.filter(pk__in=list(keys)).select_related("discussion__community")
