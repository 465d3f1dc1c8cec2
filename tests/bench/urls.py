"""The site's addresses, and `bare`."""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.urls import path

from hearth.urls import handler400, handler403, handler404, handler429, handler500
from hearth.urls import urlpatterns as site

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]


@lru_cache
def _page(size: str) -> bytes:
    """Return HTML of `size` bytes that compresses about as well as a page of ours."""
    rows = (
        f"<p class=row{number % 7}>Row {number} of a page that is always the same.</p>\n" for number in range(100_000)
    )
    head, found = "<!doctype html><title>Bare</title>", []
    length = len(head)
    for row in rows:
        if length >= int(size):
            break
        found.append(row)
        length += len(row)
    return (head + "".join(found)).encode()[: int(size)]


def bare(request: HttpRequest, size: str) -> HttpResponse:
    """Answer with a constant page, behind the same middleware as every other."""
    return HttpResponse(_page(size))


urlpatterns = [*site, path("bare/<slug:size>/", bare, name="bare")]
