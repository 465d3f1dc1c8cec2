"""What was asked together, for moderators. The answer is in no query: see `actions/resolution.py`."""

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from hearth.core.paging import Page, page
from hearth.members import faces
from hearth.members.models import Member, Resolution
from hearth.members.permissions import has_right
from hearth.members.rights import RESOLVE


def list_resolutions(*, viewer: Member | None, cursor: str = "") -> Page[Resolution]:
    """Return a page of what was ever asked, the newest first; nothing about `viewer`'s own names.

    Raises Http404 for people without the right.
    """
    return page(_seen_by(viewer), by=("-asked_at", "-pk"), cursor=cursor)


def get_resolution(public_id: str, *, viewer: Member | None) -> Resolution:
    """Return one, or raise Http404: for people without the right, and for the one it is about."""
    resolution = _seen_by(viewer).filter(public_id=public_id).first()
    if resolution is None:
        raise Http404
    return resolution


def is_open(resolution: Resolution) -> bool:
    """Say whether it can still be confirmed or seen."""
    return resolution.until > timezone.now()


def _seen_by(viewer: Member | None) -> QuerySet[Resolution]:
    if not has_right(viewer, RESOLVE):
        raise Http404
    account = faces.account_of(viewer) if viewer else None
    rows = Resolution.objects.select_related("member", "asked_by", "confirmed_by")
    return rows.exclude(member__in=faces.all_of(account))
