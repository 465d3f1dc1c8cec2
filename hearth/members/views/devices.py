"""Where a person is signed in, and ending it."""

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.members.actions import devices


@login_required
@require_POST
def end(request: HttpRequest, device_id: str) -> HttpResponse:
    """Sign out on one device."""
    if not devices.end_device(request.user, device_id):
        raise Http404
    messages.success(request, _("Signed out there."))
    return redirect("members:settings-signing-in")


@login_required
@require_POST
def end_all(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere: on all other devices, and here too when `here` says so."""
    devices.sign_out_everywhere(request.user)
    if "here" in request.POST:
        logout(request)
        messages.success(request, _("You are signed out everywhere."))
        return redirect("account_login")
    update_session_auth_hash(request, request.user)
    messages.success(request, _("You are signed out everywhere but here."))
    return redirect("members:settings-signing-in")
