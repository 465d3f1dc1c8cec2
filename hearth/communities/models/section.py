from django.db import models

from hearth.core.ids import PublicIdField


class Section(models.Model):
    """A part of a large community, named by its stewards: its discussions may stand in one, or in none."""

    public_id = PublicIdField()
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="sections")
    name = models.CharField(max_length=60)
    description = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="one_section_of_a_name")]

    def __str__(self) -> str:
        return self.name
