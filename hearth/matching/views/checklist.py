"""The checklist for mentors of a community, as its stewards write it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hearth.communities.inside import inside_signed_in
from hearth.communities.permissions import Standing
from hearth.communities.queries.heads import head_of
from hearth.core.forms import posted
from hearth.core.idempotency import once, once_only
from hearth.core.kept_words import words_are_kept
from hearth.core.refusals import require
from hearth.matching.actions.training import add_step, begin_checklist, move_step, remove_step
from hearth.matching.forms.mentoring import StepForm
from hearth.matching.permissions import can_look_after
from hearth.matching.queries.training import get_step, list_steps


@require_http_methods(["GET", "HEAD", "POST"])
@words_are_kept
@inside_signed_in
def index(request: HttpRequest, here: Standing) -> HttpResponse:
    """The steps in their order, and a line for another."""
    require(can_look_after(here))
    form = StepForm(posted(request))
    if form.is_valid():

        def act() -> str:
            add_step(here.community, form.cleaned_data["words"], by=request.viewer)
            return _of(here)

        return redirect(once(request, act))
    context = head_of(here, "mentors") | {"form": form, "steps": list_steps(here.community)}
    return render(request, "matching/checklist.html", context)


@once_only
@inside_signed_in
@require_POST
def begin(request: HttpRequest, here: Standing) -> HttpResponse:
    """Begin with the house's own steps."""
    begin_checklist(here.community, by=request.viewer)
    return redirect(_of(here))


@once_only
@inside_signed_in
@require_POST
def move(request: HttpRequest, here: Standing, step_id: str) -> HttpResponse:
    """Move a step up or down."""
    require(can_look_after(here))
    move_step(get_step(here.community, step_id), up=request.POST.get("to") == "up", by=request.viewer)
    return redirect(_of(here))


@once_only
@inside_signed_in
@require_POST
def removal(request: HttpRequest, here: Standing, step_id: str) -> HttpResponse:
    """Remove a step."""
    require(can_look_after(here))
    remove_step(get_step(here.community, step_id), by=request.viewer)
    messages.success(request, _("Removed. Whoever had only this left to do is a mentor now."))
    return redirect(_of(here))


def _of(here: Standing) -> str:
    return reverse("matching:checklist", args=[here.community.public_id])
