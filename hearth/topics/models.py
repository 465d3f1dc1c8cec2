from django.db import models
from django.utils.translation import gettext_lazy as _


class NameKind(models.TextChoices):
    """What sort of word a topic's name is."""

    PREFERRED = "preferred", _("preferred")
    EVERYDAY = "everyday", _("everyday word")
    CLINICAL = "clinical", _("clinical word")
    ABBREVIATION = "abbreviation", _("abbreviation")


class Topic(models.Model):
    """One health topic with a stable id, whatever people call it."""

    slug = models.SlugField(max_length=60, unique=True)
    icon = models.CharField(max_length=20, default="leaf")
    description = models.JSONField(default=dict)
    broader = models.ManyToManyField("self", symmetrical=False, related_name="narrower", blank=True)
    related = models.ManyToManyField("self", blank=True)

    def __str__(self) -> str:
        return self.slug


class TopicName(models.Model):
    """A word for a topic in one language; `key` is how it is compared (case and accents folded)."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=10)
    kind = models.CharField(max_length=15, choices=NameKind)
    name = models.CharField(max_length=100)
    key = models.CharField(max_length=200, db_index=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "language", "key"], name="one_topic_name_per_language"),
            models.UniqueConstraint(
                fields=["topic", "language"],
                condition=models.Q(kind=NameKind.PREFERRED),
                name="one_preferred_name_per_language",
            ),
        ]

    def __str__(self) -> str:
        return self.name
