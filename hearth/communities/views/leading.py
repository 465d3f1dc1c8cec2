"""What stewards decide of their community, and the founding of one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.communities.actions.places import (
    archive_community,
    describe_community,
    found_community,
    reopen_community,
)
from hearth.communities.forms.places import CommunityForm
from hearth.communities.inside import inside_signed_in
from hearth.communities.permissions import Standing, can_found, can_lead
from hearth.communities.queries.heads import head_of
from hearth.communities.views.addresses import of_community
from hearth.core.forms import posted
from hearth.core.idempotency import once
from hearth.core.refusals import Refusal, require


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Found a community; whoever founds it leads it from its first day and can make others stewards."""
    require(can_found(request.viewer))
    form = CommunityForm(posted(request), by=request.viewer)
    if request.method == "POST" and form.is_valid():
        address = once(request, lambda: _found(request, form))
        messages.success(request, _("The community is there. Invite a few people to begin with."))
        return redirect(address)
    return render(request, "communities/new.html", {"form": form})


def _found(request: HttpRequest, form: CommunityForm) -> str:
    topics = form.cleaned_data["topics"]
    return of_community(found_community(form.described, steward=request.viewer, by=request.viewer, topics=topics))


@inside_signed_in
def settings(request: HttpRequest, here: Standing) -> HttpResponse:
    """Change what the community says of itself, and its three settings."""
    require(can_lead(here))
    form = CommunityForm(posted(request), by=request.viewer, community=here.community)
    if request.method == "POST" and form.is_valid():
        try:
            describe_community(here.community, form.described, by=request.viewer, topics=form.cleaned_data["topics"])
        except Refusal as refusal:
            form.add_error("reading", refusal.message)
        else:
            messages.success(request, _("Saved. It holds from now on."))
            return redirect("communities:settings", here.community.public_id)
    return render(request, "communities/settings.html", head_of(here, "settings") | {"form": form})


@inside_signed_in
@require_POST
def archive(request: HttpRequest, here: Standing) -> HttpResponse:
    """Close the community: it stays to be read."""
    archive_community(here.community, by=request.viewer)
    messages.success(request, _("The community is closed. What was said stays to be read."))
    return redirect("communities:settings", here.community.public_id)


@inside_signed_in
@require_POST
def reopen(request: HttpRequest, here: Standing) -> HttpResponse:
    """Open a closed community again."""
    reopen_community(here.community, by=request.viewer)
    messages.success(request, _("The community is open again."))
    return redirect("communities:settings", here.community.public_id)
