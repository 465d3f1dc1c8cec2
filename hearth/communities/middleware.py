from collections.abc import Callable
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from hearth.communities.queries.invitations import is_open
from hearth.communities.waiting_words import INVITED, WANTED, WaitingWords

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
            words = WaitingWords(request).get()
            if words and not words.seen:
                return redirect("communities:waiting")
            if wanted := request.session.pop(WANTED, ""):
                return redirect("communities:join", wanted)
        return get_response(request)

    return middleware


@cache
def _home() -> str:
    return reverse("front:home")  # once: every page that is asked for is compared with it
