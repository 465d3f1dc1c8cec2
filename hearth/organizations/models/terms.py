"""What the host of the network sets: its rules, its levels, what they cost. Money itself is handled nowhere."""

from django.db import models
from django.utils import timezone

from hearth.organizations.models.membership import Level, NetworkMembership
from hearth.organizations.models.organization import OrganizationSize


class NetworkRules(models.Model):
    """One version of what members of the network agree to; `texts` maps languages to text, a rule in each line."""

    version = models.PositiveSmallIntegerField(unique=True)
    texts = models.JSONField()
    since = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"Rules {self.version}"


class NetworkTerms(models.Model):
    """How this network decides and counts: the one row of its kind.

    `charter_until`: who joined before it is a charter member. `leader_decides`: the yes of a region's leader is enough.
    `seats` maps levels to how many people hold a seat.
    """

    charter_until = models.DateField(null=True, blank=True)
    leader_decides = models.BooleanField(default=False)
    seats = models.JSONField(default=dict)

    def __str__(self) -> str:
        return "Terms of the network"


class DuesRate(models.Model):
    """What a level costs in a year, for organisations of one size or, without it, of any: 0 is free.

    `amount` is in minor units of `currency` (ISO 4217): cents, where there are cents.
    """

    level = models.CharField(max_length=20, choices=Level)
    size = models.CharField(max_length=20, choices=OrganizationSize, blank=True)
    amount = models.PositiveIntegerField(default=0)
    currency = models.CharField(max_length=3, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "size"], name="one_rate_of_a_size")]

    def __str__(self) -> str:
        return f"{self.get_level_display()} · {self.amount} {self.currency}"


class Dues(models.Model):
    """Staff recorded that dues for a year were paid elsewhere. `amount` is in minor units, as in DuesRate."""

    membership = models.ForeignKey(NetworkMembership, on_delete=models.CASCADE, related_name="dues")
    year = models.PositiveSmallIntegerField()
    amount = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    paid_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey("members.Member", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-paid_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.membership} · {self.year}"
