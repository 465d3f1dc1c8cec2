"""The one way anything gets into the log of what staff did."""

from datetime import datetime

from django.utils import timezone

from hearth.members.models import Member, StaffAction, StaffKind


def note(
    kind: StaffKind,
    subject: Member | None,
    *,
    by: Member | None,
    reason: str = "",
    detail: str = "",
    at: datetime | None = None,
) -> StaffAction:
    """Write down that `by` (None: whoever runs the server) did `kind` to `subject`, in the caller's transaction."""
    return StaffAction.objects.create(
        actor=by, subject=subject, kind=kind, detail=detail, reason=reason, at=at or timezone.now()
    )
