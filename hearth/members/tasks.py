"""The worker's part: make downloads, erase people who have left, and forget both in time."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from hearth.core.periodic import periodic
from hearth.core.work import does
from hearth.members.actions import exports, leaving
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
