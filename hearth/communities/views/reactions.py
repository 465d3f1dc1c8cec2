from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.communities.actions.reacting import react, take_back_reaction
from hearth.communities.models import Discussion, ReactionKind, Reply
from hearth.communities.permissions import standing_of
from hearth.communities.queries.discussions import get_discussion, get_reply
from hearth.communities.queries.posts import as_post


@login_required
@require_POST
def of_discussion(request: HttpRequest, discussion_id: str, kind: str, *, ends: bool = False) -> HttpResponse:
    """React to the opening of a discussion, or take that back."""
    return _answer(request, get_discussion(discussion_id, viewer=request.viewer), kind, ends=ends)


@login_required
@require_POST
def of_reply(request: HttpRequest, reply_id: str, kind: str, *, ends: bool = False) -> HttpResponse:
    """React to a reply, or take that back."""
    return _answer(request, get_reply(reply_id, viewer=request.viewer), kind, ends=ends)


def _answer(request: HttpRequest, written: Discussion | Reply, kind: str, *, ends: bool) -> HttpResponse:
    if kind not in ReactionKind.values:
        raise Http404
    act = take_back_reaction if ends else react
    act(written, ReactionKind(kind), by=request.viewer)
    if not request.htmx:
        return redirect(written.get_absolute_url())
    written.refresh_from_db(fields=["helpful_count", "with_you_count", "thanks_count"])
    said = _("You took back “%(reaction)s”.") if ends else _("You reacted with “%(reaction)s”.")
    discussion = written.thread
    may_react = standing_of(request.viewer, discussion.community).restriction is None
    context = {
        "post": as_post(written, viewer=request.viewer, may_react=may_react),
        "said": said % {"reaction": ReactionKind(kind).label},
    }
    return render(request, "communities/_reactions.html", context)
