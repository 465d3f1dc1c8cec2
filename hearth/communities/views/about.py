"""Pages about something one may read, for people who are signed in."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from hearth.communities.queries.discussions import (
    get_discussion,
    get_discussion_to_delete,
    get_reply,
    get_reply_to_delete,
)

View = Callable[..., HttpResponse]


def _about(get: Callable[..., object]) -> Callable[[View], View]:
    """Hand a view what `get` finds under the id in the address; 404 for what one may not read, then sign in first."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, **address: str) -> HttpResponse:
            (public_id,) = address.values()
            found = get(public_id, viewer=request.viewer)
            return view(request, found) if request.viewer else redirect_to_login(request.get_full_path())

        return wrapped

    return decorate


about_discussion = _about(get_discussion)
about_reply = _about(get_reply)
# Also where whoever wrote it reads no more.
about_own_discussion = _about(get_discussion_to_delete)
about_own_reply = _about(get_reply_to_delete)
