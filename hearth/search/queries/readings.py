"""What each living row says, for its document: whoever may read it, for that is asked when it is found."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import Model
from django.utils import timezone

from hearth.communities.models import Community, Discussion, Reply
from hearth.core.plaintext import to_text
from hearth.core.translated import Words
from hearth.members.models import Kind as FaceKind
from hearth.members.models import Member
from hearth.organizations.models import Organization
from hearth.search.models import Kind
from hearth.search.stems import stems_of
from hearth.topics.models import Topic


@dataclass(frozen=True, slots=True)
class Reading:
    """What one living row says: its key, when, in which language, its titles and bodies, each with its own."""

    key: int
    at: datetime
    language: str
    titles: list[Words]
    bodies: list[Words] = field(default_factory=list)

    def said(self) -> dict[str, Any]:
        """Return what the document says, by the names of its fields."""
        return {
            "language": self.language,
            "title_stems": _stems(self.titles),
            "body_stems": _stems(self.bodies),
            "at": self.at,
        }


def _stems(texts: list[Words]) -> str:
    return " ".join(filter(None, (stems_of(each.text, each.lang) for each in texts)))


def _discussions(keys: Collection[int]) -> list[Reading]:
    rows = Discussion.objects.filter(pk__in=keys, deleted_at=None).order_by("pk")
    return [
        Reading(row.pk, row.created_at, row.language, [_in(row.title, row)], [_in(to_text(row.body_html), row)])
        for row in rows.only("created_at", "language", "title", "body_html")
    ]


def _replies(keys: Collection[int]) -> list[Reading]:
    rows = Reply.objects.filter(pk__in=keys, deleted_at=None).order_by("pk")
    return [
        Reading(row.pk, row.created_at, row.language, [], [_in(to_text(row.body_html), row)])
        for row in rows.only("created_at", "language", "body_html")
    ]


def _communities(keys: Collection[int]) -> list[Reading]:
    return [
        Reading(row.pk, row.created_at, row.lang, [Words(row.name, row.lang)], [Words(row.description, row.lang)])
        for row in Community.objects.filter(pk__in=keys).order_by("pk")
    ]


def _members(keys: Collection[int]) -> list[Reading]:
    """Return the main names; what else stands on a page has its own audience, and other names have none."""
    rows = Member.objects.filter(pk__in=keys, kind=FaceKind.MAIN).order_by("pk")
    return [Reading(row.pk, row.created_at, "", [Words(row.name, "")]) for row in rows]


def _organizations(keys: Collection[int]) -> list[Reading]:
    return [
        Reading(
            row.pk,
            _midnight(row.joined_on or row.changed_at.date()),
            row.lang,
            [Words(row.name, row.lang)],
            [*_each(row.description), Words(row.place, "")],
        )
        for row in Organization.objects.filter(pk__in=keys).order_by("pk")
    ]


def _topics(keys: Collection[int]) -> list[Reading]:
    rows = Topic.objects.filter(pk__in=keys).prefetch_related("names").order_by("pk")
    return [Reading(row.pk, TOPICS_AT, "", _names(row), _each(row.brought | row.description)) for row in rows]


def _names(topic: Topic) -> list[Words]:
    return [Words(name.name, name.language) for name in sorted(topic.names.all(), key=lambda name: name.pk)]


def _each(texts: Mapping[str, str]) -> list[Words]:
    return [Words(text, language) for language, text in texts.items() if text]


def _in(text: str, row: Discussion | Reply) -> Words:
    return Words(text, row.language)


def _midnight(day: object) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))  # type: ignore[arg-type]


MODELS: Final[dict[str, type[Model]]] = {
    Kind.TOPIC: Topic,
    Kind.ORGANIZATION: Organization,
    Kind.COMMUNITY: Community,
    Kind.MEMBER: Member,
    Kind.DISCUSSION: Discussion,
    Kind.REPLY: Reply,
}
TOPICS_AT: Final = datetime(2026, 1, 1, tzinfo=timezone.get_default_timezone())
READINGS: Final[dict[str, Callable[[Collection[int]], list[Reading]]]] = {
    Kind.DISCUSSION: _discussions,
    Kind.REPLY: _replies,
    Kind.COMMUNITY: _communities,
    Kind.MEMBER: _members,
    Kind.ORGANIZATION: _organizations,
    Kind.TOPIC: _topics,
}
