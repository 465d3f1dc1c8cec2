from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.communities.actions import order
from hearth.communities.forms.writing import MoveForm
from hearth.communities.models import Discussion
from hearth.communities.permissions import can_moderate, standing_of
from hearth.communities.queries.asking import places_to_move
from hearth.communities.views.about import about_discussion
from hearth.core.forms import posted
from hearth.core.idempotency import once_only
from hearth.core.refusals import require
from hearth.core.translated import isolated


@require_http_methods(["GET", "HEAD", "POST"])
@once_only
@about_discussion
def move(request: HttpRequest, discussion: Discussion) -> HttpResponse:
    """Take a discussion to another community that one moderates."""
    here = standing_of(request.viewer, discussion.community)
    require(can_moderate(here))
    form = MoveForm(posted(request), places=places_to_move(here))
    if form.is_valid():
        to = form.places[form.cleaned_data["community"]]
        order.move_discussion(discussion, to, by=request.viewer)
        messages.success(request, _("Moved to “%(name)s”. Links to it still work.") % {"name": isolated(to.name)})
        return redirect(discussion)
    return render(request, "communities/discussion_move.html", {"form": form, "discussion": discussion})
