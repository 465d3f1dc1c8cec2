from django.db import models
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from hearth.communities.models.labels import Labelled


class Attention(models.Model):
    """What a person keeps about one discussion: how far they read, and whether they follow, mute or keep it.

    While they mute it a follow rests: what gives word of a discussion asks for both. Private to the person; `member` is
    their main name whichever they write under.
    """

    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="attentions")
    discussion = models.ForeignKey("communities.Discussion", on_delete=models.CASCADE, related_name="attentions")
    read_at = models.DateTimeField(null=True, blank=True)
    follows = models.BooleanField(default=False)
    mutes = models.BooleanField(default=False)
    bookmarked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "discussion"], name="one_attention_per_discussion"),
        ]
        indexes = [
            models.Index(fields=["member", "-bookmarked_at"], name="bookmarks_of_member"),
        ]

    def __str__(self) -> str:
        return f"attention {self.pk}"


class Draft(Labelled):
    """Words that were not posted yet: an answer, or the opening of a discussion. Private, for thirty days.

    With them goes all that was chosen: what is answered, and the name to appear under. `name` is that choice, and
    `pseudonym` what was typed for it: no name is made, and nobody's name is held, before the words are posted.
    """

    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="drafts")
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    discussion = models.ForeignKey(
        "communities.Discussion", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    parent = models.ForeignKey("communities.Reply", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=150, blank=True)
    body = models.TextField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    section = models.ForeignKey(
        "communities.Section", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    topics = models.ManyToManyField("topics.Topic", related_name="+", blank=True)
    answering = models.CharField(max_length=10, blank=True)
    since = models.PositiveSmallIntegerField(null=True, blank=True)
    name = models.CharField(max_length=10, blank=True)
    pseudonym = models.CharField(max_length=40, blank=True)
    saved_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "discussion"], name="one_draft_per_discussion"),
            models.UniqueConstraint(
                fields=["member", "community"],
                condition=models.Q(discussion=None),
                name="one_draft_opening_per_community",
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"


class Revision(Labelled):
    """What a text said before it was changed, with its labels. Seen by its author and moderators; goes with the text.

    Arguments:
        body: HTML, cleaned when it was kept: many are shown at once.
        alternatives: what was to be seen on its pictures, where the change was about them.
    """

    discussion = models.ForeignKey("communities.Discussion", on_delete=models.CASCADE, related_name="revisions")
    reply = models.ForeignKey(
        "communities.Reply", null=True, blank=True, on_delete=models.CASCADE, related_name="revisions"
    )
    title = models.CharField(max_length=150, blank=True)
    body = models.TextField(blank=True)
    alternatives = models.JSONField(default=list)
    since = models.PositiveSmallIntegerField(null=True, blank=True)
    until = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    @property
    def html(self) -> SafeString:
        """Its words, to be shown."""
        return mark_safe(self.body)  # noqa: S308  (see the field)

    def __str__(self) -> str:
        return f"revision {self.pk}"
