"""Following, muting and blocking, each a noun at a member's address: `wanted` says whether it should be so."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.core.redirects import safe_next
from hearth.members.actions import distance, follows
from hearth.members.models import Member
from hearth.members.queries.around import get_kept
from hearth.members.queries.people import get_member
from hearth.topics.models import Topic
from hearth.topics.queries import topic_at

INTERESTS = "members:settings-interests"
Act = Callable[..., None]


@login_required
@require_POST
def follow(request: HttpRequest, member_id: str) -> HttpResponse:
    """Follow a member, or no longer."""
    return _change(request, member_id, follows.follow, follows.unfollow)


@login_required
@require_POST
def mute(request: HttpRequest, member_id: str) -> HttpResponse:
    """Keep a member out of my sight, or no longer."""
    answer = _change(request, member_id, distance.mute, distance.unmute)
    if _is_wanted(request):
        messages.success(request, _("Muted. They no longer come up in your lists. They are not told."))
    else:
        messages.success(request, _("Muted no longer."))
    return answer


@login_required
@require_POST
def block(request: HttpRequest, member_id: str) -> HttpResponse:
    """Part from a member, or no longer. Their page is gone then, so the way leads to the list."""
    member = _member(request, member_id)
    if _is_wanted(request):
        distance.block(member, by=request.viewer)
        messages.success(request, _("Blocked. They are not told. You find them in your quiet list."))
    else:
        distance.unblock(member, by=request.viewer)
        messages.success(request, _("Taken off the list."))
    return redirect(INTERESTS)


@login_required
@require_POST
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Follow a topic, or no longer."""
    try:
        found = topic_at(slug)
    except Topic.DoesNotExist as error:
        raise Http404 from error
    act = follows.follow_topic if _is_wanted(request) else follows.unfollow_topic
    act(found, by=request.viewer)
    return redirect(safe_next(request, default=INTERESTS))


def _change(request: HttpRequest, member_id: str, start: Act, end: Act) -> HttpResponse:
    act = start if _is_wanted(request) else end
    act(_member(request, member_id), by=request.viewer)
    return redirect(safe_next(request, default=INTERESTS))


def _member(request: HttpRequest, member_id: str) -> Member:
    """Return whom it is about: to begin something one must see them; what one has begun one can always end."""
    find = get_member if _is_wanted(request) else get_kept
    return find(member_id, viewer=request.viewer)


def _is_wanted(request: HttpRequest) -> bool:
    return request.POST.get("wanted") == "yes"
