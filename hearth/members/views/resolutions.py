"""Two moderators together: what was asked, to confirm it, to see the answer once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hearth.members.actions.resolution import confirm_who, see_who
from hearth.members.permissions import can_confirm_who, can_see_who
from hearth.members.queries.resolutions import get_resolution, is_open, list_resolutions
from hearth.members.rights import RESOLVE
from hearth.members.views.staff_doors import staff_only


@staff_only(RESOLVE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Everything that was ever asked: by whom, why, when."""
    found = list_resolutions(viewer=request.viewer, cursor=request.GET.get("cursor", ""))
    return render(request, "members/staff_resolutions.html", {"resolutions": found})


@staff_only(RESOLVE)
@require_safe
def show(request: HttpRequest, resolution_id: str) -> HttpResponse:
    """One: how it stands, and what I can do."""
    viewer = request.viewer
    resolution = get_resolution(resolution_id, viewer=viewer)
    has_seen = resolution.seen_by_asker_at if viewer == resolution.asked_by else resolution.seen_by_confirmer_at
    is_running = is_open(resolution)
    context = {
        "resolution": resolution,
        "is_open": is_running,
        "may_confirm": is_running and not resolution.confirmed_at and can_confirm_who(viewer, resolution),
        "may_see": is_running and resolution.confirmed_at and not has_seen and can_see_who(viewer, resolution),
    }
    return render(request, "members/staff_resolution.html", context)


@staff_only(RESOLVE)
@require_POST
def confirm(request: HttpRequest, resolution_id: str) -> HttpResponse:
    """Confirm, as the second of two."""
    resolution = get_resolution(resolution_id, viewer=request.viewer)
    confirm_who(resolution, by=request.viewer)
    messages.success(request, _("Confirmed. Each of you can see it once, within an hour."))
    return redirect("members:staff-resolution", resolution_id)


@staff_only(RESOLVE)
@require_POST
def answer(request: HttpRequest, resolution_id: str) -> HttpResponse:
    """Show the answer, this once: the page itself is the answer to the click and cannot be opened again."""
    resolution = get_resolution(resolution_id, viewer=request.viewer)
    main = see_who(resolution, by=request.viewer)
    return render(request, "members/staff_answer.html", {"resolution": resolution, "main": main})
