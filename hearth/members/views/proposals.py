"""Topics that a member misses."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hearth.core.forms import posted
from hearth.core.idempotency import once
from hearth.core.refusals import Refusal
from hearth.members.actions.proposals import propose_topic
from hearth.members.forms.topics import ProposalForm
from hearth.members.queries.proposals import list_own_proposals


@login_required
def show(request: HttpRequest) -> HttpResponse:
    """The form for a missing topic, and what became of those I missed before."""
    form = ProposalForm(posted(request), initial={"words": request.GET.get("words", "")[:100]})
    if form.is_valid():
        try:
            return redirect(once(request, lambda: _propose(request, form)))
        except Refusal as refusal:
            form.add_error("words", refusal.message)
    context = {"form": form, "own": list_own_proposals(request.viewer)}
    return render(request, "members/topic_proposals.html", context)


def _propose(request: HttpRequest, form: ProposalForm) -> str:
    propose_topic(**form.cleaned_data, by=request.viewer)
    messages.success(request, _("Thank you. You find the answer on this page."))
    return reverse("members:topic-proposals")
