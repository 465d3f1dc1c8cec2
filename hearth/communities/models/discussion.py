from datetime import timedelta
from typing import Any, Final

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from hearth.communities.models.community import is_readable, places_kept_by
from hearth.communities.models.written import Written, withdrawn
from hearth.core.ids import PublicIdField
from hearth.members import faces
from hearth.members.models import Member, is_parted

# The words that follow a discussion's id in addresses of their own: a title of just one of them is not its slug.
TAKEN = {
    "bookmark", "delete", "distance", "edit", "feed", "follow", "history", "lock", "merge", "move", "mute", "news",
    "notifications", "pin", "reactions", "replies", "section", "similar", "split",
}  # fmt: skip
GREETED: Final = timedelta(days=14)
"""How long the first words of somebody are marked, so that members greet them."""


class Answering(models.TextChoices):
    """Who may answer, as the asker wishes."""

    COMMUNITY = "community", _("Everyone in the community")
    CHOSEN = "chosen", _("People I follow, and mentors")
    NOBODY = "nobody", _("Nobody for now")


class DiscussionQuerySet(models.QuerySet["Discussion"]):
    def visible_to(self, viewer: Member | None) -> "DiscussionQuerySet":
        """The discussions `viewer` (None: a visitor) may read: in places they may read, and not hidden.

        One that was taken back stays where others answered it; so does, without its words, that of whoever has left and
        takes them along (`withdrawn`). Not among them: what was written by whom a block parts from the viewer, but
        where the viewer keeps order: nobody is to hide from those who do by blocking them.
        """
        readable = self.filter(is_readable(viewer, "community")).exclude(withdrawn(), reply_count=0)
        if viewer is None:
            return readable.filter(hidden_at=None)
        shown = (Q(hidden_at=None) | faces.same_person(viewer, "author")) & ~is_parted(viewer, "author")
        return readable.filter(shown | Q(community__in=places_kept_by(viewer)))

    def listed(self) -> "DiscussionQuerySet":
        """Those that lists show: with their opening, and nothing hidden."""
        return self.filter(hidden_at=None, deleted_at=None).exclude(withdrawn())


def _of_section() -> list[models.Index]:
    """The same orders within a section, for the few places that have any: no other discussion costs a row of them."""
    shown = Q(hidden_at=None, deleted_at=None, section__isnull=False)
    return [
        models.Index(fields=["section", "-active_at", "-id"], condition=shown, name="discussions_of_section"),
        models.Index(fields=["section", "-created_at", "-id"], condition=shown, name="discussions_of_section_by_age"),
        models.Index(
            fields=["section", "-created_at", "-id"],
            condition=shown & Q(asks=True, answered_at=None),
            name="discussions_of_section_waiting",
        ),
    ]


class Discussion(Written):
    """A question or a story, with a title, and what others answered.

    Arguments:
        since: the year since which its author lives with what they ask about, where they said so.
        asks: whether it waits for an answer until somebody gives one: neither what was brought in from a collection
            nor what was split off without a question in it.
        is_first: the first thing its author's name said in the house, so that members greet them.
        has_lived: somebody else answered who says that they have lived it, by what is shown.
        answered_at: when somebody else first answered, by what is shown: no answer of the author's own counts.
        helped_at: since when a reply that is shown, or a line of it, is kept as what helped.
        section: the part of its community it stands in, if any.
        is_rearranged: whether something was merged with it or split off it, see `Rearrangement`.
    """

    public_id = PublicIdField()
    community = models.ForeignKey("communities.Community", on_delete=models.PROTECT, related_name="discussions")
    section = models.ForeignKey(
        "communities.Section", null=True, blank=True, on_delete=models.SET_NULL, related_name="discussions"
    )
    title = models.CharField(max_length=150)
    excerpt = models.CharField(max_length=240, blank=True, editable=False)
    topics = models.ManyToManyField("topics.Topic", related_name="+", blank=True)
    answering = models.CharField(max_length=10, choices=Answering, default=Answering.COMMUNITY)
    since = models.PositiveSmallIntegerField(null=True, blank=True)
    asks = models.BooleanField(default=True, editable=False)
    reply_count = models.PositiveIntegerField(default=0)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_first = models.BooleanField(default=False, editable=False)
    has_lived = models.BooleanField(default=False, editable=False)
    helped_at = models.DateTimeField(null=True, blank=True, editable=False)
    active_at = models.DateTimeField(default=timezone.now)
    pinned_at = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    is_rearranged = models.BooleanField(default=False, editable=False)
    # Where it was brought in from, if it was: the key of the entry there, who says so, where, the licence, the day.
    source_key = models.CharField(max_length=64, null=True, editable=False)  # noqa: DJ001 (unique, if any)
    source_name = models.CharField(max_length=120, blank=True, editable=False)
    source_url = models.URLField(max_length=500, blank=True, editable=False)
    source_license = models.CharField(max_length=60, blank=True, editable=False)
    source_on = models.DateField(null=True, blank=True, editable=False)

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        constraints = [
            # Not `unique=True`: its index would be walked for the many that came from nowhere.
            models.UniqueConstraint(
                fields=["source_key"], condition=Q(source_key__isnull=False), name="one_discussion_per_source"
            )
        ]
        indexes = [
            models.Index(
                fields=["community", "-active_at", "-id"],
                condition=Q(hidden_at=None, deleted_at=None),
                name="discussions_of_community",
            ),
            models.Index(
                fields=["community", "-created_at", "-id"],
                condition=Q(hidden_at=None, deleted_at=None),
                name="discussions_by_age",
            ),
            *_of_section(),
            models.Index(fields=["author", "-created_at"], name="discussions_of_author"),
            models.Index(
                fields=["-active_at", "-id"],
                condition=Q(hidden_at=None, deleted_at=None, source_key=None),
                name="discussions_by_activity",
            ),
            models.Index(
                fields=["community", "-created_at", "-id"],
                condition=Q(hidden_at=None, deleted_at=None, asks=True, answered_at=None),
                name="discussions_unanswered",
            ),
            models.Index(
                fields=["community", "-active_at", "-id"],
                condition=Q(hidden_at=None, deleted_at=None, has_lived=True),
                name="discussions_lived",
            ),
            models.Index(
                fields=["community", "-active_at", "-id"],
                condition=Q(hidden_at=None, deleted_at=None, helped_at__isnull=False),
                name="discussions_that_helped",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        """Its title as part of an address; the id before it decides."""
        slug = slugify(self.title, allow_unicode=True)[:80].strip("-") or "discussion"
        return f"{slug}-discussion" if slug in TAKEN else slug

    def get_absolute_url(self) -> str:
        return reverse("communities:discussion", args=[self.public_id, self.slug])

    @property
    def thread(self) -> "Discussion":
        """The discussion this stands in: itself, for its opening."""
        return self

    @property
    def row_key(self) -> dict[str, Any]:
        """What the rows about its opening hold: its reactions, pictures, mentions and revisions."""
        return {"discussion": self, "reply": None}

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None

    @property
    def is_to_be_greeted(self) -> bool:
        """Whether these are its author's first words here, and lately said."""
        return self.is_first and timezone.now() - self.created_at < GREETED

    @property
    def is_waiting(self) -> bool:
        """Whether it asks for an answer that nobody has given yet."""
        is_open = self.is_shown and not self.is_locked and self.answering != Answering.NOBODY
        return is_open and self.asks and self.answered_at is None

    @property
    def is_imported(self) -> bool:
        """Whether it was brought in from a collection: outside queues, answer times, homes and notifications."""
        return self.source_key is not None
