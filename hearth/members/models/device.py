from django.db import models
from django.utils import timezone

from hearth.core.ids import PublicIdField, chance_public_id


class Device(models.Model):
    """Where an account is signed in: one row beside each session, gone when the session goes.

    What is kept is the kind of browser and system, and the day it was last used: no network address, and nothing that
    would tell two such browsers apart.
    """

    public_id = PublicIdField(default=chance_public_id)
    account = models.ForeignKey("members.Account", on_delete=models.CASCADE, related_name="devices")
    session = models.OneToOneField("sessions.Session", on_delete=models.CASCADE, related_name="device")
    browser = models.CharField(max_length=20, blank=True)
    system = models.CharField(max_length=20, blank=True)
    signed_in_at = models.DateTimeField(default=timezone.now)
    seen_on = models.DateField()

    def __str__(self) -> str:
        return f"device {self.pk}"
