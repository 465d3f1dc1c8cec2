"""Applications: read by whoever asks, the leaders of the region and the staff of the host, and by nobody else."""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.http import Http404

from hearth.core.paging import Page, page
from hearth.members.models import Member
from hearth.organizations.models import WAITING, Application, ApplicationMessage, CommunityLeader
from hearth.organizations.permissions import can_keep_network


def applications_for(viewer: Member | None) -> QuerySet[Application]:
    """Return the applications that `viewer` may read, with what lists show of them."""
    found = Application.objects.select_related("applicant", "region", "organization", "membership")
    if viewer is None:
        return found.none()
    if can_keep_network(viewer):
        return found
    led = CommunityLeader.objects.filter(member=viewer).values("region")
    return found.filter(Q(applicant=viewer) | Q(region__in=led))


def get_application(public_id: str, *, viewer: Member | None) -> Application:
    """Return one; raises Http404 where `viewer` may not know of it."""
    found = applications_for(viewer).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def list_messages(application: Application) -> list[ApplicationMessage]:
    """Return what was asked and answered, the oldest first, for whoever may read the application. One query."""
    return list(application.messages.select_related("author"))


def list_applications(
    *, viewer: Member | None, region: str = "", waiting: bool = True, cursor: str = ""
) -> Page[Application]:
    """Return a page of those that `viewer` may read, the newest first; of `region`, those that wait, if told."""
    found = applications_for(viewer)
    if region:
        found = found.filter(region=region)
    found = found.filter(state__in=WAITING) if waiting else found.exclude(state__in=WAITING)
    return page(found, by=("-created_at", "-pk"), cursor=cursor)


def own_applications(viewer: Member) -> list[Application]:
    """Return what `viewer` asked themself, the newest first. One query."""
    return list(Application.objects.filter(applicant=viewer).order_by("-created_at", "-pk")[:50])


def applications_told(keys: Collection[int], *, viewer: Member) -> list[Application]:
    """Return those of `keys` that `viewer` may read."""
    return list(applications_for(viewer).filter(pk__in=keys))
