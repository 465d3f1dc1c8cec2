from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Received(models.Model):
    """That a message came in, as a keyed digest of its Message-ID and its sender: a second time it does nothing."""

    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"received {self.pk}"


class Suppression(models.Model):
    """An address that gets no word from us, as a keyed digest: mail to it cannot be delivered, or was called spam."""

    class Reason(models.TextChoices):
        BOUNCE = "bounce", _("Mail could not be delivered")
        COMPLAINT = "complaint", _("Our mail was called spam")

    digest = models.CharField(max_length=64, unique=True)
    reason = models.CharField(max_length=10, choices=Reason)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"suppression {self.pk}"
