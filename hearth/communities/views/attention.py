from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from hearth.communities.actions import keeping
from hearth.communities.queries.discussions import get_discussion, list_bookmarks, list_drafts

ACTS: Final = {
    "follow": (keeping.follow_discussion, _("You follow this discussion.")),
    "follow-end": (keeping.unfollow_discussion, _("You do not follow this discussion any more.")),
    "mute": (keeping.mute_discussion, _("You will hear nothing of this discussion.")),
    "mute-end": (keeping.unmute_discussion, _("This discussion is in your lists again.")),
    "bookmark": (keeping.bookmark_discussion, _("Saved. You find it under “Saved”.")),
    "bookmark-end": (keeping.remove_bookmark, _("Taken off your list.")),
}


@login_required
@require_POST
def act(request: HttpRequest, discussion_id: str, what: str) -> HttpResponse:
    """Follow, mute or save a discussion, or end that."""
    discussion = get_discussion(discussion_id, viewer=request.viewer)
    change, said = ACTS[what]
    change(discussion, by=request.viewer)
    messages.success(request, said)
    return redirect(discussion)


@login_required
def bookmarks(request: HttpRequest) -> HttpResponse:
    """What the person saved, and what they have written and not posted."""
    context = {"discussions": list_bookmarks(request.viewer), "drafts": list_drafts(request.viewer)}
    return render(request, "communities/bookmarks.html", context)
