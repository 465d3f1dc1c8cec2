"""Organisations: those of the network, and those that the directory knows of."""

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearth.core.ids import PublicIdField
from hearth.core.marks import initials_of, tint_of
from hearth.organizations.models.region import Region


class OrganizationKind(models.TextChoices):
    HOSPITAL = "hospital", _("Hospital")
    CLINIC = "clinic", _("Clinic")
    NON_PROFIT = "non_profit", _("Non-profit")
    PATIENT_ASSOCIATION = "patient_association", _("Patient association")
    PROFESSIONAL_BODY = "professional_body", _("Professional body")
    AGENCY = "agency", _("Public agency")
    UNIVERSITY = "university", _("University")
    COMPANY = "company", _("Company")


class OrganizationSize(models.TextChoices):
    """How many people work there."""

    SMALL = "small", _("Fewer than 10 people")
    MEDIUM = "medium", _("10 to 99 people")
    LARGE = "large", _("100 to 999 people")
    VERY_LARGE = "very_large", _("1,000 people or more")


class Origin(models.TextChoices):
    """Who entered it: people of the network, or a list that was read into the directory."""

    PEOPLE = "people", _("People")
    DIRECTORY = "directory", _("Directory")


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def in_network(self) -> "OrganizationQuerySet":
        """Return those that belong to the network now."""
        return self.filter(joined_on__isnull=False)

    def open(self) -> "OrganizationQuerySet":
        """Return those that have not closed, as far as anybody knows."""
        return self.filter(closed_on__isnull=True)


class Organization(models.Model):
    """A health organisation, as the public sees it: a member of the network, or known to the directory alone.

    `joined_on` is set while it belongs to the network. `names`, `description`, `offers`, `who_pays` and `behind` map
    languages to text; `names` are its names in other languages than `lang`. `mark` is the key of its picture.
    """

    public_id = PublicIdField()
    name = models.CharField(max_length=160)
    name_key = models.CharField(max_length=200, editable=False)
    names = models.JSONField(default=dict, blank=True)
    lang = models.CharField(max_length=10, default="en")
    kind = models.CharField(max_length=20, choices=OrganizationKind)
    size = models.CharField(max_length=20, choices=OrganizationSize, blank=True)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.PEOPLE, editable=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="organizations")
    country = models.CharField(max_length=2)
    place = models.CharField(max_length=80, blank=True)
    languages = models.JSONField(default=list, blank=True)
    description = models.JSONField(default=dict, blank=True)
    offers = models.JSONField(default=dict, blank=True)
    who_pays = models.JSONField(default=dict, blank=True)
    behind = models.JSONField(default=dict, blank=True)
    website = models.URLField(blank=True)
    mark = models.CharField(max_length=40, blank=True)
    founded_in = models.PositiveSmallIntegerField(null=True, blank=True)
    topics = models.ManyToManyField("topics.Topic", related_name="organizations", blank=True)
    is_host = models.BooleanField(default=False)
    joined_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now, db_default=Now())

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["is_host"], condition=models.Q(is_host=True), name="one_host_organization"),
            models.UniqueConstraint(
                fields=["name_key", "country"],
                condition=models.Q(origin=Origin.PEOPLE),
                name="one_organization_of_a_name",
            ),
        ]
        indexes = [
            models.Index(fields=["name_key", "id"], name="directory_by_name"),
            models.Index(fields=["country", "name_key", "id"], name="directory_of_country"),
            models.Index(fields=["region", "name_key", "id"], name="directory_of_region"),
            models.Index(fields=["kind", "name_key", "id"], name="directory_of_kind"),
            models.Index(fields=["changed_at", "id"], name="directory_by_change"),
            models.Index(
                fields=["name_key", "id"], condition=models.Q(closed_on__isnull=False), name="directory_closed"
            ),
            models.Index(
                fields=["name_key", "id"], condition=models.Q(joined_on__isnull=False), name="organization_by_name"
            ),
            models.Index(
                fields=["region", "name_key", "id"],
                condition=models.Q(joined_on__isnull=False),
                name="organization_of_region",
            ),
            models.Index(
                fields=["country", "name_key", "id"],
                condition=models.Q(joined_on__isnull=False),
                name="organization_of_country",
            ),
            models.Index(
                fields=["region", "joined_on"], condition=models.Q(joined_on__isnull=False), name="organization_growth"
            ),
            models.Index(
                fields=["region", "country"], condition=models.Q(joined_on__isnull=False), name="organization_place"
            ),
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
    """A language that an organisation of the network works in, in a row of its own: a region's can be counted."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    language = models.CharField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "language"], name="one_row_per_language")]
        indexes = [models.Index(fields=["region", "language"], name="language_of_region")]

    def __str__(self) -> str:
        return f"{self.organization} · {self.language}"
