"""How a view of this room gets into a community."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from hearth.communities.queries.places import enter

View = Callable[..., HttpResponse]


def inside_signed_in(view: View) -> View:
    """Give `view` the viewer's Standing in the community of the address; visitors sign in first, robots stay out.

    What may not be known is not found, before anything else is asked.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, community_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        here = enter(community_id, viewer=request.viewer)
        if here.viewer is None:
            return redirect_to_login(request.get_full_path())
        response = view(request, here, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    return wrapped
