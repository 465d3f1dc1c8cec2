"""How a person wants to be told of one community, or of one discussion."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.communities.inside import inside_signed_in
from hearth.communities.models import Community, Discussion
from hearth.communities.permissions import Standing, can_read
from hearth.communities.queries.discussions import get_discussion
from hearth.communities.queries.heads import head_of
from hearth.core.forms import posted
from hearth.core.refusals import require
from hearth.core.zones import DeviceForm
from hearth.notifications.actions.choosing import choose_at, live_in
from hearth.notifications.forms.choosing import PlaceForm
from hearth.notifications.queries.own import kinds_for, ways_at


@inside_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def community(request: HttpRequest, here: Standing) -> HttpResponse:
    """What differs in a community."""
    require(can_read(here))
    form = _form(request, here.community)
    if _is_kept(request, form, here.community):
        return redirect("notifications:community", here.community.public_id)
    return render(request, "notifications/community.html", head_of(here, "notifications") | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def discussion(request: HttpRequest, discussion_id: str) -> HttpResponse:
    """What differs in a discussion."""
    found = get_discussion(discussion_id, viewer=request.viewer)
    if request.viewer is None:
        return redirect_to_login(request.get_full_path())
    form = _form(request, found)
    if _is_kept(request, form, found):
        return redirect("notifications:discussion", found.public_id)
    return render(request, "notifications/discussion.html", {"form": form, "discussion": found})


def _form(request: HttpRequest, place: Community | Discussion) -> PlaceForm:
    chosen, elsewhere = ways_at(request.viewer, place)
    kinds = kinds_for(request.viewer, place)
    return PlaceForm(posted(request), kinds=kinds, chosen=chosen, elsewhere=elsewhere)


def _is_kept(request: HttpRequest, form: PlaceForm, place: Community | Discussion) -> bool:
    """Keep what `form` says, if it was sent and can be understood; say whether it was."""
    if not form.is_valid():
        return False
    live_in(request.viewer, DeviceForm(request.POST).zone)
    choose_at(request.viewer, place, form.chosen)
    messages.success(request, _("Saved. It holds from now on."))
    return True
