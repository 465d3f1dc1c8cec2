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


def about_discussion(view: View) -> View:
    """Hand `view` the discussion; 404 for what one may not read, then sign in first."""

    @wraps(view)
    def wrapped(request: HttpRequest, discussion_id: str) -> HttpResponse:
        discussion = get_discussion(discussion_id, viewer=request.viewer)
        return view(request, discussion) if request.viewer else redirect_to_login(request.get_full_path())

    return wrapped


def about_own_discussion(view: View) -> View:
    """Hand `view` the discussion, also where whoever wrote it reads no more; for everybody else as above."""

    @wraps(view)
    def wrapped(request: HttpRequest, discussion_id: str) -> HttpResponse:
        discussion = get_discussion_to_delete(discussion_id, viewer=request.viewer)
        return view(request, discussion) if request.viewer else redirect_to_login(request.get_full_path())

    return wrapped


def about_own_reply(view: View) -> View:
    """Hand `view` the reply, also where whoever wrote it reads no more; for everybody else as below."""

    @wraps(view)
    def wrapped(request: HttpRequest, reply_id: str) -> HttpResponse:
        reply = get_reply_to_delete(reply_id, viewer=request.viewer)
        return view(request, reply) if request.viewer else redirect_to_login(request.get_full_path())

    return wrapped


def about_reply(view: View) -> View:
    """Hand `view` the reply; 404 for what one may not read, then sign in first."""

    @wraps(view)
    def wrapped(request: HttpRequest, reply_id: str) -> HttpResponse:
        reply = get_reply(reply_id, viewer=request.viewer)
        return view(request, reply) if request.viewer else redirect_to_login(request.get_full_path())

    return wrapped
