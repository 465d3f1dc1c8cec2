from allauth.core.internal.ratelimit import consume
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.communities.inside import inside_signed_in
from hearth.communities.permissions import Standing, can_read
from hearth.communities.queries.similar import similar_to

LONGEST = 150  # characters of a title
MOST_TOPICS = 3


@inside_signed_in
def show(request: HttpRequest, here: Standing) -> HttpResponse:
    """Discussions that may be about what a member begins to ask, for the composer; 204 after too many questions.

    Without scripts nobody asks for it and nothing is missing: it stops nobody from posting. What a visitor types is not
    sent before they post it.
    """
    if not can_read(here):
        raise Http404
    # allauth's own door lets every GET pass.
    if not consume(request, app="allauth.account", action="similar", user=request.user, limit_get=True):
        return HttpResponse(status=204)
    title = request.GET.get("title", "")[:LONGEST]
    topics = request.GET.getlist("topics")[:MOST_TOPICS]
    found = similar_to(title, within=here.community, viewer=here.viewer, topics=topics)
    return render(request, "communities/_similar.html", {"found": found})
