"""Asking to belong to the network, for an organisation or for oneself."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearth.core.ids import PublicIdField
from hearth.organizations.models.membership import NetworkMembership
from hearth.organizations.models.organization import Organization, OrganizationKind, OrganizationSize
from hearth.organizations.models.region import Region


class ApplicationState(models.TextChoices):
    """`SEEN`: a leader of the region has said what they think, and the host decides."""

    OPEN = "open", _("Waits for the leader of the region")
    SEEN = "seen", _("Waits for the host of the network")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


WAITING = (ApplicationState.OPEN, ApplicationState.SEEN)


class Application(models.Model):
    """A member asks to join, for `organization`, for one that is not entered yet, or for themself (without a name).

    Read by the applicant, the leaders of the region and the host's staff, by nobody else.
    """

    public_id = PublicIdField()
    applicant = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="applications")
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="applications"
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="applications")
    country = models.CharField(max_length=2)
    name = models.CharField(max_length=160, blank=True)
    lang = models.CharField(max_length=10, default="en")
    kind = models.CharField(max_length=20, choices=OrganizationKind, blank=True)
    size = models.CharField(max_length=20, choices=OrganizationSize, blank=True)
    place = models.CharField(max_length=80, blank=True)
    website = models.URLField(blank=True)
    languages = models.JSONField(default=list, blank=True)
    who = models.CharField(max_length=200)
    why = models.TextField()
    shares = models.TextField(blank=True)
    rules_version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=ApplicationState, default=ApplicationState.OPEN)
    recommends = models.BooleanField(null=True, blank=True)
    recommendation = models.TextField(blank=True)
    recommended_by = models.ForeignKey("members.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey("members.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    membership = models.ForeignKey(
        NetworkMembership, null=True, blank=True, on_delete=models.SET_NULL, related_name="applications"
    )

    class Meta:
        indexes = [models.Index(fields=["region", "state", "created_at"], name="application_of_region")]

    def __str__(self) -> str:
        return f"{self.name or self.applicant} · {self.get_state_display()}"

    @property
    def waits(self) -> bool:
        """Whether nobody has decided it yet."""
        return self.state in WAITING

    @property
    def is_for_self(self) -> bool:
        """Whether a person asks for themself."""
        return not self.name


class ApplicationMessage(models.Model):
    """A question or an answer about an application, read by whoever reads that."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey("members.Member", null=True, on_delete=models.CASCADE, related_name="+")
    words = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.application} · {self.at}"
