from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from hearth.core.ids import PublicIdField


class State(models.TextChoices):
    """What became of an offer."""

    OPEN = "open", pgettext_lazy("offer of a question", "Offered")
    CLAIMED = "claimed", pgettext_lazy("offer of a question", "In hand")
    HANDED_BACK = "handed_back", pgettext_lazy("offer of a question", "Handed back")
    NOT_FOR_ME = "not_for_me", pgettext_lazy("offer of a question", "Not for me")
    LAPSED = "lapsed", pgettext_lazy("offer of a question", "Ran out")


IN_HAND = (State.OPEN, State.CLAIMED)


class OfferQuerySet(models.QuerySet["Offer"]):
    def in_hand(self, now: datetime) -> "OfferQuerySet":
        """Those that are offered or taken, and have not run out at `now`; whether the question waits is asked apart."""
        return self.filter(state__in=IN_HAND, ends_at__gt=now)


class Offer(models.Model):
    """A question was brought to one person; at most one has it in hand. Nobody is offered the same one twice."""

    public_id = PublicIdField()
    question = models.ForeignKey("matching.Question", on_delete=models.CASCADE, related_name="offers")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="offers")
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    offered_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "member"], name="one_offer_per_person"),
            models.UniqueConstraint(
                fields=["question"], condition=Q(state=State.CLAIMED), name="one_claim_per_question"
            ),
        ]
        indexes = [
            models.Index(fields=["member", "-offered_at"], name="offers_of_member"),
            models.Index(fields=["member", "ends_at"], condition=Q(state__in=IN_HAND), name="offers_in_hand"),
            models.Index(fields=["ends_at"], condition=Q(state__in=IN_HAND), name="offers_by_end"),
        ]

    def __str__(self) -> str:
        return f"offer {self.public_id}"
