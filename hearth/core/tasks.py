"""Core's own work: mail out, the sweep, and upkeep."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from hearth.core import erasing, idempotency, outbox, upkeep, work
from hearth.core.models import Emptying, OutgoingMail
from hearth.core.periodic import periodic
from hearth.core.work import does


@does(OutgoingMail)
def send_mail(mail: OutgoingMail) -> None:
    outbox.send(mail)


@does(Emptying)
def empty_log(emptying: Emptying) -> None:
    erasing.empty_log(emptying)


@periodic(
    every=timedelta(seconds=10),
    help=_("Finds owed work that a crash, a failure or an empty queue left behind, and does it."),
)
def sweep() -> None:
    work.sweep(seconds=4)


@periodic(every=timedelta(minutes=1), help=_("Queues again the tasks that a killed worker was running."))
def reap() -> None:
    upkeep.reap()


@periodic(every=timedelta(minutes=1), help=_("Erases mail that expired before it could be sent."))
def erase_expired_mail() -> None:
    outbox.erase_expired()


@periodic(
    every=timedelta(minutes=10), help=_("Deletes the rows of finished work: done after a week, failed after a month.")
)
def prune_work() -> None:
    upkeep.prune_work()


@periodic(every=timedelta(days=1), help=_("Deletes expired sessions."))
def clear_sessions() -> None:
    upkeep.clear_sessions()


@periodic(every=timedelta(hours=1), help=_("Empties SQLite’s log of changes, which may still hold what was erased."))
def empty_write_ahead_log() -> None:
    erasing.empty_write_ahead_log()


@periodic(every=timedelta(hours=1), help=_("Forgets how often somebody tried, once that limit is over."))
def clear_cache() -> None:
    upkeep.clear_cache()


@periodic(every=timedelta(hours=1), help=_("Forgets which forms were sent more than a day ago."))
def prune_submissions() -> None:
    idempotency.prune()
