"""One box, one page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from hearth.core.pace import keeps_pace
from hearth.search.forms import SearchForm, narrowed_to
from hearth.search.queries.finding import find
from hearth.topics.queries import neighbors_of


def show(request: HttpRequest) -> HttpResponse:
    """What the reader may see of what they look for; the box alone before that, and for who looks too fast (429)."""
    language = get_language() or "en"
    form = SearchForm(request.GET, viewer=request.viewer)
    context: dict[str, Any] = {"form": form, "search": (search := form.search()), "narrowed": narrowed_to(search)}
    if search.text and not keeps_pace(request, "search"):
        return _unlisted(render(request, "search/search.html", context | {"is_too_fast": True}, status=429))
    found = find(search, viewer=request.viewer, language=language, cursor=request.GET.get("cursor", ""))
    near = neighbors_of(search.text, language=language) if search.text and not found.page else []
    return _unlisted(render(request, "search/search.html", context | {"found": found, "near": near}))


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response
