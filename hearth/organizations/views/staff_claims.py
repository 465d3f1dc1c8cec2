"""Deciding who answers for an organisation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hearth.core.forms import posted
from hearth.core.idempotency import once_only
from hearth.core.kept_words import words_are_kept
from hearth.core.refusals import Refusal
from hearth.organizations.actions.claims import accept_claim, decline_claim
from hearth.organizations.forms.people import DecisionForm
from hearth.organizations.queries.claims import get_claim, history_of, list_claims


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What waits, the longest first; for everybody else there is no such page."""
    waiting = list_claims(viewer=request.viewer, cursor=request.GET.get("cursor", ""))
    return render(request, "organizations/staff_claims.html", {"waiting": waiting})


@words_are_kept
@once_only
def show(request: HttpRequest, claim_id: str) -> HttpResponse:
    """One claim, what became of others of that organisation, and the decision."""
    claim = get_claim(claim_id, viewer=request.viewer)
    form = DecisionForm(posted(request))
    if form.is_valid():
        decide = accept_claim if form.cleaned_data["decision"] == "accept" else decline_claim
        try:
            decide(claim, by=request.viewer, answer=form.cleaned_data["answer"])
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Decided, and written into the log. They are told."))
            return redirect("organizations:staff-claims")
    history = history_of(claim.organization, viewer=request.viewer)
    return render(request, "organizations/staff_claim.html", {"form": form, "claim": claim, "history": history})
