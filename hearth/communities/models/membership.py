from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from hearth.core.ids import PublicIdField
from hearth.members.models import Member, Standing


class Role(models.TextChoices):
    """What a member is in a community."""

    MEMBER = "member", pgettext_lazy("role in a community", "Member")
    CLINICIAN = "clinician", pgettext_lazy("role in a community", "Clinician in residence")
    MENTOR = "mentor", pgettext_lazy("role in a community", "Mentor")
    MODERATOR = "moderator", pgettext_lazy("role in a community", "Moderator")
    STEWARD = "steward", pgettext_lazy("role in a community", "Steward")


MODERATING = (Role.MODERATOR, Role.STEWARD)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def standing(self) -> "MembershipQuerySet":
        """The memberships that hold: those that were only asked for do not."""
        return self.filter(granted_at__isnull=False)

    def waiting(self) -> "MembershipQuerySet":
        """The requests that nobody has decided yet."""
        return self.filter(granted_at=None, refused_at=None)


class Membership(models.Model):
    """A person belongs to a community under one of their names, once granted; until then it is a request.

    One that was turned down stays, without its answer, so that whoever asked is told; it goes when they ask again.
    """

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="memberships")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="memberships")
    public_id = PublicIdField()
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    answer = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    granted_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "member"], name="one_membership_per_community")]
        indexes = [
            models.Index(fields=["community", "granted_at", "id"], name="members_of_community"),
            models.Index(
                fields=["community", "asked_at"],
                condition=Q(granted_at=None, refused_at=None),
                name="requests_of_community",
            ),
        ]

    def __str__(self) -> str:
        return f"membership {self.pk}"

    @property
    def moderates(self) -> bool:
        """Whether whoever holds it keeps order in the community."""
        return self.granted_at is not None and self.role in MODERATING

    @property
    def is_shown_as_role(self) -> bool:
        """Whether others see the role: a clinician's only while the badge of this very name lives."""
        return self.role != Role.CLINICIAN or is_verified(self.member)


def is_verified(member: Member) -> bool:
    """Say whether `member` carries the badge of a verified clinician now. No other name of theirs ever does."""
    return member.standing == Standing.CLINICIAN


class Invitation(models.Model):
    """A way into a community: for whoever has the link, or for one e-mail address; for so long, so many times.

    It holds as long as whoever made it leads. Only a keyed digest of the secret is kept; the address of an invitation
    by mail goes as soon as it is used.
    """

    public_id = PublicIdField()
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey("members.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    uses_left = models.PositiveIntegerField(default=1)
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Pseudonym(models.Model):
    """The name a person uses in one community only."""

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="pseudonyms")
    member = models.OneToOneField("members.Member", on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"pseudonym {self.pk}"
