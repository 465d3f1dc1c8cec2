"""Who belongs to a community, for those who may know."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.communities.actions.belonging import give_role, remove_member
from hearth.communities.forms.places import RoleForm
from hearth.communities.inside import inside_or_of_house, inside_signed_in
from hearth.communities.models import Role
from hearth.communities.permissions import Standing, can_appoint_steward, can_lead, can_see_members
from hearth.communities.queries.heads import head_of
from hearth.communities.queries.places import as_people, get_membership, list_members
from hearth.communities.queries.stewards import lacks_steward
from hearth.core.idempotency import once_only
from hearth.core.refusals import require


@inside_or_of_house
def index(request: HttpRequest, here: Standing) -> HttpResponse:
    """The members of a community and what each is there; to the house also of one it does not belong to."""
    if not can_see_members(here):
        raise PermissionDenied
    page = list_members(here.community, viewer=here.viewer, cursor=request.GET.get("cursor", ""))
    is_outside = here.community.is_secret and not here.is_member
    context = head_of(here, "people") | {
        "page": page,
        "people": as_people(page.items, viewer=here.viewer),
        "roles": Role.choices,
        "is_outside": is_outside,
        "can_lead": can_lead(here) and not is_outside,
        "lacks_steward": can_appoint_steward(here) and lacks_steward(here.community),
    }
    return render(request, "communities/people.html", context)


@inside_signed_in
@require_POST
def role(request: HttpRequest, here: Standing, membership_id: str) -> HttpResponse:
    """Say what somebody is in the community."""
    require(can_lead(here))
    membership = get_membership(here, membership_id)
    form = RoleForm(request.POST, membership=membership)
    if form.is_valid():
        give_role(membership, Role(form.cleaned_data["role"]), by=request.viewer)
        messages.success(request, _("Saved."))
    return redirect("communities:people", here.community.public_id)


@once_only
@inside_signed_in
@require_POST
def removal(request: HttpRequest, here: Standing, membership_id: str) -> HttpResponse:
    """End somebody's membership."""
    require(can_lead(here))
    remove_member(get_membership(here, membership_id), by=request.viewer)
    messages.success(request, _("They no longer belong to this community. What they wrote stays."))
    return redirect("communities:people", here.community.public_id)
