from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.communities.queries.kept import list_bookmarks, list_drafts


@login_required
def bookmarks(request: HttpRequest) -> HttpResponse:
    """What the person saved, and what they have written and not posted."""
    context = {"discussions": list_bookmarks(request.viewer), "drafts": list_drafts(request.viewer)}
    return render(request, "communities/bookmarks.html", context)
