from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from hearth.communities.models.community import Community
from hearth.communities.models.membership import Membership, Role
from hearth.members import faces
from hearth.members.models import Member


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    def holding(self, at: datetime | None = None) -> "RestrictionQuerySet":
        """Those that hold at that moment, now unless given."""
        return self.filter(lifted_at=None, until__gt=at or timezone.now())

    def binding(self, person: Member) -> "RestrictionQuerySet":
        """Those that bind the person behind `person`, under whichever of their names they were put on."""
        return self.filter(faces.same_person(person, "member"))

    def on(self, person: Member, community: Community) -> "Restriction | None":
        """The one that holds longest for the person behind `person` in `community` now; None when there is none.

        None for the only steward, whom it binds under the very name it was put on (`on_name`): else a moderator could
        leave the community without its lead, by a name of theirs that nobody knows as the steward's.
        """
        found = self.binding(person).holding().filter(community=community).order_by("-until").first()
        return None if found is not None and _leads_alone(person, community) else found

    def on_name(self, member: Member, community: Community) -> "Restriction | None":
        """The one that holds for this very name."""
        return self.holding().filter(community=community, member=member).first()


def carrying(found: "models.QuerySet[Any]", person: Member) -> "models.QuerySet[Any]":
    """Let each of the rows, which have a `community`, carry what holds for the person behind `person` there."""
    held = Restriction.objects.binding(person).holding().filter(community=OuterRef("community"))
    rows: models.QuerySet[Any] = found.annotate(is_held=Exists(held))
    return rows


def carried_by(row: Any, person: Member) -> "Restriction | None":
    """Return what holds by a row of `carrying`, as `RestrictionQuerySet.on` does. No query for most people."""
    return Restriction.objects.on(person, row.community) if row.is_held else None


def _leads_alone(person: Member, community: Community) -> bool:
    stewards = Membership.objects.standing().filter(community=community, role=Role.STEWARD)
    own = stewards.filter(faces.same_person(person, "member"))
    return own.exists() and stewards.count() == own.count()


class Restriction(models.Model):
    """Somebody may not write in a community until a day, because of what one of their names did there.

    It names that face only; that it binds the person under every name, the only steward under that one alone, is worked
    out when they write.
    """

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="restrictions")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="restrictions")
    reason = models.CharField(max_length=500)
    until = models.DateTimeField()
    began_at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "member"], condition=Q(lifted_at=None), name="one_open_restriction_per_face"
            )
        ]

    def __str__(self) -> str:
        return f"restriction {self.pk}"
