"""Error pages in the site's look."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from hearth.core.context import site

LAST_WORDS = "<!doctype html><html lang=en><title>Error</title><p>Something went wrong on our side. Please try again."


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request made no sense (400), or was too big (413)."""
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return render(request, f"{status}.html", status=status)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What one may see but not do."""
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its proof of origin: most often a page left open for long, or cookies switched off."""
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What does not exist, or may not be seen: both answer alike."""
    return render(request, "404.html", status=404)


def too_many(request: HttpRequest) -> HttpResponse:
    """Too much at once."""
    return render(request, "429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke. The page asks nothing of the database, nor of anything else that may be what broke."""
    try:
        page: str = render_to_string("500.html", site(request))
    except Exception:  # noqa: BLE001  (whatever else is broken, people get an answer)
        page = LAST_WORDS
    return HttpResponse(page, status=500)
