from django.db import models
from django.utils import timezone

from hearth.communities.models.labels import Labelled
from hearth.members.models import takes_words_along


def withdrawn(author: str = "author") -> models.Q:
    """Return the condition for what was written by somebody who has left and takes their words along.

    It waits to be erased, for thirty days; nobody reads it any more.
    """
    return takes_words_along(author)


class Written(Labelled):
    """What somebody wrote: kept as they wrote it, and as HTML to be shown.

    Hidden: a moderator took it away, its author and moderators still see it. Deleted: its words are gone for good, the
    row stays while others answered it.
    """

    author = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="%(class)ss")
    language = models.CharField(max_length=10, default="en")
    body = models.TextField(blank=True)
    body_html = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    helpful_count = models.PositiveIntegerField(default=0)
    with_you_count = models.PositiveIntegerField(default=0)
    thanks_count = models.PositiveIntegerField(default=0)
    has_pictures = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    @property
    def is_shown(self) -> bool:
        """Whether whoever may read the place may read it."""
        return self.hidden_at is None and self.deleted_at is None
