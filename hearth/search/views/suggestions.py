"""Suggestions while one types, as a fragment."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from hearth.core.origin import same_origin_instead_of_token
from hearth.core.pace import keeps_pace
from hearth.search.queries.suggesting import suggestions


@require_POST
@same_origin_instead_of_token
def show(request: HttpRequest) -> HttpResponse:
    """Topics and places with what was typed in their names; 204 for who asks too fast."""
    if not keeps_pace(request, "suggestions"):
        return HttpResponse(status=204)
    given = suggestions(request.POST.get("q", ""), viewer=request.viewer, language=get_language() or "en")
    response = render(request, "search/_suggestions.html", {"suggestions": given})
    response["X-Robots-Tag"] = "noindex"
    return response
