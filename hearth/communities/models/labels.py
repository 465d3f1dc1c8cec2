"""What a writer may say of where their words come from: never asked for, never checked."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy


class Label(models.TextChoices):
    """By which of its labels words are looked for."""

    LIVED = "lived", pgettext_lazy("label of a post", "Lived it")
    READ = "read", pgettext_lazy("label of a post", "Read it")
    AI = "ai", pgettext_lazy("label of a post", "Written with AI, then checked")

    @property
    def condition(self) -> Q:
        """The condition for rows that carry it."""
        carried = {Label.LIVED: Q(is_lived=True), Label.READ: ~Q(read_in=""), Label.AI: Q(is_ai_written=True)}
        return carried[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What stands with words that are about to be written; see `Labelled`."""

    is_lived: bool = False
    read_in: str = ""
    is_ai_written: bool = False


class Labelled(models.Model):
    """Words with the labels their writer set.

    Arguments:
        is_lived: they have lived it.
        read_in: where they read it, a text or an address; with none they do not say that they read it.
        is_ai_written: it was written with AI, and checked by them.
    """

    is_lived = models.BooleanField(default=False)
    read_in = models.CharField(max_length=300, blank=True)
    is_ai_written = models.BooleanField(default=False)

    class Meta:
        abstract = True

    @property
    def labels(self) -> list[Label]:
        """The labels it carries."""
        carried = zip(Label, (self.is_lived, self.read_in, self.is_ai_written), strict=True)
        return [label for label, holds in carried if holds]


def labels_of(said: Labels | Labelled) -> dict[str, Any]:
    """Return the labels of `said` by the names of their fields."""
    return {name: getattr(said, name) for name in Labels.__dataclass_fields__}
