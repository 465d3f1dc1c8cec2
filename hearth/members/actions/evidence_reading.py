"""Opening the evidence of a request, which is noted every time."""

from django.db import transaction

from hearth.core.refusals import require
from hearth.members import evidence
from hearth.members.actions.staff_log import note
from hearth.members.models import Member, StaffKind, Verification
from hearth.members.permissions import can_decide


@transaction.atomic
def open_evidence(verification: Verification, *, by: Member) -> tuple[bytes, str] | None:
    """Return the evidence and the kind of file it is, or None when it is no longer there; note who opened it.

    Raises PermissionDenied when `by` may not decide about it.
    """
    require(can_decide(by, verification))
    content = evidence.read(verification.public_id)
    if content is None:
        return None
    note(StaffKind.EVIDENCE_OPENED, verification.member, by=by)
    return content, verification.evidence
