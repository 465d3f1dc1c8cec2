from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearth.core.continents import Continent
from hearth.core.ids import PublicIdField
from hearth.core.marks import initials_of, tint_of


class OrganizationKind(models.TextChoices):
    HOSPITAL = "hospital", _("Hospital")
    CLINIC = "clinic", _("Clinic")
    NON_PROFIT = "non_profit", _("Non-profit")
    PATIENT_ASSOCIATION = "patient_association", _("Patient association")
    PROFESSIONAL_BODY = "professional_body", _("Professional body")
    AGENCY = "agency", _("Public agency")
    UNIVERSITY = "university", _("University")
    COMPANY = "company", _("Company")


class Region(models.Model):
    """A continent of the network; its name comes from the catalogue of translations."""

    code = models.CharField(max_length=20, primary_key=True, choices=Continent)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.get_code_display()


class Organization(models.Model):
    """A health organisation of the network, as the public sees it."""

    public_id = PublicIdField()
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=200, unique=True, editable=False)
    lang = models.CharField(max_length=10, default="en")
    kind = models.CharField(max_length=20, choices=OrganizationKind)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="organizations")
    country = models.CharField(max_length=2)
    place = models.CharField(max_length=80, blank=True)
    languages = models.JSONField(default=list, blank=True)
    description = models.JSONField(default=dict)
    who_pays = models.JSONField(default=dict, blank=True)
    website = models.URLField(blank=True)
    is_host = models.BooleanField(default=False)
    joined_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["is_host"], condition=models.Q(is_host=True), name="one_host_organization")
        ]
        indexes = [
            models.Index(fields=["region", "name_key"], name="organization_of_region"),
            models.Index(fields=["country", "name_key"], name="organization_of_country"),
            models.Index(fields=["region", "country"], name="organization_place"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        """One or two letters for the tile that stands for it."""
        return initials_of(self.name)

    @property
    def tint(self) -> int:
        """Tint of its tile, 1 to 8, steady for this organisation."""
        return tint_of(self.public_id)


class OrganizationLanguage(models.Model):
    """A language that an organisation of a region works in, in a row of its own so that a region's can be counted."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    language = models.CharField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "language"], name="one_row_per_language")]
        indexes = [models.Index(fields=["region", "language"], name="language_of_region")]

    def __str__(self) -> str:
        return f"{self.organization} · {self.language}"


class AffiliationRole(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Administrator")
    EDITOR = "editor", _("Editor")
    SOCIAL_MEDIA_LEAD = "social_media_lead", _("Social media lead")
    CLINICIAN = "clinician", _("Clinician")
    STAFF = "staff", _("Staff")


class Affiliation(models.Model):
    """A member belongs to an organisation, once the organisation has confirmed it."""

    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="affiliations")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="affiliations")
    role = models.CharField(max_length=20, choices=AffiliationRole, default=AffiliationRole.STAFF)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "organization"], name="one_affiliation_per_organization")
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.organization}"


class CommunityLeader(models.Model):
    """A member who recruits, welcomes and hosts in one region."""

    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="led_regions")
    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="leaders")
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "region"], name="one_leadership_per_region")]

    def __str__(self) -> str:
        return f"{self.member} · {self.region}"
