"""What one was told: the list, each of it as a way to what it is about, and what was read of it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from hearth.communities.models import Discussion
from hearth.communities.queries.discussions import get_discussion
from hearth.notifications.actions.reading import look_through, mark_all_read, mark_read
from hearth.notifications.forms.reading import ReadingForm
from hearth.notifications.queries.listing import get_told
from hearth.notifications.queries.missed import missed_by

AHEAD = "prefetch"  # what a browser fetches before anybody asked for it: https://wicg.github.io/nav-speculation/


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What the person was told, the latest first, or what of one discussion."""
    discussion, cursor = _discussion(request, request.GET.get("discussion", "")), request.GET.get("cursor", "")
    listing = look_through(request.viewer, discussion=discussion, cursor=cursor)
    context = {
        "listing": listing,
        "discussion": discussion,
        "missed": None if discussion or cursor else missed_by(request.viewer, now=timezone.now()),
        "until": timezone.now().isoformat(),
    }
    return render(request, "notifications/list.html", context)


@login_required
@require_safe
def show(request: HttpRequest, notification_id: str) -> HttpResponse:
    """Go to what it is about, if there is more to see, and note that it was read.

    A GET may: it changes nothing but the person's own mark, as opening the discussion itself does, and a second time
    changes nothing. What a browser fetches ahead, and a HEAD, change nothing at all.
    """
    row, told = get_told(notification_id, viewer=request.viewer)
    if request.method == "GET" and not request.headers.get("Sec-Purpose", "").startswith(AHEAD):
        mark_read(row)
    return redirect(told.address or "notifications:list")


@login_required
@require_POST
def reading(request: HttpRequest) -> HttpResponse:
    """Mark all as read that the page had shown: all there is, or all of one discussion."""
    form = ReadingForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    discussion = _discussion(request, said.get("discussion", ""))
    mark_all_read(request.viewer, until=said.get("until") or timezone.now(), discussion=discussion)
    address = reverse("notifications:list")
    return redirect(f"{address}?discussion={discussion.public_id}" if discussion else address)


def _discussion(request: HttpRequest, public_id: str) -> Discussion | None:
    return get_discussion(public_id, viewer=request.viewer) if public_id else None
