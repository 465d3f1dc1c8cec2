"""What lists of organisations say, each beside the organisation it is about, and how many there are of which kind."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearth.organizations.models.organization import Organization, OrganizationKind
from hearth.organizations.models.region import Region


class DirectorySource(models.Model):
    """A list that was read into the directory: whose it is, under which licence, and of which day.

    `key` never changes: the entries of a list are told from those of others by it.
    """

    key = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=160)
    publisher = models.CharField(max_length=160, blank=True)
    publisher_url = models.URLField(blank=True)
    country = models.CharField(max_length=2, blank=True)
    lang = models.CharField(max_length=10, default="en")
    licence = models.CharField(max_length=160)
    licence_url = models.URLField(blank=True)
    released_on = models.DateField(null=True, blank=True)
    imported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class DirectoryEntry(models.Model):
    """What one list says of one organisation, in the list's own words. It names no person.

    `identifier` is text, as the list writes it. `more` maps the list's own column names to what else it says.
    `digest` tells whether a row says something else than before; `closed_on` is set while the list has it no more, or
    says that it closed.
    """

    source = models.ForeignKey(DirectorySource, on_delete=models.PROTECT, related_name="entries", db_index=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="entries")
    identifier = models.CharField(max_length=80)
    name = models.CharField(max_length=160)
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=80, blank=True)
    county = models.CharField(max_length=80, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    website = models.URLField(blank=True)
    kind_words = models.CharField(max_length=160, blank=True)
    ownership = models.CharField(max_length=160, blank=True)
    more = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=32)
    closed_on = models.DateField(null=True, blank=True)
    first_seen_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "directory entries"
        constraints = [models.UniqueConstraint(fields=["source", "identifier"], name="one_entry_of_an_identifier")]
        indexes = [models.Index(fields=["source", "changed_at"], name="entry_by_change")]

    def __str__(self) -> str:
        return f"{self.source} · {self.identifier}"


class Presence(models.TextChoices):
    """What a count is of, beside the platforms of channels: all organisations, or those on no channel."""

    ANY = "", _("All")
    NONE = "none", _("On no channel")


class DirectoryCount(models.Model):
    """How many organisations there are with all of these in common; pages add these rows up instead of counting.

    `channel` is a platform, or a Presence. Made from the organisations and their accounts (`actions/counting.py`).
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="+", db_index=False)
    country = models.CharField(max_length=2)
    kind = models.CharField(max_length=20, choices=OrganizationKind)
    channel = models.CharField(max_length=20, blank=True)
    in_network = models.BooleanField()
    is_open = models.BooleanField()
    n = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "country", "region", "kind", "in_network", "is_open"], name="one_count_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.country} · {self.kind} · {self.n}"
