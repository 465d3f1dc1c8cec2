from datetime import datetime

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearth.communities.models import Answering
from hearth.communities.models.written import withdrawn
from hearth.matching.models.offer import Offer, State


class Circle(models.IntegerChoices):
    """How far a question is carried: each circle holds those before it."""

    MENTORS = 1, _("Brought to mentors")
    STEWARDS = 2, _("Brought to mentors and stewards")
    NEIGHBOURS = 3, _("Brought to mentors of other communities too")


class Need(models.TextChoices):
    """Who else should look at a question, as somebody found who had it in hand."""

    NOBODY = "", _("Nobody in particular")
    CLINICIAN = "clinician", _("A clinician")
    MODERATOR = "moderator", _("A moderator")


class QuestionQuerySet(models.QuerySet["Question"]):
    def waiting(self) -> "QuestionQuerySet":
        """The questions that nobody has answered, as their discussions are at this moment."""
        open_place = Q(discussion__community__archived_at=None)
        shown = Q(discussion__hidden_at=None, discussion__deleted_at=None, discussion__locked_at=None)
        # Nothing that asks nothing is ever queued: said once more, an index holds no more than what waits.
        asked = self.filter(open_place, shown, discussion__answered_at=None, discussion__asks=True)
        return asked.exclude(discussion__answering=Answering.NOBODY).exclude(withdrawn("discussion__author"))

    def with_room(self, now: datetime, breadth: int) -> "QuestionQuerySet":
        """Those to be carried further, and those nobody has in hand that fewer than `breadth` people are offered."""
        held = Offer.objects.in_hand(now).filter(question=OuterRef("pk"))
        few = held.order_by().values("question").annotate(count=Count("pk")).values("count")
        free = Q(~Exists(held.filter(state=State.CLAIMED))) & Q(offered__lt=breadth)
        offered = Coalesce(Subquery(few), 0)
        return self.annotate(offered=offered).filter(Q(widens_at__lte=now) | free)

    def with_offers(self) -> "QuestionQuerySet":
        """With all that is needed to say whom each fits, whatever it was offered to."""
        told = self.select_related("discussion__community", "discussion__author")
        return told.prefetch_related("discussion__topics", "offers__member")

    def of_moment(self) -> "QuestionQuerySet":
        """In the order in which they are seen to: who waits longest comes first."""
        return self.order_by("discussion__created_at", "pk")


class Question(models.Model):
    """An opening post in the queue. Its age, and whether it still waits, are the discussion's own.

    Arguments:
        widens_at: when it is carried one circle further; None in the last one.
    """

    discussion = models.OneToOneField(
        "communities.Discussion", primary_key=True, on_delete=models.CASCADE, related_name="question"
    )
    circle = models.PositiveSmallIntegerField(choices=Circle, default=Circle.MENTORS)
    widens_at = models.DateTimeField(null=True, default=timezone.now)
    need = models.CharField(max_length=10, choices=Need, default=Need.NOBODY, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(circle=Circle.NEIGHBOURS) ^ Q(widens_at__isnull=False), name="question_widens_to_the_last"
            )
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"

    def is_due(self, now: datetime) -> bool:
        """Whether it is to be carried one circle further at `now`."""
        return self.widens_at is not None and self.widens_at <= now
