from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.communities.inside import inside_signed_in
from hearth.communities.permissions import Standing, can_see_members
from hearth.communities.queries.discussions import get_discussion
from hearth.communities.queries.mentions import suggest_mentions


@inside_signed_in
def suggest(request: HttpRequest, here: Standing) -> HttpResponse:
    """Whom somebody who writes an `@` may mean."""
    if not can_see_members(here):
        raise Http404
    discussion = None
    if wanted := request.GET.get("discussion", ""):
        discussion = get_discussion(wanted, viewer=here.viewer)
        if discussion.community_id != here.community.pk:
            raise Http404
    found = suggest_mentions(request.GET.get("q", ""), here=here, discussion=discussion)
    return render(request, "communities/_mentions.html", {"members": found})
