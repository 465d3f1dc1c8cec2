"""The worker's part: make downloads, erase people who have left, and what comes round for members."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from hearth.core.periodic import periodic
from hearth.core.work import does
from hearth.members.actions import exports, leaving, photo, resolution, suspension, verification
from hearth.members.models import DataExport, Erasure


@does(DataExport)
def make_export(export: DataExport) -> None:
    exports.make_export(export)


@does(Erasure)
def carry_out(erasure: Erasure) -> None:
    leaving.carry_out(erasure)


@periodic(every=timedelta(minutes=10), help=_("Erases the accounts whose thirty days are over."))
def begin_erasures() -> None:
    leaving.begin_erasures()


@periodic(every=timedelta(minutes=10), help=_("Erases personal downloads after three days."))
def erase_expired_exports() -> None:
    exports.erase_expired_exports()


@periodic(every=timedelta(days=1), help=_("Gives back the names of people who left a year ago."))
def prune_held_names() -> None:
    leaving.prune_held_names()


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


@periodic(every=timedelta(days=1), help=_("Erases photos that no page shows any more."))
def erase_left_over_photos() -> None:
    photo.erase_left_over_photos()
