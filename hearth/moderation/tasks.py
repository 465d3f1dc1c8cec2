"""Putting away what was reported long ago."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from hearth.core.periodic import periodic
from hearth.moderation.actions import keeping


@periodic(
    every=timedelta(days=1), help=_("Forgets reports, and what they were about, 180 days after they were decided.")
)
def prune_reports() -> None:
    keeping.prune_reports()
