"""Organisations that might join, as the leaders of a region keep them; and the links they hand out."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hearth.core import mail
from hearth.core.forms import posted
from hearth.core.idempotency import once, once_only, secret_of
from hearth.core.kept_words import words_are_kept
from hearth.core.refusals import Refusal
from hearth.organizations.actions.prospects import (
    invite_prospect,
    note_step,
    put_prospect,
    remove_prospect,
    revoke_prospect_invitation,
)
from hearth.organizations.forms.desk import ProspectForm, StepForm
from hearth.organizations.models import Prospect, ProspectState, Region
from hearth.organizations.queries.desk import get_prospect, invitation_of, open_desk
from hearth.organizations.queries.invitations import find_prospect_invitation

takes_forms = require_http_methods(["GET", "HEAD", "POST"])


@takes_forms
@login_required
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Keep an organisation that might join."""
    region = open_desk(code, viewer=request.viewer)
    form = ProspectForm(posted(request), region=code)
    if form.is_valid():
        try:
            return redirect(once(request, lambda: _put(request, region, form)))
        except Refusal as refusal:
            form.add_error(None, refusal.message)
    context = {"form": form, "region": region, "crumbs": _crumbs(region)}
    return render(request, "organizations/prospect_new.html", context)


@takes_forms
def show(request: HttpRequest, code: str, prospect_id: str) -> HttpResponse:
    """One prospect: what is known, what was done, and the form to change it."""
    region = open_desk(code, viewer=request.viewer)
    prospect = get_prospect(region, prospect_id)
    form = ProspectForm(posted(request), region=code, prospect=prospect)
    if form.is_valid():
        try:
            return redirect(once(request, lambda: _put(request, region, form, prospect)))
        except Refusal as refusal:
            form.add_error(None, refusal.message)
    return _show(request, prospect, form=form)


@login_required
@require_POST
@words_are_kept
def step(request: HttpRequest, code: str, prospect_id: str) -> HttpResponse:
    """Write down what was said or done."""
    prospect = get_prospect(open_desk(code, viewer=request.viewer), prospect_id)
    form = StepForm(request.POST, auto_id="step_%s", now=ProspectState(prospect.state))
    if not form.is_valid():
        return _show(request, prospect, step_form=form)

    def act() -> str:
        given = form.cleaned_data
        note_step(prospect, by=request.viewer, state=ProspectState(given["state"]), words=given["words"])
        messages.success(request, _("Written down."))
        return _address(prospect)

    return redirect(once(request, act))


@login_required
@require_POST
def invitation(request: HttpRequest, code: str, prospect_id: str) -> HttpResponse:
    """Make the invitation of a prospect; its link is shown once, right after it was made."""
    prospect = get_prospect(open_desk(code, viewer=request.viewer), prospect_id)
    token = secret_of(request)

    def act() -> str:
        invite_prospect(prospect, by=request.viewer, token=token)
        return _address(prospect)

    once(request, act)
    prospect.refresh_from_db()
    return _show(request, prospect, token=token if find_prospect_invitation(token) else "")


@once_only
@login_required
@require_POST
def revocation(request: HttpRequest, code: str, prospect_id: str) -> HttpResponse:
    """Take the invitation back."""
    prospect = get_prospect(open_desk(code, viewer=request.viewer), prospect_id)
    if found := invitation_of(prospect):
        revoke_prospect_invitation(found, by=request.viewer)
        messages.success(request, _("The invitation no longer opens anything."))
    return redirect(_address(prospect))


@once_only
@login_required
@require_POST
def removal(request: HttpRequest, code: str, prospect_id: str) -> HttpResponse:
    """Forget a prospect with all that was noted."""
    prospect = get_prospect(open_desk(code, viewer=request.viewer), prospect_id)
    remove_prospect(prospect, by=request.viewer)
    messages.success(request, _("Removed, with all that was noted."))
    return redirect("organizations:desk", code)


def _put(request: HttpRequest, region: Region, form: ProspectForm, prospect: Prospect | None = None) -> str:
    kept = put_prospect(form.approach, region=region, by=request.viewer, prospect=prospect)
    messages.success(request, _("Saved."))
    return _address(kept)


def _show(request: HttpRequest, prospect: Prospect, *, form: forms.Form | None = None, **more: Any) -> HttpResponse:
    token = more.pop("token", "")
    context = {
        "prospect": prospect,
        "region": prospect.region,
        "form": form or ProspectForm(region=prospect.region_id, prospect=prospect),
        "step_form": StepForm(auto_id="step_%s", now=ProspectState(prospect.state)),
        "steps": prospect.steps.select_related("by"),
        "invitation": invitation_of(prospect),
        "can_invite": prospect.state not in (ProspectState.APPLIED, ProspectState.JOINED),
        "link": mail.absolute(reverse("organizations:invitation", args=[token])) if token else "",
        "crumbs": _crumbs(prospect.region),
    }
    return render(request, "organizations/prospect.html", context | more)


def _address(prospect: Prospect) -> str:
    return reverse("organizations:prospect", args=[prospect.region_id, prospect.public_id])


def _crumbs(region: Region) -> list[tuple[str, str]]:
    return [
        (_("Network"), reverse("front:network")),
        (region.get_code_display(), reverse("front:region", args=[region.code])),
        (_("Desk"), reverse("organizations:desk", args=[region.code])),
    ]
