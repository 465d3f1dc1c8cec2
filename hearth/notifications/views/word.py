"""The setting behind a mail: chosen by its link, without signing in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hearth.activity.ports import KINDS
from hearth.core.forms import posted
from hearth.core.origin import same_origin_instead_of_token
from hearth.notifications.actions.subscribing import choose_by_mail, stop
from hearth.notifications.forms.word import WordForm
from hearth.notifications.queries.words import get_occasion, places_for, way_now

ONE_CLICK = "List-Unsubscribe"


@same_origin_instead_of_token
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Say what a mail was about, and change how that comes."""
    occasion = get_occasion(token)
    places = places_for(occasion, viewer=request.viewer)
    form = WordForm(posted(request), occasion, how=way_now(occasion), places=places)
    if form.is_valid():
        choose_by_mail(occasion, **form.choice)
        messages.success(request, _("Saved. That is how it comes from now on."))
        return redirect("notifications:word", token)
    return render(
        request, "notifications/word.html", {"form": form, "kind": KINDS.get(occasion.kind), "how": occasion.how}
    )


# Exempt: the link is the permission. Mail programs send no token, and nobody can make up the link to somebody else's.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, token: str) -> HttpResponse:
    """Mail no more of it, as a mail program asks by one POST (RFC 8058); whoever opens the address may choose."""
    occasion = get_occasion(token)
    if request.method != "POST" or ONE_CLICK not in request.POST:
        return redirect("notifications:word", token)
    stop(occasion)
    return render(request, "notifications/word_stopped.html", {"token": token})
