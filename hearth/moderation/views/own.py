"""What moderators decided about me, for me alone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hearth.core.forms import posted
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


def answer(request: HttpRequest, decision_id: str) -> HttpResponse:
    """Say something to a decision, once."""
    decision = get_own_decision(decision_id, viewer=request.viewer)
    form = AnswerForm(posted(request))
    require(can_answer(request.viewer, decision))
    if form.is_valid():
        deciding.answer(decision, form.cleaned_data["words"], by=request.viewer)
        messages.success(request, _("Sent. Moderators read it and decide again."))
        return redirect("moderation:own-decisions")
    return render(request, "moderation/decision_answer.html", {"form": form, "decision": decision})
