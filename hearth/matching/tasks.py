"""Carrying questions on while they wait, and mentors through their terms."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from hearth.core.periodic import periodic
from hearth.matching.actions import forgetting, keeping, offering, releasing


@periodic(every=timedelta(minutes=5), help=_("Brings questions that nobody answered yet to somebody who could."))
def offer_waiting() -> None:
    offering.offer_waiting()


@periodic(every=timedelta(minutes=5), help=_("Takes questions back from people who cannot answer them any more."))
def release_from_gone() -> None:
    releasing.release_from_gone()


@periodic(every=timedelta(days=1), help=_("Ends the terms of mentors that are over, and asks who goes on."))
def keep_terms() -> None:
    keeping.keep_terms()


@periodic(every=timedelta(days=1), help=_("Forgets who was asked what, three months after it was answered."))
def forget_old_offers() -> None:
    forgetting.forget_old_offers()
