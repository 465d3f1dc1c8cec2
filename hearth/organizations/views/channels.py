"""Channels and domains that an organisation says are its own, and what shows it."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hearth.core.forms import posted
from hearth.core.idempotency import once, once_only
from hearth.core.mail import absolute
from hearth.core.refusals import Refusal
from hearth.members.models import Member
from hearth.organizations.actions.channels import (
    add_account,
    add_domain,
    ask_to_check,
    move_account,
    remove_account,
    remove_domain,
    vouch_for_account,
    vouch_for_domain,
)
from hearth.organizations.forms.channels import ChannelForm, DomainForm
from hearth.organizations.models import Domain, OfficialAccount, Organization
from hearth.organizations.permissions import can_edit_profile, can_vouch_for_proofs
from hearth.organizations.proofs import PLACE, record_of
from hearth.organizations.queries.profile import (
    get_account,
    get_domain,
    get_to_edit,
    get_to_list_channels,
    looked_at_soon,
)
from hearth.organizations.views.frames import frame_of
from hearth.organizations.views.limits import count_for_an_hour

TAKEN_OFF = gettext_lazy("Taken off the list.")
SOON = gettext_lazy("We look in a moment. Load this page again to see what we found.")
VOUCHED = gettext_lazy("Marked as checked by staff, with today’s date.")
Thing = TypeVar("Thing", OfficialAccount, Domain)
Acts = Mapping[str, tuple[Callable[[Thing, Member], None], str | Promise]]
ACTS: Acts[OfficialAccount] = {
    "removal": (lambda account, by: remove_account(account, by=by), TAKEN_OFF),
    "check": (lambda account, by: ask_to_check(account=account, by=by), SOON),
    "voucher": (lambda account, by: vouch_for_account(account, by=by), VOUCHED),
    "up": (lambda account, by: move_account(account, up=True, by=by), ""),
    "down": (lambda account, by: move_account(account, up=False, by=by), ""),
}
DOMAIN_ACTS: Acts[Domain] = {
    "removal": (lambda domain, by: remove_domain(domain, by=by), TAKEN_OFF),
    "check": (lambda domain, by: ask_to_check(domain=domain, by=by), SOON),
    "voucher": (lambda domain, by: vouch_for_domain(domain, by=by), VOUCHED),
}


@login_required
def index(request: HttpRequest, organization_id: str) -> HttpResponse:
    """Its channels with what shows that they are its own, and one more."""
    organization = get_to_list_channels(organization_id, viewer=request.viewer)
    form = ChannelForm(posted(request))
    if form.is_valid():
        try:
            return redirect(once(request, lambda: _added(request, organization, form)))
        except Refusal as refusal:
            form.add_error("address", refusal.message)
    context = frame_of(organization, "channels", viewer=request.viewer) | {
        "form": form,
        "accounts": list(organization.accounts.all()),
        "looked_at_soon": looked_at_soon(organization),
        "may_vouch": can_vouch_for_proofs(request.viewer),
        "may_edit": can_edit_profile(request.viewer, organization),
        "address": absolute(reverse("front:organization", args=[organization.public_id])),
    }
    return render(request, "organizations/channels.html", context)


def _added(request: HttpRequest, organization: Organization, form: ChannelForm) -> str:
    count_for_an_hour(request, "proof")
    add_account(organization, form.cleaned_data["address"], form.chosen(), by=request.viewer)
    messages.success(request, _("Added. We look in a moment whether it links back here."))
    return reverse("organizations:channels", args=[organization.public_id])


@login_required
@require_POST
@once_only
def act(request: HttpRequest, organization_id: str, account_id: str, act: str) -> HttpResponse:
    """Do one thing with a channel: what ACTS names."""
    organization = get_to_list_channels(organization_id, viewer=request.viewer)
    _do(request, ACTS, act, get_account(organization, account_id))
    return redirect("organizations:channels", organization_id=organization.public_id)


@login_required
def domains(request: HttpRequest, organization_id: str) -> HttpResponse:
    """Its domains with how each is proven, and one more."""
    organization = get_to_edit(organization_id, viewer=request.viewer)
    form = DomainForm(posted(request))
    if form.is_valid():
        try:
            return redirect(once(request, lambda: _domain_added(request, organization, form)))
        except Refusal as refusal:
            form.add_error("domain", refusal.message)
    context = frame_of(organization, "domains", viewer=request.viewer) | {
        "form": form,
        "domains": [(each, record_of(each.token)) for each in organization.domains.order_by("name")],
        "looked_at_soon": looked_at_soon(organization),
        "may_vouch": can_vouch_for_proofs(request.viewer),
        "file": PLACE,
    }
    return render(request, "organizations/domains.html", context)


def _domain_added(request: HttpRequest, organization: Organization, form: DomainForm) -> str:
    add_domain(organization, form.cleaned_data["domain"], by=request.viewer)
    messages.success(request, _("Added. Now show that it is yours, in one of the two ways below."))
    return reverse("organizations:domains", args=[organization.public_id])


@login_required
@require_POST
@once_only
def domain_act(request: HttpRequest, organization_id: str, domain_id: str, act: str) -> HttpResponse:
    """Do one thing with a domain: what DOMAIN_ACTS names."""
    organization = get_to_edit(organization_id, viewer=request.viewer)
    _do(request, DOMAIN_ACTS, act, get_domain(organization, domain_id))
    return redirect("organizations:domains", organization_id=organization.public_id)


def _do(request: HttpRequest, acts: Acts[Thing], act: str, thing: Thing) -> None:
    """Do what `acts` calls `act` with `thing`, and say so. Raises Http404 for an act that there is not."""
    if act not in acts:
        raise Http404
    if act == "check":
        count_for_an_hour(request, "proof")
    do, said = acts[act]
    do(thing, request.viewer)
    if said:
        messages.success(request, said)
