"""The project's own middleware, one function each."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.core.refusals import Refusal

Handler = Callable[[HttpRequest], HttpResponse]


def request_log(get_response: Handler) -> Handler:
    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    return middleware


def response_headers(get_response: Handler) -> Handler:
    """Say on every answer what browsers may do with it: nothing private is kept by any cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), browsing-topics=()"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
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
        return render(request, "core/refusal.html", {"message": exception.message}, status=409)


refusals = RefusalMiddleware
