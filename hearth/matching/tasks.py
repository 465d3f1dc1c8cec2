"""Carrying questions on while they wait."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from hearth.core.periodic import periodic
from hearth.matching.actions import offering


@periodic(every=timedelta(minutes=5), help=_("Brings questions that nobody answered yet to somebody who could."))
def offer_waiting() -> None:
    offering.offer_waiting()
