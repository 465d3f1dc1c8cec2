from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What was done with discussions."""

    MERGED = "merged", pgettext_lazy("of discussions", "Merged")
    SPLIT = "split", pgettext_lazy("of discussions", "Split")


class Rearrangement(models.Model):
    """The trace of a merge or a split: who did it, when, and how many replies went where. It holds no words.

    Arguments:
        source: the discussion the replies were taken from; None for a merge, after which it is no more.
        to: the discussion in which they stand now.
        reply: of a merge, the reply that the other discussion's opening has become.
        count: how many replies went along, the opening not counted; of a split all that were taken and shown.
        by: the name under which it was done; None once that person is erased.
    """

    kind = models.CharField(max_length=6, choices=Kind)
    source = models.ForeignKey("communities.Discussion", null=True, on_delete=models.SET_NULL, related_name="+")
    to = models.ForeignKey("communities.Discussion", on_delete=models.CASCADE, related_name="+")
    reply = models.ForeignKey("communities.Reply", null=True, on_delete=models.SET_NULL, related_name="+")
    count = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("members.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"rearrangement {self.pk}"
