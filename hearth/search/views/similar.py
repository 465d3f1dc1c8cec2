"""Discussions that ask something close, as parts of other rooms' pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from hearth.communities.inside import inside_signed_in
from hearth.communities.permissions import Standing, can_read
from hearth.communities.queries.discussions import get_discussion
from hearth.core.origin import same_origin_instead_of_token
from hearth.core.pace import keeps_pace
from hearth.search.queries.similar import similar_to

LONGEST = 150  # characters of a title
MOST_TOPICS = 3


@same_origin_instead_of_token
@inside_signed_in
@require_POST
def show(request: HttpRequest, here: Standing) -> HttpResponse:
    """Discussions that may be about what a member begins to ask, for the composer; 204 after too many questions.

    Without scripts nobody asks for it and nothing is missing: it stops nobody from posting. What a visitor types is not
    sent before they post it.
    """
    if not can_read(here):
        raise Http404
    if not keeps_pace(request, "similar"):
        return HttpResponse(status=204)
    title = request.POST.get("title", "")[:LONGEST]
    topics = request.POST.getlist("topics")[:MOST_TOPICS]
    language = get_language() or "en"
    found = similar_to(title, within=here.community, viewer=here.viewer, topics=topics, language=language)
    return render(request, "search/_similar.html", {"found": found})


def beside(request: HttpRequest, discussion_id: str) -> HttpResponse:
    """What others asked that is close to a discussion, everywhere the reader may read; 204 for who asks too fast."""
    discussion = get_discussion(discussion_id, viewer=request.viewer)
    if not keeps_pace(request, "similar"):
        return HttpResponse(status=204)
    topics = list(discussion.topics.values_list("slug", flat=True))
    given = {"viewer": request.viewer, "language": discussion.language, "topics": topics, "but": discussion}
    found = similar_to(discussion.title, body=discussion.excerpt, **given)
    response = render(request, "search/_beside.html", {"found": found})
    response["X-Robots-Tag"] = "noindex"
    return response
