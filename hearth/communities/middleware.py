from collections.abc import Callable
from functools import cache
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch, reverse

from hearth.communities.queries.invitations import is_open
from hearth.communities.queries.leading_on import discussion_once_reply, reply_once_discussion
from hearth.communities.waiting_words import INVITED, WANTED, WaitingWords
from hearth.organizations.queries.invitations import ASKED_IN, find_prospect_invitation

Handler = Callable[[HttpRequest], HttpResponse]


def waiting_words(get_response: Handler) -> Handler:
    """Take whoever just came in, by whichever way, from their own space to what brought them; once.

    That is the invitation they hold, else the words they wrote as a visitor, else the community they would join.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method == "GET" and request.path == _home() and request.user.is_authenticated:
            token = request.session.pop(INVITED, "")
            if token and is_open(token):
                return redirect("communities:invitation", token)
            asked_in = request.session.pop(ASKED_IN, "")
            if find_prospect_invitation(asked_in):
                return redirect("organizations:invitation", asked_in)
            words = WaitingWords(request).get()
            if words and not words.seen:
                return redirect("communities:waiting")
            if wanted := request.session.pop(WANTED, ""):
                return redirect("communities:join", wanted)
        return get_response(request)

    return middleware


def leading_on(get_response: Handler) -> Handler:
    """Lead on, for good, from the addresses of a discussion or reply that was merged or split to where it stands now.

    Only what is asked for by GET, by whoever may read it there; a page that asks for a part of itself is not sent away.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND or request.method not in {"GET", "HEAD"} or request.htmx:
            return response
        match = request.resolver_match
        address = _leads_to(match, request) if match and match.app_name == "communities" else ""
        return redirect(address, permanent=True) if address else response

    return middleware


def _leads_to(match: ResolverMatch, request: HttpRequest) -> str:
    if key := match.kwargs.get("discussion_id"):
        reply = reply_once_discussion(key, viewer=request.viewer)
        if reply is not None and match.url_name == "discussion-feed":
            return reverse("communities:discussion-feed", args=[reply.discussion.public_id])
        return reply.get_absolute_url() if reply else ""
    if key := match.kwargs.get("reply_id"):
        discussion = discussion_once_reply(key, viewer=request.viewer)
        return discussion.get_absolute_url() if discussion else ""
    return ""


@cache
def _home() -> str:
    return reverse("front:home")  # once: every page that is asked for is compared with it
