"""Whether it is still you, asked before a person changes how they sign in, and before what cannot be undone."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core import ratelimit
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hearth.core.forms import posted
from hearth.core.redirects import safe_next
from hearth.members.actions.address_proof import CODE_LIFETIME, is_proven, send_code
from hearth.members.forms.joining import CodeStep
from hearth.members.ports import tell_reached

KEY = "still_you"
ASKED_AFTER = 300  # seconds, as allauth asks
View = Callable[..., HttpResponseBase]


def still_you(view: View) -> View:
    """Let `view` be reached only within five minutes of having shown who one is: by password, app, passkey or code.

    What was posted to it is not kept meanwhile: the person comes back to its page.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not is_fresh(request):
            return _ask_first(request)
        return view(request, *args, **kwargs)

    return wrapped


def still_you_where_allauth_does_not_ask(view: View) -> View:
    """Ask before one of allauth's own views, which ask everybody but those who have only codes by e-mail."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        is_asked = request.user.is_authenticated and not get_reauthentication_flows(request.user)
        if is_asked and not is_fresh(request):
            return _ask_first(request)
        return view(request, *args, **kwargs)

    return wrapped


def is_fresh(request: HttpRequest) -> bool:
    """Say whether who is signed in has shown within five minutes that it is them."""
    records = get_authentication_records(request, request.user)
    shown = [record["at"] for record in records if record.get("reauthenticated")]
    return bool(shown) and time.time() - shown[-1] < ASKED_AFTER


def _ask_first(request: HttpRequest) -> HttpResponse:
    way = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
    return redirect(f"{way}?{urlencode({'next': request.path})}")


@login_required
def ask(request: HttpRequest) -> HttpResponse:
    """Send a code to the account's own address, and take it: of people who have no stronger way."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    if "code" not in {method["id"] for method in methods}:
        query = urlencode({"next": safe_next(request, default="members:settings-signing-in")})
        return redirect(f"{methods[0]['url']}?{query}")
    kept = request.session.get(KEY, {})
    if "send" in request.POST:
        return _send(request)
    form = CodeStep(posted(request)) if kept.get("digest") else None
    if form and form.is_valid():
        if limited := ratelimit.consume_or_429(request, action="reauthenticate", user=request.user):
            return limited
        is_young = timezone.now().timestamp() - kept["sent_at"] < CODE_LIFETIME.total_seconds()
        if is_young and is_proven(form.cleaned_data["code"], kept["digest"], email=request.user.get_username()):
            del request.session[KEY]
            tell_reached(request.user.get_username())
            record_authentication(request, request.user, method="code", reauthenticated=True)
            return redirect(safe_next(request, default="members:settings-signing-in"))
        form.add_error("code", _("This is not the code, or it is too old. Look again, or ask for a new one."))
    return render(request, "members/still_you.html", {"form": form, "next": safe_next(request, default="front:home")})


def _send(request: HttpRequest) -> HttpResponse:
    if limited := ratelimit.consume_or_429(request, action="request_login_code"):
        return limited
    digest = send_code(request.user.get_username(), language=get_language() or "en")
    request.session[KEY] = {"digest": digest, "sent_at": timezone.now().timestamp()}
    query = urlencode({"next": safe_next(request, default="members:settings-signing-in")})
    return redirect(f"{reverse('members:still-you')}?{query}")
