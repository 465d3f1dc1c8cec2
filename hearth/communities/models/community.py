from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hearth.communities.models.membership import MODERATING, Membership, MembershipQuerySet, Role
from hearth.core.ids import PublicIdField
from hearth.members import faces
from hearth.members.models import Member, is_present
from hearth.members.permissions import has_right

LEAD_ANYWHERE = "communities.change_community"
MODERATE_ANYWHERE = "moderation.decide"

PAGES_BELOW = {
    "about", "archive", "board", "discussions", "feed", "invitations", "join", "leave", "mentions", "mentors",
    "notifications", "people", "reopening", "requests", "sections", "settings", "similar", "steward", "welcome",
}  # fmt: skip


class Reading(models.TextChoices):
    """Who may read what is said in a community."""

    EVERYONE = "everyone", _("Anyone, on the internet too")
    SIGNED_IN = "signed_in", _("Members of Hearth who are signed in")
    ITS_MEMBERS = "its_members", _("Only the members of this community")


class Joining(models.TextChoices):
    """Who may become a member of a community."""

    ANYONE = "anyone", _("Anyone may join")
    ON_REQUEST = "on_request", _("People ask, and a steward decides")
    BY_INVITATION = "by_invitation", _("By invitation only")


class Crawling(models.TextChoices):
    """What search engines and other machines may do with what everyone can read."""

    INDEX = "index", pgettext_lazy("what machines may do", "Show all of it")
    SNIPPET = "snippet", pgettext_lazy("what machines may do", "Show titles and one line")
    NO_TRAINING = "no_training", pgettext_lazy("what machines may do", "Show it, but not learn from it")
    NOTHING = "nothing", pgettext_lazy("what machines may do", "Nothing")


class CommunityQuerySet(models.QuerySet["Community"]):
    def visible_to(self, viewer: Member | None) -> "CommunityQuerySet":
        """The communities that `viewer` (None: a visitor) may know of: their name, description and rules."""
        open_door = ~Q(reading=Reading.ITS_MEMBERS)
        if viewer is None:
            return self.filter(open_door)
        return self.filter(open_door | ~Q(joining=Joining.BY_INVITATION) | Q(pk__in=places_of(viewer)))

    def readable_by(self, viewer: Member | None) -> "CommunityQuerySet":
        """The communities in which `viewer` may read what is said."""
        return self.filter(is_readable(viewer))

    def without_steward(self) -> "CommunityQuerySet":
        """The open ones that nobody leads who is here: each steward has left, closed their account or is suspended."""
        leads = Membership.objects.standing().filter(is_present(), role=Role.STEWARD)
        return self.filter(archived_at=None).exclude(Exists(leads.filter(community=OuterRef("pk"))))

    def moderated_by(self, viewer: Member) -> "CommunityQuerySet":
        """The communities in which the person behind `viewer` keeps order: all, where staff rights let them.

        That they may read there does not follow: `readable_by`.
        """
        return self.filter(pk__in=places_kept_by(viewer))


def is_readable(viewer: Member | None, community: str = "") -> Q:
    """Return the condition that `viewer` may read what is said in the community at `community`, the row unless told."""
    reading = f"{community}__reading" if community else "reading"
    if viewer is None:
        return Q(**{reading: Reading.EVERYONE})
    return ~Q(**{reading: Reading.ITS_MEMBERS}) | Q(**{f"{community or 'pk'}__in": places_of(viewer)})


def keeps_order_anywhere(viewer: Member | None) -> bool:
    """Whether staff rights let the person behind `viewer` moderate every community. One query for most people."""
    account = faces.account_of(viewer) if viewer is not None else None
    is_staff = account is not None and account.is_staff
    return is_staff and (has_right(viewer, MODERATE_ANYWHERE) or has_right(viewer, LEAD_ANYWHERE))


# Both begin with the person: asked of a community, the database would look through everybody who belongs to it.


def places_of(viewer: Member) -> QuerySet[Membership, Any]:
    """Return the keys of the communities the person behind `viewer` belongs to under any name: a subquery."""
    return _standing(viewer).values("community")


def places_kept_by(viewer: Member) -> QuerySet[Any, Any]:
    """Return the keys of the communities in which the person behind `viewer` keeps order: a subquery.

    All, for those whom staff rights let moderate everywhere: what is hidden they see in those they may read.
    """
    if keeps_order_anywhere(viewer):
        return Community.objects.values("pk")
    return _standing(viewer).filter(role__in=MODERATING).values("community")


def _standing(viewer: Member) -> MembershipQuerySet:
    return Membership.objects.filter(faces.same_person(viewer, "member")).standing()


class Community(models.Model):
    """A place for one health topic: who may read, who may join and what machines may do are three separate settings."""

    public_id = PublicIdField()
    name = models.CharField(max_length=80)
    description = models.CharField(max_length=300)
    lang = models.CharField(max_length=10, default="en")
    languages = models.JSONField(default=list)
    icon = models.CharField(max_length=20, default="leaf")
    topics = models.ManyToManyField("topics.Topic", related_name="communities", blank=True)
    region = models.ForeignKey("organizations.Region", null=True, blank=True, on_delete=models.SET_NULL)
    host = models.ForeignKey("organizations.Organization", null=True, blank=True, on_delete=models.SET_NULL)
    guidelines = models.TextField(blank=True)
    guidelines_html = models.TextField(blank=True, editable=False)
    welcome = models.TextField(blank=True)
    welcome_html = models.TextField(blank=True, editable=False)
    question = models.CharField(max_length=200, blank=True)
    widens_after = models.PositiveSmallIntegerField(default=12)
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    reading = models.CharField(max_length=12, choices=Reading, default=Reading.ITS_MEMBERS)
    joining = models.CharField(max_length=15, choices=Joining, default=Joining.ON_REQUEST)
    crawling = models.CharField(max_length=12, choices=Crawling, default=Crawling.NOTHING)
    # The key of the collection whose texts were brought in here, if any were: it stays when the name changes.
    collection = models.CharField(max_length=80, null=True, unique=True, editable=False)  # noqa: DJ001 (unique, if any)
    member_count = models.PositiveIntegerField(default=0)
    discussion_count = models.PositiveIntegerField(default=0)
    has_sections = models.BooleanField(default=False, editable=False)
    active_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "communities"
        indexes = [models.Index(fields=["-active_at", "-id"], name="community_by_activity")]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        """Its name as part of an address; the id before it decides. Never the name of a page below it."""
        slug = slugify(self.name, allow_unicode=True) or "community"
        return f"{slug}-community" if slug in PAGES_BELOW else slug

    @property
    def is_open(self) -> bool:
        """Whether everyone may read it."""
        return self.reading == Reading.EVERYONE

    @property
    def is_secret(self) -> bool:
        """Whether only its members may know that it is there."""
        return self.reading == Reading.ITS_MEMBERS and self.joining == Joining.BY_INVITATION

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None
