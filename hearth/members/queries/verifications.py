"""Requests for the badge of a clinician: for the person who asks, and for those who decide."""

from django.db.models import QuerySet
from django.http import Http404

from hearth.core.paging import Page, page
from hearth.members.models import Member, Verification, VerificationState, is_present
from hearth.members.permissions import has_right
from hearth.members.rights import VERIFY


def list_own(member: Member) -> list[Verification]:
    """Return what `member` asked for, the newest first. For the person themself only."""
    return list(Verification.objects.filter(member=member).order_by("-asked_at", "-pk"))


def hangs_on_name(member: Member) -> bool:
    """Say whether `member` carries the badge, or waits for it: it is for the name they have now."""
    states = (VerificationState.OPEN, VerificationState.APPROVED)
    return Verification.objects.filter(member=member, state__in=states).exists()


def list_waiting(*, viewer: Member | None, cursor: str = "") -> Page[Verification]:
    """Return a page of what waits for a decision, the oldest first; not of the absent, nor what `viewer` asked for.

    Raises Http404 for people who do not decide.
    """
    return page(_decided_by(viewer), by=("asked_at", "pk"), cursor=cursor)


def get_waiting(public_id: str, *, viewer: Member | None) -> Verification:
    """Return one that waits, or raise Http404: for people who do not decide, for the one who asked, of the absent."""
    verification = _decided_by(viewer).filter(public_id=public_id).first()
    if verification is None:
        raise Http404
    return verification


def _decided_by(viewer: Member | None) -> QuerySet[Verification]:
    if viewer is None or not has_right(viewer, VERIFY):
        raise Http404
    waiting = Verification.objects.filter(is_present(), state=VerificationState.OPEN)
    return waiting.exclude(member=viewer).select_related("member")
