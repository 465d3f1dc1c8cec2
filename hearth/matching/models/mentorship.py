from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from hearth.communities.models import Membership, Restriction, Role
from hearth.core.ids import PublicIdField
from hearth.members import faces

CAPACITY: Final = 3
TERM: Final = timedelta(days=365)
RENEWS_IN: Final = timedelta(days=30)
"""How long before the last day of a term it may be renewed."""


class Stage(models.TextChoices):
    """How far somebody is on the way to being a mentor, and past it."""

    NOMINATED = "nominated", pgettext_lazy("stage of a mentor", "Nominated")
    PREPARING = "preparing", pgettext_lazy("stage of a mentor", "Getting ready")
    ACTIVE = "active", pgettext_lazy("stage of a mentor", "Mentor")
    ALUMNI = "alumni", pgettext_lazy("stage of a mentor", "Former mentor")


class MentorshipQuerySet(models.QuerySet["Mentorship"]):
    def of_members(self) -> "MentorshipQuerySet":
        """Those of people who belong to the community at this moment."""
        return self.filter(Exists(_memberships()))

    def holding(self) -> "MentorshipQuerySet":
        """Those of mentors whom the community still has as such at this moment: whoever leads it may be one too.

        Somebody made an ordinary member there is none any more, whatever the row still says.
        """
        return self.filter(Exists(_memberships().exclude(role=Role.MEMBER)), stage=Stage.ACTIVE)

    def serving(self, today: date) -> "MentorshipQuerySet":
        """The mentors who take questions on `today`: in their term, not paused, not resting, free to write there."""
        awake = Q(rests_until=None) | Q(rests_until__lt=today)
        begins = timezone.make_aware(datetime.combine(today, time.min))
        held = Restriction.objects.holding(begins).filter(
            faces.same_as_outer("member"), community=OuterRef("community")
        )
        return self.holding().filter(awake, ~Exists(held), paused_at=None, ends_on__gte=today)


def _memberships() -> "models.QuerySet[Membership]":
    """Return the membership that a mentorship stands on, as a subquery."""
    return Membership.objects.standing().filter(community=OuterRef("community"), member=OuterRef("member"))


class Mentorship(models.Model):
    """Somebody is, was or is asked to be a mentor of a community, under the name they have there.

    What they say here of their experience is said as a mentor, to be offered fitting questions: nothing of it is taken
    from what they keep about their health.

    Arguments:
        is_agreed: whether the community wants them; while nominated, the other side is who was to agree yet.
        nominated_by: who did; somebody who nominated themself is that very person.
        words: why they were nominated, by whoever did; for them and for stewards.
        languages, topics, since: what they can answer in, about what, and since which year they live with it.
        capacity: how many questions they have in hand at most, offered and taken together.
        declined_at: when they said no to a nomination, which nobody is told: it lapses in time like one without answer.
        ends_on: the last day of their term.
        asked_at: when they were asked whether to go on for another year.
        end_reason: why a steward ended it, for the mentor alone.
        thanks: what stewards say of them afterwards, to whoever sees who the mentors are.
    """

    public_id = PublicIdField()
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="mentorships")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="mentorships")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.NOMINATED)
    nominated_by = models.ForeignKey("members.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    is_agreed = models.BooleanField(default=False)
    words = models.CharField(max_length=500, blank=True)
    languages = models.JSONField(default=list)
    topics = models.ManyToManyField("topics.Topic", related_name="+", blank=True)
    since = models.PositiveSmallIntegerField(null=True, blank=True)
    capacity = models.PositiveSmallIntegerField(default=CAPACITY)
    steps = models.ManyToManyField("matching.TrainingStep", related_name="+", blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    rests_until = models.DateField(null=True, blank=True)
    nominated_at = models.DateTimeField(default=timezone.now)
    declined_at = models.DateTimeField(null=True, blank=True)
    began_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)
    thanks = models.CharField(max_length=300, blank=True)

    objects = MentorshipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "member"], name="one_mentorship_per_community")]
        indexes = [models.Index(fields=["community", "stage"], name="mentors_of_community")]

    def __str__(self) -> str:
        return f"mentorship {self.public_id}"

    def is_serving(self, today: date) -> bool:
        """Say whether they take questions on `today`, as `MentorshipQuerySet.serving` has it. One query."""
        return Mentorship.objects.serving(today).filter(pk=self.pk).exists()

    def may_renew(self, today: date) -> bool:
        """Whether their term is so near its end that another year can follow."""
        return self.stage == Stage.ACTIVE and self.ends_on is not None and self.ends_on - RENEWS_IN <= today

    @property
    def is_resting(self) -> bool:
        """Whether they said that they rest today."""
        return self.rests_until is not None and self.rests_until >= timezone.localdate()

    @property
    def takes_break(self) -> bool:
        """Whether they said that they take no questions for now. That is all that others see of why none come to them.

        What else keeps somebody from taking any, as `serving` has it, may be about another name of theirs.
        """
        return self.paused_at is not None or self.is_resting

    @property
    def waits_for_member(self) -> bool:
        """Whether the community wants them and they are still to say yes."""
        return self.stage == Stage.NOMINATED and self.is_agreed

    @property
    def waits_for_stewards(self) -> bool:
        """Whether they offered themself and a steward is still to agree."""
        return self.stage == Stage.NOMINATED and not self.is_agreed


class TrainingStep(models.Model):
    """One thing a mentor of a community reads or does before they begin, as its stewards wrote it."""

    public_id = PublicIdField()
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="training_steps")
    position = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(max_length=300)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"training step {self.public_id}"
