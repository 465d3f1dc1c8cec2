"""Keeping a distance from whoever wrote something, also where their page does not open."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.communities.models import Discussion, Reply
from hearth.communities.permissions import can_keep_distance
from hearth.communities.queries.posts import as_post
from hearth.communities.views.about import about_discussion, about_reply
from hearth.communities.views.addresses import of_community
from hearth.core.refusals import require
from hearth.members.actions.distance import block, mute, unmute
from hearth.members.queries.around import footing_with

takes_forms = require_http_methods(["GET", "HEAD", "POST"])
MUTES: Final = {"mute": mute, "unmute": unmute}


@takes_forms
@about_discussion
def from_asker(request: HttpRequest, discussion: Discussion) -> HttpResponse:
    """Mute or block whoever began a discussion."""
    return _distance(request, discussion)


@takes_forms
@about_reply
def from_author(request: HttpRequest, reply: Reply) -> HttpResponse:
    """Mute or block whoever wrote a reply."""
    return _distance(request, reply)


def _distance(request: HttpRequest, written: Discussion | Reply) -> HttpResponse:
    require(can_keep_distance(request.viewer, written))
    discussion = written.thread
    wanted = request.POST.get("wanted")
    if request.method == "POST" and wanted == "block":
        block(written.author, by=request.viewer)
        messages.success(request, _("Blocked. They are not told. You find them in your quiet list."))
        gone = written.author_id == discussion.author_id  # then the whole discussion is, for this reader
        return redirect(of_community(discussion.community) if gone else discussion)
    if request.method == "POST" and wanted in MUTES:
        MUTES[wanted](written.author, by=request.viewer)
        return redirect(written)
    post, footing = as_post(written, viewer=request.viewer), footing_with(written.author, viewer=request.viewer)
    context = {"post": post, "written": written, "discussion": discussion, "footing": footing}
    return render(request, "communities/distance.html", context)
