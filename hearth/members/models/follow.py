from django.db import models
from django.utils import timezone


class Follow(models.Model):
    """A member wants word of another. Known to whoever follows; the other is not told."""

    follower = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="follows")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="follows_of")
    followed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follower", "member"], name="one_follow_per_member"),
            models.CheckConstraint(condition=~models.Q(follower=models.F("member")), name="nobody_follows_themself"),
        ]

    def __str__(self) -> str:
        return f"follow {self.pk}"


class TopicFollow(models.Model):
    """A member is interested in a topic: an interest, which says nothing of their own health."""

    follower = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="topic_follows")
    topic = models.ForeignKey("topics.Topic", on_delete=models.CASCADE, related_name="+")
    followed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follower", "topic"], name="one_follow_per_topic")]

    def __str__(self) -> str:
        return f"topic follow {self.pk}"
