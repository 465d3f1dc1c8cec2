"""What moderators decided about me, for me alone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hearth.core.forms import posted
from hearth.core.idempotency import once
from hearth.core.kept_words import words_are_kept
from hearth.core.refusals import require
from hearth.moderation.actions import deciding
from hearth.moderation.forms import AnswerForm
from hearth.moderation.permissions import can_answer
from hearth.moderation.queries import get_own_decision, list_own_decisions


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """What was decided about my words or about me, which rule it was, and why."""
    rows = [(each, can_answer(request.viewer, each)) for each in list_own_decisions(request.viewer)]
    return render(request, "moderation/own_decisions.html", {"decisions": rows})


@words_are_kept
def answer(request: HttpRequest, decision_id: str) -> HttpResponse:
    """Say something to a decision, once."""
    decision = get_own_decision(decision_id, viewer=request.viewer)
    form = AnswerForm(posted(request))
    if form.is_valid():

        def act() -> str:
            deciding.answer(decision, form.cleaned_data["words"], by=request.viewer)
            return reverse("moderation:own-decisions")

        address = once(request, act)
        messages.success(request, _("Sent. Moderators read it and decide again."))
        return redirect(address)
    require(can_answer(request.viewer, decision))
    return render(request, "moderation/decision_answer.html", {"form": form, "decision": decision})
