"""The desk of a region's leader. For everybody else it is not there."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hearth.organizations.queries.applications import list_applications
from hearth.organizations.queries.desk import growth, list_prospects, numbers_of, open_desk, what_happened
from hearth.organizations.queries.memberships import list_memberships, with_what_is_left


@require_safe
@login_required
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Who waits, who was asked, numbers, and what happened lately."""
    region = open_desk(code, viewer=request.viewer)
    context = {
        "region": region,
        "waiting": list_applications(viewer=request.viewer, region=code, cursor=request.GET.get("cursor", "")),
        "decided": list_applications(viewer=request.viewer, region=code, waiting=False).items[:10],
        "prospects": list_prospects(region),
        "numbers": numbers_of(region, now=timezone.now()),
        "growth": growth(regions=[code])[code],
        "happened": what_happened(region),
        "crumbs": _crumbs(region.get_code_display(), code),
    }
    return render(request, "organizations/desk.html", context)


@require_safe
@login_required
def members(request: HttpRequest, code: str) -> HttpResponse:
    """The organisations of the region, with their level, until when, and what is left of their welcome."""
    region = open_desk(code, viewer=request.viewer)
    page = list_memberships(region=code, cursor=request.GET.get("cursor", ""))
    crumbs = [*_crumbs(region.get_code_display(), code), (_("Desk"), reverse("organizations:desk", args=[code]))]
    context = {"region": region, "page": page, "rows": with_what_is_left(page.items), "crumbs": crumbs}
    return render(request, "organizations/desk_members.html", context)


def _crumbs(name: str, code: str) -> list[tuple[str, str]]:
    return [(_("Network"), reverse("front:network")), (name, reverse("front:region", args=[code]))]
