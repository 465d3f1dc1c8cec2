"""Passkeys: making, naming and removing one's own."""

import json

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.internal.flows import remove_authenticator, rename_authenticator, signup_authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hearth.core.forms import posted
from hearth.core.redirects import safe_next
from hearth.members.forms.passkeys import AddPasskeyForm, PasskeyNameForm
from hearth.members.queries.ways_in import get_passkey
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
        "options": json.dumps(begin_registration(request.user, True)),
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
