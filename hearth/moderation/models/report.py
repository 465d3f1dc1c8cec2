from typing import Final

from django.db import models
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from hearth.communities.models import Labelled
from hearth.core import richtext
from hearth.moderation.models.case import Case, Urgency


class ReportKind(models.TextChoices):
    """What is wrong, in the words of whoever reports it."""

    WORRY = "worry", _("I am worried about this person")
    HARMFUL = "harmful", _("Advice that could harm somebody")
    UNKIND = "unkind", _("Unkind or threatening words")
    PRIVATE = "private", _("Private details of somebody")
    SELLING = "selling", _("Selling or advertising something")
    OTHER = "other", _("Something else")


URGENCY: Final[dict[str, Urgency]] = {ReportKind.WORRY: Urgency.NOW, ReportKind.PRIVATE: Urgency.SOON}
"""How soon somebody should look, where it is not simply today."""


class Report(Labelled):
    """Somebody told moderators about something, with their own words and what it said at that moment, with its labels.

    `reporter` is their main face; None for a visitor, or somebody who has left. Whoever is reported never learns it.
    Without a `kind` nobody reported it: a moderator took it up, and this is only what it said.
    What it said is kept until 180 days after the case is closed; of somebody who leaves, no longer than it is open.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey("members.Member", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=10, choices=ReportKind, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    title = models.CharField(max_length=150, blank=True)
    body = models.TextField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "reporter"], name="one_report_per_person_and_case")]

    def __str__(self) -> str:
        return f"report {self.pk}"

    @property
    def html(self) -> SafeString:
        """What it said, to be shown."""
        return richtext.render(self.body)
