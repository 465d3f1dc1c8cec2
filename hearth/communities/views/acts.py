from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from hearth.communities.actions import keeping, order
from hearth.communities.queries.conversation import get_conversation
from hearth.communities.queries.discussions import get_discussion

FOR_ONESELF: Final = {
    "follow": (keeping.follow_discussion, _("You follow this discussion.")),
    "follow-end": (keeping.unfollow_discussion, _("You do not follow this discussion any more.")),
    "mute": (keeping.mute_discussion, _("You will hear nothing of this discussion.")),
    "mute-end": (keeping.unmute_discussion, _("This discussion is in your lists again.")),
    "bookmark": (keeping.bookmark_discussion, _("Saved. You find it under “Saved”.")),
    "bookmark-end": (keeping.remove_bookmark, _("Taken off your list.")),
}
# Hiding needs a reason: it is decided in `moderation`.
ORDER: Final = {
    "lock": (order.lock_discussion, _("Closed: nobody can answer any more.")),
    "lock-end": (order.unlock_discussion, _("Open again.")),
    "pin": (order.pin_discussion, _("Pinned above the list of the community.")),
    "pin-end": (order.unpin_discussion, _("No longer pinned.")),
}


@login_required
@require_POST
def act(request: HttpRequest, discussion_id: str, what: str) -> HttpResponse:
    """Follow, mute or save a discussion, lock or pin it, or end that."""
    discussion = get_discussion(discussion_id, viewer=request.viewer)
    change, said = (FOR_ONESELF | ORDER)[what]
    change(discussion, by=request.viewer)
    if request.htmx and what in FOR_ONESELF:
        talk = get_conversation(discussion_id, viewer=request.viewer)
        return render(request, "communities/_attention.html", {"talk": talk, "discussion": discussion, "said": said})
    messages.success(request, said)
    return redirect(discussion)
