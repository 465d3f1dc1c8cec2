"""Who gets to the network's staff pages: for everybody else they are not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from hearth.organizations.permissions import can_keep_network

View = Callable[..., HttpResponseBase]


def keepers_only(view: View) -> View:
    """Show the page to staff who look after the network; for the rest it is not there."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_keep_network(request.viewer):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
