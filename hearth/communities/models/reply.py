from typing import TYPE_CHECKING, Any, Final

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from hearth.communities.models.written import Written
from hearth.core.ids import PublicIdField

if TYPE_CHECKING:
    from hearth.communities.models.discussion import Discussion


BEGAN: Final = (F("moved_at").asc(nulls_first=True), "pk")
"""The order in which a person's replies in a discussion tell under which name they began there: what was written
elsewhere and taken here comes last, so that no merge gives somebody another name than the one they go on with."""


class Reply(Written):
    """An answer in a discussion, or to one of its answers: one level of threading.

    Arguments:
        moved_at: when it was taken here from another discussion, by a merge or a split; None where it was written here.
        speaks_to: what it answers, where that is another answer under the same parent: so merging left it.
    """

    public_id = PublicIdField()
    discussion = models.ForeignKey("communities.Discussion", on_delete=models.CASCADE, related_name="replies")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies")
    speaks_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    moved_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name_plural = "replies"
        indexes = [
            models.Index(fields=["discussion", "parent", "id"], name="replies_of_discussion"),
            models.Index(fields=["author", "-created_at"], name="replies_of_author"),
            models.Index(fields=["discussion", "id"], condition=Q(is_lived=True), name="replies_lived"),
        ]

    def __str__(self) -> str:
        return f"reply {self.public_id}"

    def get_absolute_url(self) -> str:
        return reverse("communities:reply", args=[self.public_id])

    @property
    def thread(self) -> "Discussion":
        """The discussion this stands in."""
        return self.discussion

    @property
    def row_key(self) -> dict[str, Any]:
        """What the rows about it hold: its reactions, pictures, mentions and revisions."""
        return {"discussion_id": self.discussion_id, "reply": self}


class ReactionKind(models.TextChoices):
    """What one can say without words."""

    HELPFUL = "helpful", pgettext_lazy("reaction", "Helpful")
    WITH_YOU = "with_you", pgettext_lazy("reaction", "With you")
    THANKS = "thanks", pgettext_lazy("reaction", "Thank you")


class Reaction(models.Model):
    """A person's reaction to a reply, or to the opening of a discussion. Shown as counts; never who.

    `member` is the person's main name whichever they write under, so that it is one per person and points to no alias.
    """

    discussion = models.ForeignKey("communities.Discussion", on_delete=models.CASCADE, related_name="reactions")
    reply = models.ForeignKey(Reply, null=True, blank=True, on_delete=models.CASCADE, related_name="reactions")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=10, choices=ReactionKind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reply", "member", "kind"], name="one_reaction_per_reply"),
            models.UniqueConstraint(
                fields=["discussion", "member", "kind"], condition=Q(reply=None), name="one_reaction_per_opening"
            ),
        ]
        indexes = [models.Index(fields=["member", "discussion"], name="reactions_of_member")]

    def __str__(self) -> str:
        return f"reaction {self.pk}"
