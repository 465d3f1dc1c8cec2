from django.db import models
from django.utils import timezone


class Agreement(models.Model):
    """An account accepted one version of a document of the house."""

    account = models.ForeignKey("members.Account", on_delete=models.CASCADE, related_name="agreements")
    document = models.CharField(max_length=20, default="rules")
    version = models.CharField(max_length=20)
    accepted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "document", "version"], name="one_agreement_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.version}"


class Consent(models.Model):
    """An account's consent to one named use of health data, in the version it read. Rows that ended stay as a ledger.

    It ends when the person withdraws it, or when they agree to a newer version.
    """

    account = models.ForeignKey("members.Account", on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=30)
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "purpose"],
                condition=models.Q(withdrawn_at=None, replaced_at=None),
                name="one_living_consent_per_purpose",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.version}"
