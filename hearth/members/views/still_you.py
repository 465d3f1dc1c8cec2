"""Whether it is still you, asked of people who have no password, before they change how they sign in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

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

KEY = "still_you"
ASKED_AFTER = 300  # seconds, as allauth asks those who have a password
View = Callable[..., HttpResponseBase]


def still_you(view: View) -> View:
    """Let `view` be reached only within five minutes of a code, by people who have no password to be asked for."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked_at = request.session.get(KEY, {}).get("proven_at", 0)
        is_fresh = timezone.now().timestamp() - asked_at < ASKED_AFTER
        if request.user.is_authenticated and not request.user.has_usable_password() and not is_fresh:
            return redirect(f"{reverse('members:still-you')}?{urlencode({'next': request.path})}")
        return view(request, *args, **kwargs)

    return wrapped


@login_required
def ask(request: HttpRequest) -> HttpResponse:
    """Send a code to the account's own address, and take it."""
    kept = request.session.get(KEY, {})
    if "send" in request.POST:
        return _send(request)
    form = CodeStep(posted(request)) if kept.get("digest") else None
    if form and form.is_valid():
        if limited := ratelimit.consume_or_429(request, action="reauthenticate", user=request.user):
            return limited
        is_young = timezone.now().timestamp() - kept["sent_at"] < CODE_LIFETIME.total_seconds()
        if is_young and is_proven(form.cleaned_data["code"], kept["digest"], email=request.user.get_username()):
            request.session[KEY] = {"proven_at": timezone.now().timestamp()}
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
