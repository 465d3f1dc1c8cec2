"""The project's own middleware, one function each."""

import re
import time
from collections.abc import Callable, Iterator
from urllib.parse import urldefrag, urlencode

import structlog
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string

from hearth.core.gateway import REFUSED
from hearth.core.refusals import Refusal

Handler = Callable[[HttpRequest], HttpResponse]
FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
log = structlog.get_logger("hearth.request")


def request_log(get_response: Handler) -> Handler:
    """Log each request by the name of its route: never its path, query, address, browser or account.

    Asking after the site's health is not logged: monitors do so all day.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        route = (match.view_name or "unnamed") if match else "none"
        if route == "core:health":
            return response
        log.info(
            "request",
            route=route,
            method=request.method if request.method in METHODS else "other",
            status=response.status_code,
            ms=round((time.perf_counter() - began) * 1000, 1),
        )
        return response

    return middleware


METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def response_headers(get_response: Handler) -> Handler:
    """Say on every answer what browsers may do with it: nothing private is kept by any cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), browsing-topics=()"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        if allowed := getattr(request, "allowed_scripts", None):
            response._csp_update = {"script-src": allowed}
        return response

    return middleware


def known_methods(get_response: Handler) -> Handler:
    """Answer 405 to the methods no page of ours takes, which a view would otherwise take for a GET or a POST.

    That page, and the one of a view that takes fewer methods, are in the site's look.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        known = request.method in TAKEN
        response: HttpResponse = get_response(request) if known else HttpResponseNotAllowed(TAKEN)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            response.content = render_to_string("405.html", request=request)
        return response

    return middleware


TAKEN = ("GET", "HEAD", "POST", "OPTIONS")


def plain_input(get_response: Handler) -> Handler:
    """Answer 400 to what no form of ours sends and no database takes, and 413 to what is far too big.

    That is: a body whose length is no number (RFC 9110, 8.6), NUL characters anywhere, and forms in another encoding
    than UTF-8, which could carry half characters. A body that did not come whole was refused at the door
    (`hearth.core.gateway`): here it gets its page.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if refused := request.META.get(REFUSED):
            return render(request, f"{refused}.html", status=refused)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not re.fullmatch(r"[0-9]{1,18}", length):
            raise BadRequest("The length of the body is no number.")
        if int(length) > settings.REQUEST_BODY_MAX_SIZE:
            raise RequestDataTooBig("The body is larger than REQUEST_BODY_MAX_SIZE.")
        if (request.content_params or {}).get("charset", "utf-8").lower() not in {"utf-8", "utf8", "us-ascii"}:
            raise BadRequest("The form is not in UTF-8.")
        if any("\x00" in text for text in _texts(request)):
            raise BadRequest("There is a NUL character in the request.")
        return get_response(request)

    return middleware


def _texts(request: HttpRequest) -> Iterator[str]:
    yield request.path_info
    yield from request.COOKIES.values()
    parts = [request.GET, request.POST] if request.content_type in FORMS else [request.GET]
    for part in parts:
        for name, values in part.lists():
            yield name
            yield from map(str, values)
    for name, files in request.FILES.lists() if request.content_type == "multipart/form-data" else ():
        yield name
        yield from (file.name or "" for file in files)


def whole_page_redirects(get_response: Handler) -> Handler:
    """Let htmx go to another page as a whole, which it would otherwise put inside the one that asked.

    Whoever has to sign in first comes back to that page, and not to an address that only takes what it sent; a redirect
    to the page itself loads it anew. The headers are htmx's own: https://htmx.org/reference/#response_headers.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not getattr(request, "htmx", False) or not isinstance(response, HttpResponseRedirectBase):
            return response
        page: str = request.htmx.current_url_abs_path or "/"
        target, door = response.url, resolve_url(settings.LOGIN_URL)
        if target.startswith(f"{door}?"):
            target = f"{door}?{urlencode({REDIRECT_FIELD_NAME: page})}"
        elif urldefrag(target).url == urldefrag(page).url:
            response["HX-Refresh"] = "true"  # a browser that only goes to another `#` asks for nothing
        response["HX-Redirect"] = target
        response.status_code = 200
        del response["Location"]
        return response

    return middleware


class RefusalMiddleware:
    """Show a Refusal as a page, or as a fragment to htmx."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 409 with the refusal's sentence; leave every other exception alone."""
        if not isinstance(exception, Refusal):
            return None
        template = "core/_refusal.html" if getattr(request, "htmx", False) else "core/refusal.html"
        return render(request, template, {"message": exception.message}, status=409)


refusals = RefusalMiddleware
