"""How an organisation is reached, and which addresses are its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hearth.core.ids import PublicIdField, chance_public_id
from hearth.organizations.models.accounts import Outcome, Proof
from hearth.organizations.models.organization import Organization


class OfficePurpose(models.TextChoices):
    """What one turns to it for."""

    GENERAL = "general", _("General questions")
    APPOINTMENTS = "appointments", _("Appointments")
    INTERNATIONAL = "international", _("International patients")
    PRESS = "press", _("Press")
    DONATIONS = "donations", _("Donations")
    VOLUNTEERS = "volunteers", _("Volunteers")
    OTHER = "other", _("Something else")


class Office(models.Model):
    """A place, a telephone or an address of an organisation, with what it is for. Public; it names no person."""

    public_id = PublicIdField()
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="offices")
    purpose = models.CharField(max_length=20, choices=OfficePurpose, default=OfficePurpose.GENERAL)
    name = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    hours = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.organization} · {self.get_purpose_display()}"


def new_token() -> str:
    """Return what a domain or a site shows us, about 147 bits: nobody guesses it."""
    return chance_public_id() + chance_public_id() + chance_public_id()


class Domain(models.Model):
    """A domain that an organisation says is its own, in ASCII (`xn--`) and small letters; once proven, it counts.

    `token` is what it shows in its records or in a file.
    """

    public_id = PublicIdField()
    token = models.CharField(max_length=40, default=new_token, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="domains")
    name = models.CharField(max_length=253)
    proof = models.CharField(max_length=20, choices=Proof, blank=True)
    proven_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    misses = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "name"], name="one_domain_of_a_name")]
        indexes = [models.Index(fields=["name"], condition=models.Q(proven_at__isnull=False), name="proven_domain")]

    def __str__(self) -> str:
        return f"{self.organization} · {self.name}"
