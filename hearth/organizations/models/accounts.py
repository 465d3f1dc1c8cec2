"""Where an organisation speaks outside of this site."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hearth.core.ids import PublicIdField
from hearth.organizations.models.organization import Organization


class Platform(models.TextChoices):
    """Kinds of channels that an organisation may be found on."""

    MASTODON = "mastodon", "Mastodon"
    BLUESKY = "bluesky", "Bluesky"
    FACEBOOK = "facebook", "Facebook"
    INSTAGRAM = "instagram", "Instagram"
    X = "x", "X"
    LINKEDIN = "linkedin", "LinkedIn"
    YOUTUBE = "youtube", "YouTube"
    THREADS = "threads", "Threads"
    BLOG = "blog", _("Blog")
    PODCAST = "podcast", _("Podcast")
    FEED = "feed", _("Feed")


class Proof(models.TextChoices):
    """How something that is said of an organisation was shown to be true."""

    LINK_BACK = "link_back", _("A link back")
    DNS = "dns", _("A record of its domain")
    FILE = "file", _("A file on its site")
    ADDRESS = "address", _("An address of its domain")
    STAFF = "staff", _("Staff of this site")


class Outcome(models.TextChoices):
    """What came of the last look at a proof that could not be had."""

    MISSING = "missing", _("We looked, and the proof was not there.")
    UNREACHABLE = "unreachable", _("We could not reach it.")
    TAKEN = "taken", _("Another organisation has shown that this is theirs. If that is wrong, tell us.")


class OfficialAccount(models.Model):
    """A channel that an organisation says is its own; it counts as checked once `verified_at` is set.

    `key` is the same for every way to write one address. `source` names the list it was read from, and is empty for
    what the organisation itself says. `misses` counts how often running the proof was not found.
    """

    public_id = PublicIdField()
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="accounts")
    platform = models.CharField(max_length=20, choices=Platform)
    key = models.CharField(max_length=300)
    url = models.URLField(max_length=300)
    handle = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=40, blank=True)
    proof = models.CharField(max_length=20, choices=Proof, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    misses = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "key"], name="one_account_of_an_address"),
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(verified_at__isnull=False), name="one_owner_of_an_account"
            ),
        ]
        indexes = [models.Index(fields=["platform", "organization"], name="account_of_platform")]

    def __str__(self) -> str:
        return f"{self.organization} · {self.get_platform_display()}"
