from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hearth.core.ids import PublicIdField


class VerificationState(models.TextChoices):
    """How a request for the badge of a clinician stands."""

    OPEN = "open", _("waiting for a decision")
    APPROVED = "approved", _("approved")
    DECLINED = "declined", _("declined")
    TAKEN_BACK = "taken_back", _("taken back by you")
    RENEWED = "renewed", _("replaced by a newer one")
    LAPSED = "lapsed", pgettext_lazy("verification", "run out")
    ENDED = "ended", _("ended by us")
    RENAMED = "renamed", _("ended with the name it was for")


class Verification(models.Model):
    """A member asked for the badge of a clinician. The row stays as the trace; the evidence goes with the decision.

    `evidence` is the kind of file that is kept (`pdf`, `jpg`, `png`), empty once it is gone: see `members/evidence.py`.
    """

    public_id = PublicIdField()
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="verifications")
    state = models.CharField(max_length=10, choices=VerificationState, default=VerificationState.OPEN)
    field = models.CharField(max_length=60)
    country = models.CharField(max_length=2)
    registration_number = models.CharField(max_length=60, blank=True)
    evidence = models.CharField(max_length=4, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    standing_before = models.CharField(max_length=10, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member"], condition=Q(state="open"), name="one_open_verification"),
            models.UniqueConstraint(fields=["member"], condition=Q(state="approved"), name="one_living_verification"),
            models.CheckConstraint(
                condition=Q(state="open") | Q(registration_number="", evidence=""),
                name="evidence_goes_with_the_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"verification {self.pk}"
