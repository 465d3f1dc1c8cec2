"""Who was asked to join, by the leaders of a region; and who offers to lead one."""

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearth.core.ids import PublicIdField
from hearth.organizations.models.application import Application
from hearth.organizations.models.region import Region


class ProspectState(models.TextChoices):
    NEW = "new", _("Not approached yet")
    APPROACHED = "approached", _("Approached")
    INTERESTED = "interested", _("Interested")
    INVITED = "invited", _("Invited")
    APPLIED = "applied", _("Has applied")
    JOINED = "joined", _("Joined")
    NOT_NOW = "not_now", _("Not now")


class Prospect(models.Model):
    """An organisation that might join, as the leaders of its region keep it.

    `contact` is who is spoken with there, personal data: it is forgotten a year after the last step.
    """

    public_id = PublicIdField()
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="prospects")
    name = models.CharField(max_length=160)
    country = models.CharField(max_length=2)
    contact = models.CharField(max_length=120, blank=True)
    channel = models.CharField(max_length=120, blank=True)
    next_step = models.CharField(max_length=200, blank=True)
    next_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=ProspectState, default=ProspectState.NEW)
    kept_by = models.ForeignKey("members.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    stepped_at = models.DateTimeField(default=timezone.now, db_default=Now())

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["region", "state"], name="prospect_of_region")]

    def __str__(self) -> str:
        return self.name


class ProspectStep(models.Model):
    """What was said or done about a prospect, in the words of a leader."""

    prospect = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="steps")
    by = models.ForeignKey("members.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    words = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=ProspectState)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.prospect} · {self.get_state_display()}"


class ProspectInvitation(models.Model):
    """A link that lets one organisation apply with what is known of it; of its secret a keyed digest is kept."""

    public_id = PublicIdField()
    prospect = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    application = models.OneToOneField(
        Application, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitation"
    )
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.prospect} · {self.expires_at}"


class LeadershipOffer(models.Model):
    """A member offers to lead a region; the host's staff read it, and appoint or thank them in words of their own."""

    public_id = PublicIdField()
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="leadership_offers")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="offers")
    words = models.TextField()
    answer = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "region"], condition=models.Q(answered_at=None), name="one_open_offer_to_lead"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.region}"
