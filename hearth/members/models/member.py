from django.db import models
from django.db.models import Case, Exists, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hearth.core.ids import PublicIdField
from hearth.core.lookalikes import skeleton
from hearth.core.marks import initials_of, tint_of
from hearth.members.models.block import Block, Mute
from hearth.members.models.follow import Follow
from hearth.members.models.staff import Suspension


class Audience(models.TextChoices):
    """Who may see a member's page, and each part of it, from the narrowest to the widest."""

    ONLY_ME = "only_me", _("Only me")
    FOLLOWED = "followed", _("People I follow")
    MEMBERS = "members", _("Members of Hearth")
    EVERYONE = "everyone", _("Anyone")


class Role(models.TextChoices):
    """What a member says they are here as: ticked by themself, checked by nobody."""

    PATIENT = "patient", pgettext_lazy("role", "Patient")
    CAREGIVER = "caregiver", pgettext_lazy("role", "Caregiver")
    FAMILY = "family", pgettext_lazy("role", "Family member")
    CLINICIAN = "clinician", pgettext_lazy("role", "Health professional")
    RESEARCHER = "researcher", pgettext_lazy("role", "Researcher")
    STAFF = "staff", pgettext_lazy("role", "Staff of a health organisation")


class Kind(models.TextChoices):
    """What a face is for."""

    MAIN = "main", _("main name")
    PSEUDONYM = "pseudonym", _("pseudonym for one community")
    ALIAS = "alias", _("one-off alias")
    FORMER = "former", _("former member")


class Standing(models.TextChoices):
    """What the house says of a member, shown as ring, badge and word."""

    MEMBER = "", pgettext_lazy("standing", "Member")
    MENTOR = "mentor", pgettext_lazy("standing", "Mentor")
    CLINICIAN = "clinician", pgettext_lazy("standing", "Clinician, verified")
    MODERATOR = "moderator", pgettext_lazy("standing", "Moderator")


class Presence(models.TextChoices):
    """Whether the person behind a face is here: what stands beside their words depends on it."""

    HERE = "here"
    AWAY = "away"  # suspended, or kept out: the name stays, the page is closed
    LEFT = "left"  # has closed the account
    TAKING_WORDS = "taking"  # has, and wants their words gone


def name_key(name: str) -> str:
    """Return what two names share when people would read them as the same name."""
    return skeleton(name)


def first_audiences() -> dict[str, str]:
    """Return who sees which part of a new page: what a person is interested in begins with themself alone."""
    return {"interests": Audience.ONLY_ME.value}


class MemberQuerySet(models.QuerySet["Member"]):
    def visible_to(self, viewer: "Member | None") -> "MemberQuerySet":
        """The members whose page `viewer` (None: a visitor) may open: of those present, without whom a block parts."""
        allowed = Q(audience=Audience.EVERYONE)
        if viewer is not None:
            followed = Follow.objects.filter(follower=models.OuterRef("pk"), member=viewer)
            allowed |= Q(audience=Audience.MEMBERS) | Q(pk=viewer.pk)
            allowed |= Q(Exists(followed), audience=Audience.FOLLOWED)
        return self.present().filter(allowed).exclude(is_parted(viewer))

    def present(self) -> "MemberQuerySet":
        """The members whose person is here.

        A suspended face is not; the same person's other names stay as they were: pages that vanish together would say
        that they belong together.
        """
        suspended = Suspension.objects.filter(member=models.OuterRef("pk"), ended_at=None)
        gone = Q(owner__is_active=False, owner__is_suspended=False) | Q(owner__closed_at__isnull=False)
        return self.exclude(gone).exclude(Exists(suspended))

    def left(self) -> "MemberQuerySet":
        """The members whose person has closed their account: to others they are former members from then on."""
        return self.filter(owner__closed_at__isnull=False)

    def hidden_from(self, viewer: "Member | None") -> "MemberQuerySet":
        """The very faces that blocked a face of `viewer`'s account, or that it blocked; a visitor's: none.

        Other faces of the same people are not among them: that would tell that they belong together.
        """
        return self.filter(is_parted(viewer))

    def met_by(self, viewer: "Member | None") -> "MemberQuerySet":
        """The members that lists and suggestions show `viewer` unasked: those visible, without those muted."""
        muted = Q(Exists(Mute.objects.filter(muter=viewer, member=models.OuterRef("pk")))) if viewer else Q(pk__in=[])
        return self.visible_to(viewer).exclude(muted)


