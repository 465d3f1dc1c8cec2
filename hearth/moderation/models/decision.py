from typing import Final

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearth.core.ids import PublicIdField
from hearth.moderation.models.case import Case


class Verdict(models.TextChoices):
    """What moderators decide, as the record tells it."""

    DISMISSED = "dismissed", _("Left it as it is")
    HIDDEN = "hidden", _("Hid it")
    RESTORED = "restored", _("Showed it again")
    LOCKED = "locked", _("Closed the discussion to answers")
    UNLOCKED = "unlocked", _("Opened the discussion again")
    RESTRICTED = "restricted", _("Asked them not to write in this community for a time")
    RELEASED = "released", _("Let them write in this community again")
    SUSPENDED = "suspended", _("Suspended them from the whole site for a time")


TOLD: Final = {
    Verdict.HIDDEN: _("A moderator hid what you wrote."),
    Verdict.RESTORED: _("What you wrote is shown again."),
    Verdict.LOCKED: _("A moderator closed your discussion to answers."),
    Verdict.UNLOCKED: _("Your discussion is open to answers again."),
    Verdict.RESTRICTED: _("A moderator has asked you not to write in this community for a time."),
    Verdict.RELEASED: _("You can write in this community again."),
    Verdict.SUSPENDED: _("You were suspended from the whole site for a time."),
}
"""The same, as it is told to whoever it is about."""

CHANGES_NOTHING: Final = frozenset({Verdict.DISMISSED})
"""Of these the person it is about hears nothing: nothing happened to them."""


class Rule(models.TextChoices):
    """The rule a decision stands on: those of the house, or the community's own."""

    KIND = "kind", _("Be kind")
    HONEST = "honest", _("Be honest")
    ORDERS = "orders", _("No medical orders")
    SALE = "sale", _("Nothing for sale")
    GUARD = "guard", _("Guard what others tell")
    GUIDELINES = "guidelines", _("The guidelines of this community")
    SAFETY = "safety", _("Somebody could come to harm")


class Decision(models.Model):
    """A moderator decided something about a case, and why. Never changed: an undo is another decision.

    `community` is where it was decided and holds: a discussion that is moved later takes its case along, not this.
    `reason` is written to the person it is about; `answer` is what they say to it, once.
    """

    public_id = PublicIdField()
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions")
    by = models.ForeignKey("members.Member", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    community = models.ForeignKey(
        "communities.Community", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    verdict = models.CharField(max_length=12, choices=Verdict)
    rule = models.CharField(max_length=12, choices=Rule, blank=True)
    reason = models.CharField(max_length=500)
    until = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"decision {self.public_id}"

    @property
    def told(self) -> str:
        """What happened, in a sentence to whoever it is about."""
        return str(TOLD.get(Verdict(self.verdict), ""))
