"""Passkeys: making, naming and removing one's own."""

import json

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.core import ratelimit
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.internal.auth import begin_authentication, begin_registration
from allauth.mfa.webauthn.internal.flows import (
    reauthenticate,
    remove_authenticator,
    rename_authenticator,
    signup_authenticator,
)
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from hearth.core.forms import posted
from hearth.core.redirects import safe_next
from hearth.members.forms.passkeys import AddPasskeyForm, AskAgainPasskeyForm, PasskeyNameForm
from hearth.members.queries.ways_in import get_passkey, list_passkeys
from hearth.members.views.still_you import still_you


@login_required
@still_you
def add(request: HttpRequest) -> HttpResponse:
    """Make a passkey on this device; right after joining the page says what it is good for, and can be left."""
    form = AddPasskeyForm(posted(request), user=request.user)
    if form.is_valid():
        signup_authenticator(request, user=request.user, **form.cleaned_data)
        get_adapter().send_notification_mail("mfa/email/webauthn_added", request.user)
        return redirect(safe_next(request, default="members:settings-signing-in"))
    context = {
        "form": form,
        "options": json.dumps(dict(begin_registration(request.user, True))),
        "next": safe_next(request, default="members:settings-signing-in"),
        "is_new_here": "joined" in request.GET,
    }
    return render(request, "members/passkey_add.html", context)


@login_required
@still_you
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Name one passkey anew, or remove it."""
    passkey = get_passkey(request.user, key)
    if passkey is None:
        raise Http404
    if "remove" in request.POST:
        remove_authenticator(request, passkey.authenticator)
        return redirect("members:settings-signing-in")
    form = PasskeyNameForm(posted(request), initial={"name": passkey.name})
    if form.is_valid():
        rename_authenticator(request, passkey.authenticator, form.cleaned_data["name"])
        messages.success(request, _("Saved."))
        return redirect("members:settings-signing-in")
    return render(request, "members/passkey_edit.html", {"form": form, "passkey": passkey})


@login_required
def ask_again(request: HttpRequest) -> HttpResponse:
    """Show by a passkey that it is still you, then go on to where that was asked."""
    to = safe_next(request, default="members:settings-signing-in")
    others = _other_ways(request, to)
    if not list_passkeys(request.user):
        return redirect(others[0]["url"])
    if limited := ratelimit.consume_or_429(request, action="reauthenticate", user=request.user):
        return limited
    form = AskAgainPasskeyForm(posted(request), user=request.user)
    if form.is_valid():
        reauthenticate(request, form.cleaned_data["credential"])
        return resume_request(request) or redirect(to)
    context = {
        "form": form,
        "options": json.dumps(dict(begin_authentication(request.user))),
        "next": to,
        "reauthentication_alternatives": others,
    }
    return render(request, "members/passkey_again.html", context)


def _other_ways(request: HttpRequest, to: str) -> list[dict[str, str]]:
    """Return the other ways to show that it is still you, each on the way to the path `to`."""
    methods = get_account_adapter().get_reauthentication_methods(request.user)
    query = urlencode({"next": to})
    return [each | {"url": f"{each['url']}?{query}"} for each in methods if each["url"] != request.path]
