"""One application: what was asked, what was said about it, and what is decided. Not there for all others."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hearth.core.idempotency import once
from hearth.core.kept_words import words_are_kept
from hearth.core.refusals import Refusal, require
from hearth.organizations.actions.deciding import decide_application, recommend
from hearth.organizations.actions.joining import withdraw, write_message
from hearth.organizations.forms.joining import DecisionForm, MessageForm, RecommendationForm
from hearth.organizations.models import Application
from hearth.organizations.permissions import can_decide_application, can_recommend, can_use_desk
from hearth.organizations.queries.applications import get_application, list_messages
from hearth.organizations.views.limits import count_for_an_hour


@require_safe
def show(request: HttpRequest, application_id: str) -> HttpResponse:
    """The application, its messages, and what this reader may do about it."""
    return _show(request, get_application(application_id, viewer=request.viewer))


@login_required
@require_POST
@words_are_kept
def message(request: HttpRequest, application_id: str) -> HttpResponse:
    """Ask or answer."""
    found = get_application(application_id, viewer=request.viewer)
    form = MessageForm(request.POST)

    def write() -> None:
        count_for_an_hour(request, "application_message")
        write_message(found, by=request.viewer, words=form.cleaned_data["words"])

    return _done(request, found, form, write)


@login_required
@require_POST
@words_are_kept
def recommendation(request: HttpRequest, application_id: str) -> HttpResponse:
    """Say as a leader of the region what one thinks."""
    found = get_application(application_id, viewer=request.viewer)
    require(can_recommend(request.viewer, found))
    form = RecommendationForm(request.POST)
    return _done(request, found, form, lambda: recommend(found, by=request.viewer, **_said(form, "agrees")))


@login_required
@require_POST
@words_are_kept
def decision(request: HttpRequest, application_id: str) -> HttpResponse:
    """Decide for the host."""
    found = get_application(application_id, viewer=request.viewer)
    require(can_decide_application(request.viewer, found))
    form = DecisionForm(request.POST)
    return _done(request, found, form, lambda: decide_application(found, by=request.viewer, **_said(form, "approves")))


@login_required
@require_POST
def withdrawal(request: HttpRequest, application_id: str) -> HttpResponse:
    """Take one's own application back."""
    found = get_application(application_id, viewer=request.viewer)
    withdraw(found, by=request.viewer)
    return redirect(_address(found))


def _done(request: HttpRequest, found: Application, form: forms.Form, act: Callable[[], object]) -> HttpResponse:
    """Do it once, and show the application; with what is wrong in the form."""

    def do() -> str:
        act()
        messages.success(request, _("Saved."))
        return _address(found)

    if form.is_valid():
        try:
            return redirect(once(request, do))
        except Refusal as refusal:
            found.refresh_from_db()
            if not found.waits:  # no form is left that could hold the words
                raise
            form.add_error(None, refusal.message)
    return _show(request, found, tried=form)


def _show(request: HttpRequest, found: Application, tried: forms.Form | None = None) -> HttpResponse:
    viewer = request.viewer
    may_do: dict[type[forms.Form], bool] = {
        MessageForm: found.waits,
        RecommendationForm: can_recommend(viewer, found) and found.state == "open",
        DecisionForm: can_decide_application(viewer, found) and found.waits,
    }
    shown = {kind: tried if type(tried) is kind else kind() for kind, may in may_do.items() if may}
    reads_all = can_use_desk(viewer, found.region_id)
    context = {
        "application": found,
        "chat": list_messages(found),
        "is_own": viewer == found.applicant,
        "reads_all": reads_all,
        "message_form": shown.get(MessageForm),
        "recommendation_form": shown.get(RecommendationForm),
        "decision_form": shown.get(DecisionForm),
        "form": None if type(tried) in shown else tried,
        "crumbs": _crumbs(found, reads_all=reads_all),
    }
    return render(request, "organizations/application.html", context)


def _said(form: forms.Form, name: str) -> dict[str, object]:
    return {name: form.cleaned_data["approves"], "reason": form.cleaned_data["reason"]}


def _address(found: Application) -> str:
    return reverse("organizations:application", args=[found.public_id])


def _crumbs(found: Application, *, reads_all: bool) -> list[tuple[str, str]]:
    crumbs = [(_("Network"), reverse("front:network"))]
    if reads_all:
        return [*crumbs, (_("Desk"), reverse("organizations:desk", args=[found.region_id]))]
    return [*crumbs, (_("Yours"), reverse("organizations:mine"))]
