"""Communities that nobody leads, for those who keep order in the house."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hearth.communities.actions.stewarding import appoint_steward
from hearth.communities.inside import inside_or_of_house
from hearth.communities.models.community import keeps_order_anywhere
from hearth.communities.permissions import Standing, can_appoint_steward
from hearth.communities.queries.places import get_membership
from hearth.communities.queries.stewards import list_without_steward
from hearth.core.idempotency import once_only
from hearth.core.refusals import require


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Which communities have nobody to lead them."""
    if not keeps_order_anywhere(request.viewer):
        raise Http404
    context = {"communities": list_without_steward(viewer=request.viewer)}
    return render(request, "communities/without_steward.html", context)


@once_only
@inside_or_of_house
@require_POST
def appoint(request: HttpRequest, here: Standing) -> HttpResponse:
    """Choose who leads a community that has nobody to: one of its members, or oneself."""
    require(can_appoint_steward(here))
    chosen = request.POST.get("membership", "")
    appoint_steward(here.community, get_membership(here, chosen) if chosen else None, by=request.viewer)
    messages.success(request, _("Saved. They lead the community from now on, and we have written to them."))
    return redirect("communities:people", here.community.public_id)
