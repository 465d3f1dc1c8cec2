"""Results as a page shows them, made from the living rows: a document holds no words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hearth.communities.models import Community, Discussion, Reply
from hearth.communities.queries.authors import authors_of
from hearth.core.plaintext import to_text
from hearth.core.translated import Words, in_language
from hearth.members.models import Member
from hearth.organizations.models import Organization
from hearth.search.models import Document, Kind
from hearth.search.stems import stem_of, words_of
from hearth.search.wanted import Clause
from hearth.topics.models import Topic
from hearth.topics.queries import cards_of

AROUND: Final = 14  # words before the first that was asked for
LONG: Final = 36  # words of a snippet
LOOKED_THROUGH: Final = 20_000  # characters of a text


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that was found.

    Arguments:
        kind: what it is.
        address: where it is.
        title: its name; of a reply the title of its discussion.
        snippet: what it says around the words that were asked for, these marked.
        lang: the language of both.
        place: the community it stands in.
        at: when it was written; None for what has no such time.
        replies: how many a discussion has; None for everything else.
        is_clinician: whether a verified clinician says it.
    """

    kind: str
    address: str
    title: SafeString
    snippet: SafeString
    lang: str
    place: Community | None = None
    at: datetime | None = None
    replies: int | None = None
    is_clinician: bool = False


LIVING: Final[dict[str, QuerySet[Any]]] = {
    Kind.DISCUSSION: Discussion.objects.select_related("community", "author"),
    Kind.REPLY: Reply.objects.select_related("discussion__community", "author"),
    Kind.COMMUNITY: Community.objects.all(),
    Kind.MEMBER: Member.objects.all(),
    Kind.ORGANIZATION: Organization.objects.all(),
    Kind.TOPIC: Topic.objects.all(),
}


def results_of(keys: Sequence[int], *, clauses: Clause, viewer: Member | None, language: str) -> list[Result]:
    """Return the results for the documents `keys`, in the same order, with the stems of `clauses` marked.

    The caller has just found them among what `viewer` may read. A few queries, however many keys.
    """
    documents = {each.pk: each for each in Document.objects.filter(pk__in=keys).defer("body_stems")}
    living: dict[tuple[str, int], Any] = {}
    for kind in {each.kind for each in documents.values()}:
        wanted = [each.living_id for each in documents.values() if each.kind == kind]
        living |= {(kind, row.pk): row for row in LIVING[Kind(kind)].all().filter(pk__in=wanted)}
    written = [row for row in living.values() if isinstance(row, Discussion | Reply)]
    clinicians = (
        {pk for pk, seen in authors_of(written, viewer=viewer).items() if seen.is_clinician} if written else set()
    )
    stems = {stem for phrase in clauses for stem in phrase}
    rows = [(each, living.get((each.kind, each.living_id))) for key in keys if (each := documents.get(key))]
    return [_result(each, row, stems, clinicians, language) for each, row in rows if row is not None]


def _result(document: Document, row: Any, stems: set[str], clinicians: set[int], language: str) -> Result:
    if isinstance(row, Discussion | Reply):
        talk = row.thread
        return Result(
            document.kind,
            row.get_absolute_url(),
            _marked(talk.title, talk.language, stems),
            snippet(to_text(row.body_html), row.language, stems),
            row.language,
            talk.community,
            row.created_at,
            talk.reply_count if row is talk else None,
            row.author_id in clinicians,
        )
    address, title, text = _named(row, language)
    return Result(
        document.kind, address, _marked(title.text, title.lang, stems), snippet(text.text, text.lang, stems), title.lang
    )


def _named(row: Any, language: str) -> tuple[str, Words, Words]:
    if isinstance(row, Community):
        address = reverse("communities:community", args=[row.public_id, row.slug])
        return address, Words(row.name, row.lang), Words(row.description, row.lang)
    if isinstance(row, Member):
        return reverse("front:person", args=[row.public_id]), Words(row.name, ""), Words("", "")
    if isinstance(row, Organization):
        address = reverse("front:organization", args=[row.public_id])
        return address, Words(row.name, row.lang), in_language(row.description, language)
    (card,) = cards_of([row], language=language)
    return reverse("front:topic", args=[card.slug]), card.name, card.description


def snippet(text: str, language: str, stems: set[str]) -> SafeString:
    """Return the words of `text` around the first place that holds most of `stems`, these marked; safe HTML."""
    parts = text[:LOOKED_THROUGH].split()
    hits = [at for at, part in enumerate(parts) if _is_meant(part, language, stems)]
    first = max(hits, key=lambda at: (sum(at <= other < at + LONG for other in hits), -at), default=0)
    start = max(0, first - AROUND) if len(parts) > LONG else 0
    shown = parts[start : start + LONG]
    before, after = "… " if start else "", " …" if start + LONG < len(parts) else ""
    return format_html("{}{}{}", before, _joined(shown, language, stems), after)


def _marked(text: str, language: str, stems: set[str]) -> SafeString:
    return _joined(text.split(), language, stems)


def _joined(parts: Iterable[str], language: str, stems: set[str]) -> SafeString:
    return format_html_join(" ", "{}", ((_mark(part, language, stems),) for part in parts))


_EDGES: Final = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)


def _mark(part: str, language: str, stems: set[str]) -> SafeString | str:
    if not _is_meant(part, language, stems):
        return part
    before, word, after = _EDGES.findall(part)[0]
    return format_html("{}<mark>{}</mark>{}", before, word, after)


def _is_meant(part: str, language: str, stems: set[str]) -> bool:
    return not _stems_of(part, language).isdisjoint(stems)


@lru_cache(maxsize=20_000)
def _stems_of(part: str, language: str) -> frozenset[str]:
    return frozenset(stem_of(word, language) for word in words_of(part))
