from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy

WHOLE = ""
"""Instead of a line: the whole reply."""


class FindingKind(models.TextChoices):
    """What somebody found of a reply or a line of it."""

    HELPED = "helped", pgettext_lazy("what somebody found of a reply", "It helped")
    OTHERWISE = "otherwise", pgettext_lazy("what somebody found of a reply", "I found otherwise")


class Finding(models.Model):
    """Whoever asked, or somebody who guides the community, found that a reply or a line of it helped, or otherwise.

    It holds no words: `line` is the key of a line (`lines.lines_of`), WHOLE for all of the reply. So nothing is shown
    that its author no longer says; see ADR 20. `member` is the face it is shown under: the asker's own in that
    discussion, or the one under which somebody guides the community.
    """

    discussion = models.ForeignKey("communities.Discussion", on_delete=models.CASCADE, related_name="findings")
    reply = models.ForeignKey("communities.Reply", on_delete=models.CASCADE, related_name="findings")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=10, choices=FindingKind)
    line = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reply", "member", "line"], name="one_finding_per_line")]

    def __str__(self) -> str:
        return f"finding {self.pk}"
