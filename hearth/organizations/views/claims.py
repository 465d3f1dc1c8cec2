"""Claiming an organisation that nobody answers for."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.core.forms import posted
from hearth.core.idempotency import once, once_only, sent_before
from hearth.core.kept_words import words_are_kept
from hearth.core.refusals import Refusal
from hearth.organizations.actions.claims import (
    ask_to_look,
    claim_by_address,
    claim_by_asking,
    claim_by_file,
    withdraw_claim,
)
from hearth.organizations.actions.codes import open_with_code, send_code
from hearth.organizations.forms.people import AddressForm, CodeForm, ReasonForm
from hearth.organizations.models import Organization
from hearth.organizations.permissions import can_answer_for
from hearth.organizations.proofs import PLACE, record_of
from hearth.organizations.queries import get_organization
from hearth.organizations.queries.claims import code_waits, hosts_for, is_claimable, own_claim, site_of
from hearth.organizations.views.belonging import count_mail, count_typed
from hearth.organizations.views.frames import crumbs_of
from hearth.organizations.views.limits import count_for_a_day, count_for_an_hour

FORMS = {"address": AddressForm, "staff": ReasonForm}


@login_required
@words_are_kept
def new(request: HttpRequest, organization_id: str) -> HttpResponse:
    """The ways to show that it is mine, and how my claim stands."""
    organization = get_organization(organization_id)
    if not is_claimable(organization):
        if request.method == "POST":
            raise Refusal(_("Somebody answers for this organisation already. Ask them to add you."))
        return render(request, "organizations/claimed.html", _around(request, organization))
    forms = {way: form(posted(request) if request.POST.get("way") == way else None) for way, form in FORMS.items()}
    way = request.POST.get("way", "")
    tried = forms.get(way)
    if request.method == "POST" and (way == "file" or (tried and tried.is_valid())):
        try:
            return redirect(once(request, lambda: _claimed(request, organization, tried)))
        except Refusal as refusal:
            if tried is None:
                raise
            tried.add_error(None, refusal.message)
    context = _around(request, organization) | {"address_form": forms["address"], "reason_form": forms["staff"]}
    return render(request, "organizations/claim.html", context | {"form": tried})


def _around(request: HttpRequest, organization: Organization) -> dict[str, object]:
    claim = own_claim(organization, viewer=request.viewer)
    return {
        "organization": organization,
        "crumbs": crumbs_of(organization),
        "hosts": sorted(hosts_for(organization, is_claim=True)),
        "site": site_of(organization),
        "claim": claim,
        "record": record_of(claim.token) if claim else "",
        "file": PLACE,
        "answers_for": can_answer_for(request.viewer, organization),
    }


def _claimed(request: HttpRequest, organization: Organization, form: AddressForm | ReasonForm | None) -> str:
    viewer, here = request.viewer, reverse("organizations:claim", args=[organization.public_id])
    if isinstance(form, AddressForm):
        count_mail(request, form.cleaned_data["email"])
        send_code(organization, form.cleaned_data["email"], by=viewer, is_claim=True, language=get_language() or "en")
        return reverse("organizations:claim-code", args=[organization.public_id])
    count_for_a_day(request, "claim")
    if isinstance(form, ReasonForm):
        claim_by_asking(organization, form.cleaned_data["reason"], by=viewer)
        messages.success(request, _("Sent. You are told when it is decided."))
    else:
        claim_by_file(organization, by=viewer)
    return here


@login_required
def code(request: HttpRequest, organization_id: str) -> HttpResponse:
    """Type the code that came to an address of its domain."""
    organization, viewer = get_organization(organization_id), request.viewer
    if address := sent_before(request):
        return redirect(address)
    if not code_waits(organization, viewer=viewer, is_claim=True):
        return redirect("organizations:claim", organization_id=organization.public_id)
    form = CodeForm(posted(request))
    if form.is_valid():
        count_typed(request)
        if address := once(request, lambda: _opened(request, organization, form)):
            return redirect(address)
        form.add_error("code", _("This is not the code, or it has run out. Ask for another if need be."))
    context = {"organization": organization, "form": form, "crumbs": crumbs_of(organization)}
    return render(request, "organizations/code.html", context | {"is_claim": True})


def _opened(request: HttpRequest, organization: Organization, form: CodeForm) -> str:
    """Return where the code in `form` leads, empty when it is wrong: that it was tried is kept all the same."""
    host = open_with_code(organization, form.cleaned_data["code"], by=request.viewer, is_claim=True)
    if not host:
        return ""
    claim_by_address(organization, host, by=request.viewer)
    messages.success(request, _("You answer for it from now on. Begin with what people read of it."))
    return reverse("organizations:profile", args=[organization.public_id])


@login_required
@require_POST
@once_only
def file(request: HttpRequest, organization_id: str) -> HttpResponse:
    """Have the file on its site looked for."""
    organization = get_organization(organization_id)
    if claim := own_claim(organization, viewer=request.viewer):
        count_for_an_hour(request, "proof")
        ask_to_look(claim, by=request.viewer)
        messages.success(request, _("We look in a moment. You are told when we found it."))
    return redirect("organizations:claim", organization_id=organization.public_id)


@login_required
@require_POST
@once_only
def withdrawal(request: HttpRequest, organization_id: str) -> HttpResponse:
    """Take my claim back."""
    organization = get_organization(organization_id)
    if claim := own_claim(organization, viewer=request.viewer):
        withdraw_claim(claim, by=request.viewer)
        messages.success(request, _("Taken back. What you wrote is erased."))
    return redirect("organizations:claim", organization_id=organization.public_id)
