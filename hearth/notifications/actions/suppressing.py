"""Addresses that get no word any more, since their mail servers or whoever reads there said so."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from hearth.core.envelopes import is_bounce_address
from hearth.core.mail.feedback import Feedback
from hearth.core.mail.incoming import Incoming
from hearth.notifications.actions.remembering import KEPT, is_first
from hearth.notifications.models import Suppression
from hearth.notifications.queries.suppressed import digest_of


def suppress_failed(report: Incoming) -> int:
    """Suppress the addresses of which a mail server says that they will never work; return how many are.

    Only what came to the envelope address of our mail to that very recipient counts: a forged report has no effect.
    """
    found = {
        address
        for failure in report.failures
        if failure.is_permanent
        for address in (failure.original, failure.recipient)
        if any(is_bounce_address(recipient, of=address) for recipient in report.recipients)
    }
    return _suppress(found, Suppression.Reason.BOUNCE)


def suppress_complaining(report: Incoming) -> int:
    """Suppress the addresses whose readers called our mail spam; return how many are. Proven as above."""
    found = {
        complaint.recipient
        for complaint in report.complaints
        if any(is_bounce_address(sent, of=complaint.recipient) for sent in (complaint.envelope, *report.recipients))
    }
    return _suppress(found, Suppression.Reason.COMPLAINT)


@transaction.atomic
def suppress_told(feedback: Iterable[Feedback]) -> int:
    """Suppress the addresses of which our mail provider, proven to be it, tells; return how many are.

    What is told again has no effect, or it would undo what its person chose meanwhile.
    """
    oldest = timezone.now() - KEPT
    new = [told for told in feedback if told.at > oldest and is_first(f"feedback {told.mark}")]
    complained = {told.recipient for told in new if told.is_complaint}
    bounced = {told.recipient for told in new} - complained
    return _suppress(complained, Suppression.Reason.COMPLAINT) + _suppress(bounced, Suppression.Reason.BOUNCE)


def suppress_refused(address: str) -> None:
    """Suppress `address`, of which a mail server has just told us that nobody is there."""
    _suppress({address}, Suppression.Reason.BOUNCE)


def note_reached(address: str) -> None:
    """Send word to `address` again if mail could not be delivered there: its person has just shown that they read some.

    Whoever called our mail spam is not written to again for that.
    """
    Suppression.objects.filter(digest=digest_of(address), reason=Suppression.Reason.BOUNCE).delete()


def forget_address(address: str) -> None:
    """Forget what is known of `address`, since its person leaves."""
    Suppression.objects.filter(digest=digest_of(address)).delete()


def _suppress(addresses: set[str], reason: Suppression.Reason) -> int:
    rows = [Suppression(digest=digest_of(address), reason=reason) for address in addresses]
    if reason is Suppression.Reason.COMPLAINT:  # it holds though the same address could not be reached before
        Suppression.objects.bulk_create(rows, update_conflicts=True, update_fields=["reason"], unique_fields=["digest"])
    else:
        Suppression.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
