"""One membership of the network: until when, what is left to do, its seats, its dues, its history."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hearth.core.idempotency import once
from hearth.core.kept_words import words_are_kept
from hearth.core.refusals import Refusal, require
from hearth.organizations.actions.memberships import (
    end_membership,
    is_due,
    renew_membership,
    set_level,
    tick_welcome,
)
from hearth.organizations.actions.terms import record_dues
from hearth.organizations.forms.terms import DuesForm, EndingForm, LevelForm
from hearth.organizations.models import Level, NetworkMembership
from hearth.organizations.permissions import can_answer_for_membership, can_keep_network
from hearth.organizations.queries.memberships import get_membership, list_dues, list_steps
from hearth.organizations.queries.seats import list_seats, seats_of_level, who_could_sit
from hearth.organizations.queries.terms import current_rules, money, rules_said
from hearth.organizations.queries.welcome import welcome_of


@require_safe
def show(request: HttpRequest, membership_id: str) -> HttpResponse:
    """The membership, for whoever answers for it, and the host's staff."""
    return _show(request, get_membership(membership_id, viewer=request.viewer))


@login_required
@require_POST
def renewal(request: HttpRequest, membership_id: str) -> HttpResponse:
    """Renew it, agreeing to the rules that the page showed."""
    found = get_membership(membership_id, viewer=request.viewer)
    version = request.POST.get("rules_version", "")
    agreed = int(version) if version.isascii() and version.isdigit() and len(version) < 5 else -1

    def renew() -> str:
        renew_membership(found, by=request.viewer, rules_version=agreed)
        messages.success(request, _("Renewed. Thank you for staying."))
        return _address(found)

    return redirect(once(request, renew))


@login_required
@require_POST
def welcome(request: HttpRequest, membership_id: str) -> HttpResponse:
    """Tick what only people know."""
    found = get_membership(membership_id, viewer=request.viewer)
    tick_welcome(found, request.POST.getlist("done")[:20], by=request.viewer)
    return redirect(_address(found))


@login_required
@require_POST
@words_are_kept
def dues(request: HttpRequest, membership_id: str) -> HttpResponse:
    """Write down that dues were paid."""
    found = _kept(request, membership_id)
    form = DuesForm(request.POST, auto_id="dues_%s")
    return _done(request, found, form, lambda given: record_dues(found, by=request.viewer, **given))


@login_required
@require_POST
@words_are_kept
def level(request: HttpRequest, membership_id: str) -> HttpResponse:
    """Change the level."""
    found = _kept(request, membership_id)
    form = LevelForm(request.POST, auto_id="level_%s", membership=found)
    return _done(
        request,
        found,
        form,
        lambda given: set_level(found, Level(given["level"]), by=request.viewer, reason=given["reason"]),
    )


@login_required
@require_POST
@words_are_kept
def end(request: HttpRequest, membership_id: str) -> HttpResponse:
    """End it, with a reason."""
    found = _kept(request, membership_id)
    form = EndingForm(request.POST, auto_id="end_%s")
    return _done(request, found, form, lambda given: end_membership(found, by=request.viewer, **given))


def _kept(request: HttpRequest, membership_id: str) -> NetworkMembership:
    found = get_membership(membership_id, viewer=request.viewer)
    require(can_keep_network(request.viewer))
    return found


def _done(
    request: HttpRequest, found: NetworkMembership, form: forms.Form, act: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    def do() -> str:
        act(form.cleaned_data)
        messages.success(request, _("Saved."))
        return _address(found)

    if form.is_valid():
        try:
            return redirect(once(request, do))
        except Refusal as refusal:
            form.add_error(None, refusal.message)
    return _show(request, found, tried=form)


def _show(request: HttpRequest, found: NetworkMembership, tried: forms.Form | None = None) -> HttpResponse:
    rules, today = current_rules(), timezone.localdate()
    lines, lang = rules_said(rules, language=get_language() or "en")
    context = {
        "membership": found,
        "answers": can_answer_for_membership(request.viewer, found),
        "keeps": can_keep_network(request.viewer) and _forms(found, tried),
        "is_due": is_due(found, today),
        "rules": rules,
        "rule_lines": lines,
        "rules_lang": lang,
        "welcome": welcome_of(found),
        "seats": list_seats(found),
        "seat_count": seats_of_level(found.level) if found.organization_id else 0,
        "people": who_could_sit(found, viewer=request.viewer) if found.organization_id else [],
        "dues": [(each, money(each.amount, each.currency)) for each in list_dues(found)],
        "steps": list_steps(found),
        "crumbs": [(_("Network"), reverse("front:network")), (_("Yours"), reverse("organizations:mine"))],
    }
    return render(request, "organizations/membership.html", context)


def _forms(found: NetworkMembership, tried: forms.Form | None) -> dict[str, forms.Form]:
    """Return what the host's staff fill in: as it was tried, else empty."""
    blank = {
        "dues": DuesForm(auto_id="dues_%s", initial={"year": timezone.localdate().year}),
        "level": LevelForm(auto_id="level_%s", membership=found),
        "end": EndingForm(auto_id="end_%s"),
    }
    return {name: tried if tried is not None and type(tried) is type(form) else form for name, form in blank.items()}


def _address(found: NetworkMembership) -> str:
    return reverse("organizations:membership", args=[found.public_id])
