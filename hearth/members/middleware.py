from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from hearth.members.actions.joining import face_of


def viewer(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Set `request.viewer`: the main Member of the account that is signed in, or None for a visitor."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.viewer = face_of(request.user) if request.user.is_authenticated else None
        return get_response(request)

    return middleware
