"""Names that nobody gets for a time: of people who left, and those that were taken away from a page."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from hearth.members.models import HeldName
from hearth.members.models.leaving import held_digest

NAME_HELD: Final = timedelta(days=365)


def hold_name(name_key: str) -> None:
    """Give the name of `name_key` to nobody for a year, whoever had it included. Kept as a keyed hash only."""
    until = timezone.localdate() + NAME_HELD
    HeldName.objects.update_or_create(digest=held_digest(name_key), defaults={"until": until})
