"""What the host's staff see of the network: what waits, who leads, what is set."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearth.core.forms import posted
from hearth.core.idempotency import once_only
from hearth.core.kept_words import words_are_kept
from hearth.core.refusals import Refusal
from hearth.organizations.actions import appoint_leader, close_offer, end_leadership, set_partner
from hearth.organizations.actions.terms import publish_rules, set_rate, set_terms
from hearth.organizations.forms.terms import LeaderForm, PartnerForm, RateForm, RulesForm, TermsForm
from hearth.organizations.models import CommunityLeader
from hearth.organizations.queries.applications import list_applications
from hearth.organizations.queries.desk import list_offers
from hearth.organizations.queries.memberships import list_memberships
from hearth.organizations.queries.regions import list_leaderships
from hearth.organizations.queries.terms import current_rules, list_rates, network_terms
from hearth.organizations.views.doors import keepers_only

takes_forms = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@keepers_only
def index(request: HttpRequest) -> HttpResponse:
    """Every application that waits, who offers to lead, and the memberships."""
    context = {
        "waiting": list_applications(viewer=request.viewer, cursor=request.GET.get("cursor", "")),
        "offers": list_offers(viewer=request.viewer),
        "page": list_memberships(cursor=request.GET.get("members", "")),
    }
    return render(request, "organizations/staff_network.html", context)


@takes_forms
@keepers_only
def leaders(request: HttpRequest) -> HttpResponse:
    """Appoint leaders, and set the partner of a region."""
    act = request.POST.get("act", "")
    leader = LeaderForm(posted(request) if act == "leader" else None, auto_id="leader_%s")
    partner = PartnerForm(posted(request) if act == "partner" else None, auto_id="partner_%s")
    if leader.is_valid():
        appoint_leader(leader.cleaned_data["member"], leader.cleaned_data["region"], by=request.viewer)
        return _saved(request, "organizations:staff-leaders")
    if partner.is_valid():
        set_partner(partner.cleaned_data["region"], partner.cleaned_data["partner"], by=request.viewer)
        return _saved(request, "organizations:staff-leaders")
    context = {"leader_form": leader, "partner_form": partner, "regions": list_leaderships(viewer=request.viewer)}
    context |= {"form": _faulty(leader, partner)}
    return render(request, "organizations/staff_leaders.html", context)


@words_are_kept
@keepers_only
@once_only
@require_POST
def leader_end(request: HttpRequest, code: str, member_id: str) -> HttpResponse:
    """End what somebody does for a region."""
    found = get_object_or_404(
        CommunityLeader.objects.select_related("member"), region=code, member__public_id=member_id
    )
    end_leadership(found, by=request.viewer, reason=request.POST.get("reason", "").strip()[:500])
    return _saved(request, "organizations:staff-leaders")


@words_are_kept
@keepers_only
@once_only
@require_POST
def offer_closing(request: HttpRequest, offer_id: str) -> HttpResponse:
    """Appoint whoever offered to lead, or thank them."""
    found = list_offers(viewer=request.viewer).filter(public_id=offer_id).first()
    if found is None:
        raise Http404
    if request.POST.get("act") == "appoint":
        appoint_leader(found.member, found.region, by=request.viewer)
    close_offer(found, by=request.viewer, answer=request.POST.get("answer", "").strip()[:500])
    return _saved(request, "organizations:staff")


@takes_forms
@keepers_only
def terms(request: HttpRequest) -> HttpResponse:
    """Charter members, who decides, seats, and what each level costs."""
    act = request.POST.get("act", "")
    form = TermsForm(posted(request) if act == "terms" else None, terms=network_terms(), auto_id="terms_%s")
    rate = RateForm(posted(request) if act == "rate" else None, auto_id="rate_%s")
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("charter_until", "leader_decides")}
        set_terms(**given, seats=form.seats, by=request.viewer)
        return _saved(request, "organizations:staff-terms")
    if rate.is_valid():
        set_rate(**rate.cleaned_data, by=request.viewer)
        return _saved(request, "organizations:staff-terms")
    context = {"terms_form": form, "rate_form": rate, "rates": list_rates(), "form": _faulty(form, rate)}
    return render(request, "organizations/staff_terms.html", context)


@takes_forms
@words_are_kept
@keepers_only
@once_only
def rules(request: HttpRequest) -> HttpResponse:
    """Publish newer rules; members agree to them when they renew."""
    now, status = current_rules(), 200
    form = RulesForm(posted(request), rules=now)
    if form.is_valid():
        try:
            publish_rules(form.texts, by=request.viewer, after=form.cleaned_data["after"])
            return _saved(request, "organizations:staff-rules")
        except Refusal as refusal:
            form.add_error(None, refusal.message)
            status = 409
    return render(request, "organizations/staff_rules.html", {"form": form, "rules": now}, status=status)


def _saved(request: HttpRequest, name: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect(name)


def _faulty(*tried: forms.Form) -> forms.Form | None:
    return next((form for form in tried if form.is_bound), None)
