"""Who belongs to a community, for those who may know."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.communities.actions.belonging import give_role, remove_member
from hearth.communities.forms.places import RoleForm
from hearth.communities.models import Role
from hearth.communities.permissions import Standing, can_see_members
from hearth.communities.queries.places import as_people, get_membership, list_members
from hearth.communities.views.doors import inside_signed_in
from hearth.communities.views.places import head_of
from hearth.core.refusals import require


@inside_signed_in
def index(request: HttpRequest, here: Standing) -> HttpResponse:
    """The members of a community and what each is there."""
    if not can_see_members(here):
        raise PermissionDenied
    page = list_members(here.community, viewer=here.viewer, cursor=request.GET.get("cursor", ""))
    people = as_people(page.items, viewer=here.viewer)
    context = head_of(here, "people") | {"page": page, "people": people, "roles": Role.choices}
    return render(request, "communities/people.html", context)


@inside_signed_in
@require_POST
def role(request: HttpRequest, here: Standing, membership_id: str) -> HttpResponse:
    """Say what somebody is in the community."""
    require(here.leads)
    form = RoleForm(request.POST)
    if form.is_valid():
        membership = get_membership(here, membership_id)
        give_role(membership, Role(form.cleaned_data["role"]), by=request.viewer)
        messages.success(request, _("Saved."))
    return redirect("communities:people", here.community.public_id)


@inside_signed_in
@require_POST
def removal(request: HttpRequest, here: Standing, membership_id: str) -> HttpResponse:
    """End somebody's membership."""
    require(here.leads)
    remove_member(get_membership(here, membership_id), by=request.viewer)
    messages.success(request, _("They no longer belong to this community. What they wrote stays."))
    return redirect("communities:people", here.community.public_id)
