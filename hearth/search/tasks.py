"""Keeping the index true and clean."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from hearth.core.periodic import periodic
from hearth.search.actions import tidying


@periodic(every=timedelta(days=1), help=_("Clears the search index of what nothing says any more."))
def optimize() -> None:
    tidying.optimize()
