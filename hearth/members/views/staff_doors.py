"""Who gets to the staff's pages: for everybody else they are not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from hearth.members.permissions import has_right, rights_of

View = Callable[..., HttpResponseBase]


def staff_only(*rights: str) -> Callable[[View], View]:
    """Show the page to people with all of `rights`, or with any right; for the rest it is not there."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            viewer = request.viewer
            if not (all(has_right(viewer, right) for right in rights) if rights else rights_of(viewer)):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate
