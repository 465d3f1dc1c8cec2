from django.db import models
from django.db.models import Q

from hearth.activity.ports import How

MORNING = 8  # o'clock, where the person is


class Choice(models.Model):
    """How one person wants word of one kind: everywhere, in one community, or in one discussion of it."""

    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    community = models.ForeignKey(
        "communities.Community", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    discussion = models.ForeignKey(
        "communities.Discussion", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    how = models.CharField(max_length=10, choices=How)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind"], condition=Q(community=None, discussion=None), name="one_choice_per_kind"
            ),
            models.UniqueConstraint(fields=["member", "kind", "community"], name="one_choice_per_community"),
            models.UniqueConstraint(fields=["member", "kind", "discussion"], name="one_choice_per_discussion"),
            models.CheckConstraint(condition=Q(community=None) | Q(discussion=None), name="choice_is_for_one_place"),
        ]

    def __str__(self) -> str:
        return f"choice {self.pk}"


class Reception(models.Model):
    """When mail reaches one person, and what its subject may say. Times are theirs, by the clock where they are.

    Arguments:
        time_zone: a name of the IANA database; that of the site until they choose.
        hour, weekday: when digests come: 0 to 23; 0 is Monday.
        quiet_from, quiet_until: the hours between which no mail comes, 0 to 23; over midnight too.
        paused_until: until when nothing is mailed.
        is_named: whether subjects may say the title and who wrote.
        daily_at, weekly_at: when the next digest is due; reckoned anew with whatever it follows from.
    """

    member = models.OneToOneField("members.Member", primary_key=True, on_delete=models.CASCADE, related_name="+")
    time_zone = models.CharField(max_length=64, blank=True)
    hour = models.PositiveSmallIntegerField(default=MORNING)
    weekday = models.PositiveSmallIntegerField(default=0)
    quiet_from = models.PositiveSmallIntegerField(null=True, blank=True)
    quiet_until = models.PositiveSmallIntegerField(null=True, blank=True)
    paused_until = models.DateTimeField(null=True, blank=True)
    is_named = models.BooleanField(default=False)
    daily_at = models.DateTimeField(db_index=True)
    weekly_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_hours_begin_and_end",
            )
        ]

    def __str__(self) -> str:
        return f"reception {self.pk}"
