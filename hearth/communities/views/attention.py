from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.communities.queries.kept import list_bookmarks, list_drafts, list_left_behind


@login_required
def bookmarks(request: HttpRequest) -> HttpResponse:
    """What the person saved, what they have written and not posted, and what they wrote where they read no more."""
    part, cursor = request.GET.get("part", ""), request.GET.get("cursor", "")
    context: dict[str, object] = {
        "bookmarks": list_bookmarks(request.viewer, cursor=cursor if part == "saved" else ""),
        "drafts": list_drafts(request.viewer, cursor=cursor if part == "drafts" else ""),
    }
    left_discussions, left_replies = list_left_behind(request.viewer)
    context |= {"left_discussions": left_discussions, "left_replies": left_replies}
    return render(request, "communities/bookmarks.html", context)
