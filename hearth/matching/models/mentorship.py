from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from hearth.core.ids import PublicIdField

CAPACITY = 3
TERM = timedelta(days=365)


class Stage(models.TextChoices):
    """How far somebody is on the way to being a mentor, and past it."""

    NOMINATED = "nominated", pgettext_lazy("stage of a mentor", "Nominated")
    PREPARING = "preparing", pgettext_lazy("stage of a mentor", "Getting ready")
    ACTIVE = "active", pgettext_lazy("stage of a mentor", "Mentor")
    ALUMNI = "alumni", pgettext_lazy("stage of a mentor", "Former mentor")


class MentorshipQuerySet(models.QuerySet["Mentorship"]):
    def serving(self, today: date) -> "MentorshipQuerySet":
        """The mentors who take questions on `today`: in their term, not paused, not resting."""
        awake = Q(rests_until=None) | Q(rests_until__lt=today)
        return self.filter(awake, stage=Stage.ACTIVE, paused_at=None, ends_on__gte=today)


class Mentorship(models.Model):
    """Somebody is, was or is asked to be a mentor of a community, under the name they have there.

    What they say here of their experience is said as a mentor, to be offered fitting questions: nothing of it is taken
    from what they keep about their health.

    Arguments:
        words: why they were nominated, by whoever did.
        languages, topics, since: what they can answer in, about what, and since which year they live with it.
        capacity: how many questions they have in hand at most, offered and taken together.
        ends_on: the last day of their term.
        thanks: what was said when they laid it down.
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
    began_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    thanks = models.CharField(max_length=300, blank=True)

    objects = MentorshipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "member"], name="one_mentorship_per_community")]
        indexes = [models.Index(fields=["community", "stage"], name="mentors_of_community")]

    def __str__(self) -> str:
        return f"mentorship {self.public_id}"

    def is_serving(self, today: date) -> bool:
        """Whether they take questions on `today`; see `MentorshipQuerySet.serving`."""
        if self.stage != Stage.ACTIVE or self.paused_at or self.ends_on is None or self.ends_on < today:
            return False
        return self.rests_until is None or self.rests_until < today


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
