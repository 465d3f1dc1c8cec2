"""What happened, and who is owed word of it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearth.core.leases import Leased


class Activity(models.Model):
    """Somebody did something to something, as ids: no foreign keys and no content, so that erasure is complete."""

    verb = models.CharField(max_length=60)
    actor_type = models.CharField(max_length=60, blank=True)
    actor_id = models.BigIntegerField(null=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        indexes = [
            models.Index(fields=["actor_type", "actor_id", "at"], name="activity_of_actor"),
            models.Index(fields=["subject_type", "subject_id"], name="activity_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.pk}"


class Delivery(Leased):
    """Word of an activity that one handler is owed."""

    KIND = "deliveries"

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="deliveries")
    handler = models.CharField(max_length=120)

    class Meta(Leased.Meta):
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [models.UniqueConstraint(fields=["activity", "handler"], name="one_delivery_per_handler")]
        permissions = [("operate", "Can see background work and try it again")]

    def __str__(self) -> str:
        return f"{self.activity.verb} → {self.handler}"
