from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hearth.core.refusals import require
from hearth.matching.actions import claiming
from hearth.matching.forms.returning import ReturnForm
from hearth.matching.models import Need, Question
from hearth.matching.queries.desk import get_brought
from hearth.matching.queries.own import get_question, own_offer

HANDED_BACK: Final = {
    Need.NOBODY: gettext_lazy("Handed back. It waits for somebody else now."),
    Need.CLINICIAN: gettext_lazy("Handed back. Clinicians of this community find it on their desk now."),
    Need.MODERATOR: gettext_lazy("Handed back. Those who look after this community find it on their desk now."),
}


@login_required
@require_POST
def claim(request: HttpRequest, discussion_id: str) -> HttpResponse:
    """Take a question in hand, and go to where it is answered."""
    question = get_question(discussion_id, viewer=request.viewer)
    claiming.take(question, by=request.viewer)
    said = _("You have this question in hand for two days. Nobody else is asked meanwhile.")
    return _answer(request, question, said, to=f"{question.discussion.get_absolute_url()}#write")


@login_required
@require_POST
def refuse(request: HttpRequest, discussion_id: str) -> HttpResponse:
    """Leave a question to others."""
    question = get_question(discussion_id, viewer=request.viewer)
    claiming.leave_to_others(question, by=request.viewer)
    return _answer(request, question, _("It will not be brought to you again. Nobody is told."))


@login_required
@require_POST
def hand_back(request: HttpRequest, discussion_id: str) -> HttpResponse:
    """Give a question back that one has in hand, and say who should look at it."""
    question, form = get_question(discussion_id, viewer=request.viewer), ReturnForm(request.POST)
    offer = own_offer(question, viewer=request.viewer)
    require(offer is not None)
    need = Need(form.cleaned_data["need"]) if form.is_valid() else Need.NOBODY
    claiming.hand_back(offer, by=request.viewer, need=need)
    return _answer(request, question, str(HANDED_BACK[need]))


def _answer(request: HttpRequest, question: Question, said: str, *, to: str = "") -> HttpResponse:
    """Say what was done: in place, above the composer, or on the page that comes next."""
    if not request.htmx:
        messages.success(request, said)
        return redirect(to or reverse("matching:desk"))
    offer = own_offer(question, viewer=request.viewer)
    brought = get_brought(offer.pk, viewer=request.viewer, now=timezone.now()) if offer else None
    return render(request, "matching/_brought.html", {"about": brought, "said": said})
