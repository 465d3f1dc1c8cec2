"""Where people belong."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearth.organizations.models.organization import Organization


class AffiliationRole(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Administrator")
    EDITOR = "editor", _("Editor")
    SOCIAL_MEDIA_LEAD = "social_media_lead", _("Social media lead")
    CLINICIAN = "clinician", _("Clinician")
    STAFF = "staff", _("Staff")


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    def administering(self) -> "AffiliationQuerySet":
        """Return those by which somebody administers an organisation."""
        return self.filter(role=AffiliationRole.ADMINISTRATOR, confirmed_at__isnull=False)


class Affiliation(models.Model):
    """A member belongs to an organisation, once the organisation has confirmed it.

    `is_listed` is the person's consent to be named: on its page, and its name on theirs.
    """

    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="affiliations")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="affiliations")
    role = models.CharField(max_length=20, choices=AffiliationRole, default=AffiliationRole.STAFF)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    is_listed = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "organization"], name="one_affiliation_per_organization"),
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None) | models.Q(declined_at=None), name="affiliation_one_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.organization}"
