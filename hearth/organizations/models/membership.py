"""How somebody belongs to the network: at which level, until when, and what became of it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearth.core.ids import PublicIdField
from hearth.organizations.models.organization import Organization


class Level(models.TextChoices):
    """What a membership is called; which one is a charter member is decided by the day it joined."""

    GUEST = "guest", _("Guest")
    INDIVIDUAL = "individual", _("Individual member")
    ORGANIZATION = "organization", _("Member organisation")
    CHARTER = "charter", _("Charter member")
    PARTNER = "partner", _("Partner")


class MembershipState(models.TextChoices):
    ACTIVE = "active", _("Active")
    LAPSED = "lapsed", _("Lapsed")
    ENDED = "ended", _("Ended")


class NetworkMembership(models.Model):
    """An organisation, or a person, belongs to the network until a day; a lapsed membership can be renewed.

    `since` is when it first joined, and stays so through every renewal. One that ended stays for the history.
    """

    public_id = PublicIdField()
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="network_memberships"
    )
    member = models.ForeignKey(
        "members.Member", null=True, blank=True, on_delete=models.CASCADE, related_name="network_memberships"
    )
    level = models.CharField(max_length=20, choices=Level)
    state = models.CharField(max_length=10, choices=MembershipState, default=MembershipState.ACTIVE)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    rules_version = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=~models.Q(state=MembershipState.ENDED),
                name="one_membership_of_an_organization",
            ),
            models.UniqueConstraint(
                fields=["member"], condition=~models.Q(state=MembershipState.ENDED), name="one_membership_of_a_person"
            ),
            models.CheckConstraint(
                condition=models.Q(organization__isnull=False) ^ models.Q(member__isnull=False),
                name="membership_of_one_side",
            ),
        ]
        indexes = [models.Index(fields=["state", "until"], name="membership_due")]

    def __str__(self) -> str:
        return f"{self.organization or self.member} · {self.get_level_display()}"


class Step(models.TextChoices):
    """What happens to a membership."""

    JOINED = "joined", _("Joined")
    RENEWED = "renewed", _("Renewed")
    LAPSED = "lapsed", _("Lapsed: not renewed in time")
    RESTORED = "restored", _("Came back")
    LEVEL = "level", _("Another level")
    ENDED = "ended", _("Ended")


class MembershipStep(models.Model):
    """A line of a membership's history: added to, never changed. `by` is empty for the house itself."""

    membership = models.ForeignKey(NetworkMembership, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Step)
    level = models.CharField(max_length=20, choices=Level)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey("members.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.membership} · {self.get_kind_display()}"


class RenewalReminder(models.Model):
    """Those who answer for a membership were reminded once, so many `days` before it runs out."""

    membership = models.ForeignKey(NetworkMembership, on_delete=models.CASCADE, related_name="reminders")
    until = models.DateField()
    days = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "until", "days"], name="reminded_once")]

    def __str__(self) -> str:
        return f"{self.membership} · {self.until} − {self.days}"


class WelcomeTick(models.Model):
    """Somebody ticked by hand what no row of ours can show."""

    membership = models.ForeignKey(NetworkMembership, on_delete=models.CASCADE, related_name="ticks")
    item = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "item"], name="ticked_once")]

    def __str__(self) -> str:
        return f"{self.membership} · {self.item}"


class Seat(models.Model):
    """A member of an organisation holds one of its seats in the network."""

    public_id = PublicIdField()
    membership = models.ForeignKey(NetworkMembership, on_delete=models.CASCADE, related_name="seats")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="seats")
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "member"], name="one_seat_each")]

    def __str__(self) -> str:
        return f"{self.membership} · {self.member}"
