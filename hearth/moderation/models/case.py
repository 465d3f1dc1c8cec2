from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hearth.communities.models import Discussion, Reply
from hearth.core.ids import PublicIdField


class About(models.TextChoices):
    """What a case is about."""

    DISCUSSION = "discussion", pgettext_lazy("what a report is about", "A discussion")
    REPLY = "reply", pgettext_lazy("what a report is about", "A reply")
    PERSON = "person", pgettext_lazy("what a report is about", "A person")


class Urgency(models.IntegerChoices):
    """How soon somebody should look; the smallest comes first."""

    NOW = 0, _("Answer now")
    SOON = 1, _("Answer soon")
    TODAY = 2, _("Answer today")


class Case(models.Model):
    """What people reported about one thing: a discussion, a reply or a person; open until somebody decides.

    Arguments:
        community: where it was said; None for a person, who is the matter of the house.
        discussion, reply: what was said, while it is there.
        member: the face it is about: whoever wrote it, or the person reported. Never another name of theirs.
        closed_at: when it was last decided.
    """

    public_id = PublicIdField()
    about = models.CharField(max_length=10, choices=About)
    community = models.ForeignKey(
        "communities.Community", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    discussion = models.ForeignKey(
        "communities.Discussion", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reply = models.ForeignKey("communities.Reply", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    member = models.ForeignKey("members.Member", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    urgency = models.PositiveSmallIntegerField(choices=Urgency, default=Urgency.TODAY)
    report_count = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        permissions = [("decide", "Can decide what is reported, everywhere")]
        constraints = [
            models.CheckConstraint(
                condition=Q(about=About.DISCUSSION, reply=None)
                | Q(about=About.REPLY, discussion=None)
                | Q(about=About.PERSON, discussion=None, reply=None, community=None),
                name="case_is_about_one_thing",
            ),
            models.UniqueConstraint(
                fields=["discussion"], condition=Q(closed_at=None), name="one_open_case_per_discussion"
            ),
            models.UniqueConstraint(fields=["reply"], condition=Q(closed_at=None), name="one_open_case_per_reply"),
            models.UniqueConstraint(
                fields=["member"], condition=Q(closed_at=None, about=About.PERSON), name="one_open_case_per_person"
            ),
        ]
        indexes = [
            models.Index(fields=["urgency", "id"], condition=Q(closed_at=None), name="open_cases"),
            models.Index(fields=["closed_at", "id"], name="closed_cases"),
            models.Index(fields=["member", "community"], name="cases_about_face"),
        ]

    def __str__(self) -> str:
        return f"case {self.public_id}"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to decide."""
        return self.closed_at is None

    @property
    def written(self) -> Discussion | Reply | None:
        """What was said, if it is there; nothing for a person."""
        return self.discussion or self.reply
