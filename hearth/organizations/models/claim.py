"""Who says that an entry of the directory is theirs, and how that is shown."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hearth.core.ids import PublicIdField, chance_public_id
from hearth.organizations.models.accounts import Outcome
from hearth.organizations.models.contacts import new_token
from hearth.organizations.models.organization import Organization


class ClaimWay(models.TextChoices):
    """How somebody shows that an organisation is theirs to answer for."""

    ADDRESS = "address", _("By an e-mail address of its domain")
    FILE = "file", _("By a file on its website")
    STAFF = "staff", _("By asking the people who run this place")


class ClaimState(models.TextChoices):
    OPEN = "open", pgettext_lazy("claim", "open")
    WON = "won", pgettext_lazy("claim", "accepted")
    DECLINED = "declined", pgettext_lazy("claim", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("claim", "taken back")
    EXPIRED = "expired", pgettext_lazy("claim", "run out")
    LOST = "lost", pgettext_lazy("claim", "somebody else was first")


class Claim(models.Model):
    """A member claims an organisation that nobody answers for; the row stays as its history.

    `host` is the domain it leans on, `token` what a file there holds; `reason` is what the claimant wrote, `answer`
    what staff said. Without its member it only says that somebody claimed it, how and when.
    """

    public_id = PublicIdField(default=chance_public_id)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="claims")
    member = models.ForeignKey("members.Member", null=True, on_delete=models.SET_NULL, related_name="claims")
    way = models.CharField(max_length=10, choices=ClaimWay)
    state = models.CharField(max_length=10, choices=ClaimState, default=ClaimState.OPEN)
    host = models.CharField(max_length=253, blank=True)
    token = models.CharField(max_length=40, default=new_token, editable=False)
    reason = models.CharField(max_length=500, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("members.Member", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "member"], condition=models.Q(state="open"), name="one_open_claim_of_a_member"
            )
        ]
        indexes = [models.Index(fields=["asked_at"], condition=models.Q(state="open"), name="open_claim")]

    def __str__(self) -> str:
        return f"claim {self.pk}"


class AddressCode(models.Model):
    """A code is on its way to an address at `host`, to show that `member` is reached there. The address is not kept.

    `digest` is what the code leads to, `tries` how many wrong ones were typed, `is_claim` what it is for: to claim the
    organisation, or to belong to it.
    """

    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    is_claim = models.BooleanField()
    host = models.CharField(max_length=253)
    digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "organization", "is_claim"], name="one_address_code_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"code {self.pk}"
