import unicodedata

from django.db import models
from django.db.models import Exists, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hearth.core.ids import PublicIdField
from hearth.core.marks import initials_of, tint_of
from hearth.members.models.follow import Follow


class Audience(models.TextChoices):
    """Who may see a member's page, and each part of it, from the narrowest to the widest."""

    ONLY_ME = "only_me", _("Only me")
    FOLLOWED = "followed", _("People I follow")
    MEMBERS = "members", _("Members of Hearth")
    EVERYONE = "everyone", _("Anyone")


class Kind(models.TextChoices):
    """What a face is for."""

    MAIN = "main", _("main name")
    PSEUDONYM = "pseudonym", _("pseudonym for one community")
    ALIAS = "alias", _("one-off alias")


class Standing(models.TextChoices):
    """What the house says of a member, shown as ring, badge and word."""

    MEMBER = "", pgettext_lazy("standing", "Member")
    MENTOR = "mentor", pgettext_lazy("standing", "Mentor")
    CLINICIAN = "clinician", pgettext_lazy("standing", "Clinician, verified")
    MODERATOR = "moderator", pgettext_lazy("standing", "Moderator")


def name_key(name: str) -> str:
    """Return what two names share when people would read them as the same name."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


class MemberQuerySet(models.QuerySet["Member"]):
    def hidden_from(self, viewer: "Member | None") -> "MemberQuerySet":
        """Stand-in until the real one is merged."""
        return self.none()

    def visible_to(self, viewer: "Member | None") -> "MemberQuerySet":
        """The members whose page `viewer` (None: a visitor) may open; nobody sees a suspended person's."""
        allowed = Q(audience=Audience.EVERYONE)
        if viewer is not None:
            followed = Follow.objects.filter(follower=models.OuterRef("pk"), member=viewer)
            allowed |= Q(audience=Audience.MEMBERS) | Q(pk=viewer.pk)
            allowed |= Q(Exists(followed), audience=Audience.FOLLOWED)
        return self.filter(allowed).exclude(owner__is_active=False)


class Member(models.Model):
    """A public face of a person: what others meet. One Account has one or more."""

    public_id = PublicIdField()
    owner = models.ForeignKey("members.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.MAIN)
    name = models.CharField(max_length=40)
    name_key = models.CharField(max_length=130, unique=True, editable=False)
    line = models.CharField(max_length=120, blank=True)
    about = models.TextField(blank=True)
    about_html = models.TextField(blank=True, editable=False)
    languages = models.JSONField(default=list, blank=True)
    country = models.CharField(max_length=2, blank=True)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.ONLY_ME)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.MEMBER, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = MemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner"], condition=Q(kind=Kind.MAIN), name="one_main_member_per_account")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        """One or two letters for the avatar."""
        return initials_of(self.name)

    @property
    def tint(self) -> int:
        """Avatar tint, 1 to 8, steady for this member."""
        return tint_of(self.public_id)
