"""How a view gets into a community: what may not be known is not found, before anything else is asked."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from hearth.communities.queries.places import enter
from hearth.communities.queries.sentences import robots_of

View = Callable[..., HttpResponse]
Visit = Callable[..., HttpResponse | None]


def inside(view: View) -> View:
    """Give `view` the viewer's Standing in the community of the address, and tell robots what they may do."""

    @wraps(view)
    def wrapped(request: HttpRequest, community_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        here = enter(community_id, viewer=request.viewer)
        response = view(request, here, *args, **kwargs)
        response["X-Robots-Tag"] = robots_of(here.community)
        return response

    return wrapped


def inside_signed_in(view: View, *, as_house: bool = False, visiting: Visit | None = None) -> View:
    """The same for members of the site; visitors sign in first, and robots stay out.

    Arguments:
        as_house: see `enter`.
        visiting: what visitors are shown instead, and sent to sign in where it returns None.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, community_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        here = enter(community_id, viewer=request.viewer, as_house=as_house)
        if here.viewer is None:
            response = visiting(request, here) if visiting else None
            response = response or redirect_to_login(request.get_full_path())
        else:
            response = view(request, here, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    return wrapped


def inside_or_of_house(view: View) -> View:
    """The same, and open to those who keep order everywhere, of whom no community is hidden."""
    return inside_signed_in(view, as_house=True)