def is_parted(viewer: "Member | None", member: str = "pk") -> Q:
    """Return the condition that a block parts the very face at `member` from `viewer`; of a visitor: never.

    It begins with the viewer's few blocks, and is not asked of each row anew.
    """
    if viewer is None:
        return Q(pk__in=[])
    blocked_them = Block.objects.filter(blocked__owner=viewer.owner_id).values("blocker")
    was_blocked = Block.objects.filter(blocker__owner=viewer.owner_id).values("blocked")
    return Q(**{f"{member}__in": blocked_them}) | Q(**{f"{member}__in": was_blocked})


def takes_words_along(member: str) -> Q:
    """Return the condition that whoever is behind the member at `member` has left and wants their words erased.

    Nobody reads them any more, though they wait thirty days.
    """
    return Q(**{f"{member}__owner__closed_at__isnull": False, f"{member}__owner__keeps_writing": False})


def presence_of(member: str = "") -> Case:
    """Return the expression for the Presence of the member at `member`, of the row itself unless told."""

    def at(path: str) -> str:
        return f"{member}__{path}" if member else path

    has_left = Q(**{at("owner__closed_at__isnull"): False})
    kept_out = Q(**{at("owner__is_active"): False, at("owner__is_suspended"): False})
    suspended = Exists(Suspension.objects.filter(member=models.OuterRef(member or "pk"), ended_at=None))
    return Case(
        When(has_left & Q(**{at("owner__keeps_writing"): False}), then=Value(Presence.TAKING_WORDS)),
        When(has_left, then=Value(Presence.LEFT)),
        When(kept_out | Q(suspended), then=Value(Presence.AWAY)),
        default=Value(Presence.HERE),
        output_field=models.CharField(),
    )


def is_present(member: str = "member") -> Exists:
    """Return the condition that whoever the row has at `member` is here, as `MemberQuerySet.present` says.

    It is asked of each of these rows: `__in` would read everybody in the house first.
    """
    return Exists(Member.objects.present().filter(pk=models.OuterRef(member)))


class Member(models.Model):
    """A public face of a person: what others meet. One Account has one or more.

    `audience` is who may open the page, `audiences` who sees a part of it where that is fewer people (by name, see
    `hearth.members.audiences`). `standing` follows from other rows and `is_mentor`, with the field and country of a
    clinician: it is written by `actions/standing.py` alone. What somebody else may see of it is read through
    `queries.profiles` only.
    """

    public_id = PublicIdField()
    owner = models.ForeignKey("members.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.MAIN)
    name = models.CharField(max_length=40)
    name_key = models.CharField(max_length=130, unique=True, editable=False)
    line = models.CharField(max_length=120, blank=True)
    about = models.TextField(blank=True)
    about_html = models.TextField(blank=True, editable=False)
    languages = models.JSONField(default=list, blank=True)
    country = models.CharField(max_length=20, blank=True)
    roles = models.JSONField(default=list, blank=True)
    photo = models.CharField(max_length=40, blank=True, editable=False)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.ONLY_ME)
    audiences = models.JSONField(default=first_audiences, blank=True)
    is_mentor = models.BooleanField(default=False, editable=False)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.MEMBER, blank=True)
    clinical_field = models.CharField(max_length=60, blank=True, editable=False)
    clinical_country = models.CharField(max_length=2, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = MemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner"], condition=Q(kind=Kind.MAIN), name="one_main_member_per_account")
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The name beside what they wrote; of a person who has left, words that say no more than that."""
        return gettext("A former member") if self.kind == Kind.FORMER else self.name

    @property
    def initials(self) -> str:
        """One or two letters for the avatar."""
        return initials_of(self.name)

    @property
    def tint(self) -> int:
        """Avatar tint, 1 to 8, steady for this member."""
        return tint_of(self.public_id)
