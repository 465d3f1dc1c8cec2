"""The machinery's own rows. They point at nobody."""

from django.db import models
from django.utils import timezone


class Submission(models.Model):
    """A form that was sent and acted on; `location` is where its sender went afterwards."""

    digest = models.CharField(max_length=64, unique=True)
    location = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.location
