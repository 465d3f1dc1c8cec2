"""What comes round for members."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from hearth.core.periodic import periodic
from hearth.members.actions import resolution, suspension, verification


@periodic(every=timedelta(minutes=10), help=_("Lets people back in when their suspension is over."))
def end_suspensions() -> None:
    suspension.end_suspensions()


@periodic(every=timedelta(hours=1), help=_("Tells people, on their day, that two moderators looked behind a name."))
def tell_people() -> None:
    resolution.tell_people()


@periodic(
    every=timedelta(hours=1), help=_("Reminds clinicians of their badge, ends it on its day, erases stray evidence.")
)
def tend_verifications() -> None:
    verification.tend_verifications()
