from django.db import models
from django.utils import timezone


class Mute(models.Model):
    """A member does not want another before their eyes unasked. The other is not told, and loses nothing."""

    muter = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="mutes")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="mutes_of")
    muted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["muter", "member"], name="one_mute_per_member")]

    def __str__(self) -> str:
        return f"mute {self.pk}"


class Block(models.Model):
    """Two faces part: whoever stands behind either does not see the other face any more.

    It is a pair of faces, so that it tells nobody which other faces belong to the same person.
    """

    blocker = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="blocks_of")
    blocked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="one_block_per_pair"),
            models.CheckConstraint(condition=~models.Q(blocker=models.F("blocked")), name="nobody_blocks_themself"),
        ]

    def __str__(self) -> str:
        return f"block {self.pk}"
