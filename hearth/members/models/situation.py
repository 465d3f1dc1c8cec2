from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearth.core.ids import PublicIdField

ILLNESS, LOSS = "condition", "loss"


class Relation(models.TextChoices):
    """Who it is that lives with a condition, from a short list: nobody is named."""

    MYSELF = "myself", _("Me")
    PARTNER = "partner", _("My partner")
    PARENT = "parent", _("One of my parents")
    CHILD = "child", _("My child")
    SIBLING = "sibling", _("My brother or sister")
    RELATIVE = "relative", _("Somebody else in my family")
    FRIEND = "friend", _("A friend or neighbour")
    WORK = "work", _("Somebody I care for in my work")


class Situation(models.Model):
    """What brings a person here: health data, kept apart, only while a Consent to it lives."""

    account = models.OneToOneField("members.Account", on_delete=models.CASCADE, related_name="situation")
    reasons = models.JSONField(default=list)
    words = models.CharField(max_length=200, blank=True)
    updated_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"situation {self.pk}"

    @property
    def is_bereaved(self) -> bool:
        """Whether somebody they loved has died: what we say and show is chosen with that in mind."""
        return LOSS in self.reasons

    @property
    def gentle_words(self) -> str:
        """The person's words where they come unasked: after a loss only those of somebody who says to be ill too.

        Of anybody else they may speak of the one who died.
        """
        return "" if self.is_bereaved and ILLNESS not in self.reasons else self.words


class Condition(models.Model):
    """A condition that a person, or somebody they care for, lives with, in their own words. Part of the Situation.

    `topic` is what their words are called here, where we know them.
    """

    public_id = PublicIdField()
    situation = models.ForeignKey(Situation, on_delete=models.CASCADE, related_name="conditions")
    relation = models.CharField(max_length=10, choices=Relation, default=Relation.MYSELF)
    words = models.CharField(max_length=100)
    topic = models.ForeignKey("topics.Topic", null=True, on_delete=models.SET_NULL, related_name="+")
    since = models.CharField(max_length=40, blank=True)
    stage = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return f"condition {self.pk}"

    @property
    def is_own(self) -> bool:
        """Whether the person lives with it themself."""
        return self.relation == Relation.MYSELF
