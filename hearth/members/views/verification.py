"""Asking for the badge of a clinician."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.core.idempotency import once
from hearth.core.refusals import Refusal
from hearth.members.actions.verification import ask_verification, take_back_verification
from hearth.members.forms.verification import VerificationForm
from hearth.members.queries.verifications import list_own


@login_required
def show(request: HttpRequest) -> HttpResponse:
    """How my badge stands, and the form to ask for it."""
    form = VerificationForm(request.POST, request.FILES) if request.method == "POST" else VerificationForm()
    if form.is_valid():
        try:
            return redirect(once(request, lambda: _ask(request, form)))
        except Refusal as refusal:
            form.add_error(None, refusal.message)
    own = list_own(request.viewer)
    context = {
        "form": form,
        "own": own,
        "waiting": next((each for each in own if each.state == "open"), None),
        "living": next((each for each in own if each.state == "approved"), None),
    }
    return render(request, "members/settings_verification.html", context)


def _ask(request: HttpRequest, form: VerificationForm) -> str:
    given = dict(form.cleaned_data)
    ask_verification(request.viewer, content=given.pop("evidence"), **given)
    messages.success(request, _("Sent. We will write to you when it is decided."))
    return reverse("members:settings-verification")


@login_required
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Take back what I asked for; the evidence is erased at once."""
    take_back_verification(request.viewer)
    messages.success(request, _("Taken back. Your evidence is erased."))
    return redirect("members:settings-verification")
