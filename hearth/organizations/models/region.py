"""The regions of the network, and who leads there."""

from django.db import models

from hearth.core.continents import Continent


class Region(models.Model):
    """A continent of the network; its name comes from the catalogue of translations."""

    code = models.CharField(max_length=20, primary_key=True, choices=Continent)
    position = models.PositiveSmallIntegerField()
    partner = models.ForeignKey(
        "organizations.Organization", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.get_code_display()


class CommunityLeader(models.Model):
    """A member who recruits, welcomes and hosts in one region."""

    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="led_regions")
    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="leaders")
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "region"], name="one_leadership_per_region")]

    def __str__(self) -> str:
        return f"{self.member} · {self.region}"
