"""One box, one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from hearth.search.forms import SearchForm
from hearth.search.queries.finding import find
from hearth.topics.queries import neighbors_of


def show(request: HttpRequest) -> HttpResponse:
    """What the reader may see of what they look for; before they look for anything, the box alone."""
    language = get_language() or "en"
    form = SearchForm(request.GET, viewer=request.viewer)
    search = form.search()
    found = find(search, viewer=request.viewer, language=language, cursor=request.GET.get("cursor", ""))
    context = {
        "form": form,
        "search": search,
        "found": found,
        "near": neighbors_of(search.text, language=language) if search.text and not found.page else [],
    }
    response = render(request, "search/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
