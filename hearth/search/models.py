from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db import models
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import RawSQL
from django.utils.translation import pgettext_lazy

from hearth.communities.models import Community, Discussion
from hearth.communities.models.community import keeps_order_anywhere
from hearth.communities.models.written import withdrawn
from hearth.communities.queries.discussions import shown_replies
from hearth.core.conditions import Written
from hearth.members import faces
from hearth.members.models import Member


class Kind(models.TextChoices):
    """What can be found; each is the name of the key that leads to the living row."""

    DISCUSSION = "discussion", pgettext_lazy("kind of result", "Discussions")
    REPLY = "reply", pgettext_lazy("kind of result", "Replies")
    COMMUNITY = "community", pgettext_lazy("kind of result", "Communities")
    MEMBER = "member", pgettext_lazy("kind of result", "People")
    ORGANIZATION = "organization", pgettext_lazy("kind of result", "Organisations")
    TOPIC = "topic", pgettext_lazy("kind of result", "Topics")


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, viewer: Member | None) -> "DocumentQuerySet":
        """The documents of what `viewer` (None: a visitor) may read now, as the living rows themselves say it.

        Each row is asked by its kind, so that the database walks what the words found and not everything there is.
        """
        return self.filter(_may_be_read_by(viewer, self))


def _may_be_read_by(viewer: Member | None, rows: DocumentQuerySet) -> RawSQL:
    """Return the condition that `viewer` may read what a row leads to.

    It is the same for everybody who keeps no order everywhere, but for who they are: so it is written once, for
    somebody who stands in for all of them. Whom staff rights let see more it is written for alone.
    """
    if viewer is None:
        return _for_visitors(rows.db).ask()
    keys = None if keeps_order_anywhere(viewer) else faces.in_place_of_stand_in(viewer)
    return Written.of(condition_for(viewer), rows).ask() if keys is None else _for_members(rows.db).ask(keys)


@cache
def _for_visitors(using: str) -> Written:
    return Written.of(condition_for(None), Document.objects.using(using)).lasting()


@cache
def _for_members(using: str) -> Written:
    return Written.of(condition_for(faces.stand_in()), Document.objects.using(using)).lasting()


def condition_for(viewer: Member | None) -> Case:
    """Return the condition that `viewer` may read what a row leads to, made for them alone."""
    # Not Exists: PostgreSQL may look up all that anybody may read, to ask it of a thousand rows.
    found = {kind: rows.filter(pk=OuterRef(kind)) for kind, rows in _readable_by(viewer).items()}
    there = {kind: rows.annotate(is_there=Value(True)).values("is_there")[:1] for kind, rows in found.items()}
    asked = (When(kind=kind, then=Subquery(row)) for kind, row in there.items())
    return Case(*asked, default=Value(True), output_field=BooleanField())


def _readable_by(viewer: Member | None) -> dict[str, QuerySet[Any]]:
    """Return the living rows that `viewer` may read, of each kind that not everybody may."""
    read = Discussion.objects.visible_to(viewer).order_by()
    replies = shown_replies(viewer).filter(Exists(read.filter(pk=OuterRef("discussion"))), deleted_at=None).order_by()
    return {
        Kind.DISCUSSION: read.filter(deleted_at=None).exclude(withdrawn()),
        Kind.REPLY: replies,
        Kind.COMMUNITY: Community.objects.visible_to(viewer).order_by(),
        Kind.MEMBER: Member.objects.visible_to(viewer).order_by(),
    }


class Document(models.Model):
    """The stems of one thing that can be found, and the key to the living row: it goes when that row goes.

    There is no readable text in it; titles and snippets are made from the living row. `at` is when that was written.
    """

    kind = models.CharField(max_length=12, choices=Kind)
    language = models.CharField(max_length=10, blank=True)
    title_stems = models.TextField()
    body_stems = models.TextField(blank=True)
    at = models.DateTimeField()
    discussion = models.OneToOneField("communities.Discussion", null=True, on_delete=models.CASCADE, related_name="+")
    reply = models.OneToOneField("communities.Reply", null=True, on_delete=models.CASCADE, related_name="+")
    community = models.OneToOneField("communities.Community", null=True, on_delete=models.CASCADE, related_name="+")
    member = models.OneToOneField("members.Member", null=True, on_delete=models.CASCADE, related_name="+")
    organization = models.OneToOneField(
        "organizations.Organization", null=True, on_delete=models.CASCADE, related_name="+"
    )
    topic = models.OneToOneField("topics.Topic", null=True, on_delete=models.CASCADE, related_name="+")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(*(Q(kind=kind, **{f"{kind}__isnull": False}) for kind in Kind), _connector=Q.OR),
                name="document_of_its_kind",
            )
        ]

    def __str__(self) -> str:
        return f"document of {self.kind} {self.living_id}"

    @property
    def living_id(self) -> int:
        """The primary key of the living row."""
        key: int = getattr(self, f"{self.kind}_id")
        return key

    def stems(self) -> set[str]:
        """Return the stems that stand in it."""
        return {*self.title_stems.split(), *self.body_stems.split()}

    def says(self, said: Mapping[str, Any]) -> bool:
        """Say whether it says `said`, by the names of its fields."""
        return bool(said) and all(getattr(self, name) == value for name, value in said.items())


class Word(models.Model):
    """A spelling that stands in some document of a language, and its stem: to know what somebody means who types it
    without its accents, or with a slip.

    Nobody is shown a word from here before a search with it finds something they may read.
    """

    key = models.CharField(max_length=80)
    shown = models.CharField(max_length=80)
    language = models.CharField(max_length=10, blank=True)
    stem = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shown", "language"], name="one_word_per_language")]
        # Not by `db_index`, which makes another one for beginnings on PostgreSQL: words are looked up whole.
        indexes = [models.Index(fields=["key"], name="word_by_key"), models.Index(fields=["stem"], name="word_by_stem")]

    def __str__(self) -> str:
        return self.shown
