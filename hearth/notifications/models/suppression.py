from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy


class Reason(models.TextChoices):
    """Why nothing is mailed to an address."""

    BOUNCED = "bounced", pgettext_lazy("mail to an address", "It came back for good")
    COMPLAINT = "complaint", pgettext_lazy("mail to an address", "It was called unwanted")


class Suppression(models.Model):
    """An address to which word is not mailed for now: kept as a keyed digest, so that it tells no address."""

    digest = models.CharField(max_length=64, unique=True)
    reason = models.CharField(max_length=10, choices=Reason)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"suppression {self.pk}"
