"""The end of what the house keeps about a person who is erased."""

from collections.abc import Sequence
from functools import partial

from django.db import transaction

from hearth.members import evidence
from hearth.members.models import Member, Resolution, StaffAction, Suspension, Verification


@transaction.atomic
def erase_staff_history(faces: Sequence[Member]) -> None:
    """Erase badges, evidence and suspensions of `faces`, and every reason given about them. A second time does no harm.

    That something was done and when stays in the log, about nobody any more: it is the record of those who did it.
    What they did themselves, to others, stays with its reason as done by somebody who has left. This is the one place
    that reaches around the log's guard.
    """
    asked = Verification.objects.filter(member__in=faces)
    for key in asked.values_list("public_id", flat=True):
        transaction.on_commit(partial(evidence.erase, key))
    asked.delete()
    Suspension.objects.filter(member__in=faces).delete()
    Resolution.objects.filter(member__in=faces).update(member=None, reason="")
    StaffAction._base_manager.filter(subject__in=faces).update(subject=None, reason="")
    StaffAction._base_manager.filter(actor__in=faces).update(actor=None)
    Resolution.objects.filter(asked_by__in=faces).update(asked_by=None)
    Resolution.objects.filter(confirmed_by__in=faces).update(confirmed_by=None)
