"""Keeping the index true and clean."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from hearth.core.periodic import periodic
from hearth.search.actions import clearing, forgetting

ROUND = 10.0  # seconds: what else comes round waits that long


@periodic(every=timedelta(days=1), help=_("Clears the search index of what nothing says any more."))
def optimize() -> None:
    if not clearing.optimize(seconds=ROUND):
        clearing.clear_soon()


@periodic(every=timedelta(days=7), help=_("Forgets spellings that stand in nothing any more."))
def forget_words() -> None:
    forgetting.forget_words()
