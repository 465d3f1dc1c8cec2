"""Offering to lead a region, and taking the offer back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hearth.core.forms import posted
from hearth.core.idempotency import once, once_only
from hearth.core.kept_words import words_are_kept
from hearth.core.refusals import Refusal
from hearth.organizations.actions import offer_to_lead, withdraw_offer
from hearth.organizations.forms.joining import OfferForm
from hearth.organizations.models import Region
from hearth.organizations.queries import get_region_row
from hearth.organizations.queries.leading import get_own_offer, own_offers
from hearth.organizations.views.limits import count_for_a_day


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@words_are_kept
def offer(request: HttpRequest, code: str) -> HttpResponse:
    """Offer the host to lead a region; what I offered before, and what was answered."""
    region = get_region_row(code)
    own = own_offers(request.viewer, region=code)
    waiting = next((each for each in own if each.answered_at is None), None)
    form = OfferForm(posted(request), initial={"words": waiting.words} if waiting else None)
    if form.is_valid():
        try:
            return redirect(once(request, lambda: _offer(request, region, form)))
        except Refusal as refusal:
            form.add_error("words", refusal.message)
    context = {"form": form, "region": region, "waiting": waiting}
    context["answered"] = [each for each in own if each.answered_at]
    context["crumbs"] = [
        (_("Network"), reverse("front:network")),
        (region.get_code_display(), reverse("front:region", args=[code])),
    ]
    return render(request, "organizations/leading.html", context)


@login_required
@once_only
@require_POST
def withdrawal(request: HttpRequest, code: str, offer_id: str) -> HttpResponse:
    """Take an offer back, words and all."""
    withdraw_offer(get_own_offer(offer_id, region=code, viewer=request.viewer), by=request.viewer)
    messages.success(request, _("Taken back. Nothing of it is kept."))
    return redirect("front:region", code)


def _offer(request: HttpRequest, region: Region, form: OfferForm) -> str:
    count_for_a_day(request, "leading_offer")
    offer_to_lead(region, by=request.viewer, words=form.cleaned_data["words"])
    messages.success(request, _("Thank you. The people who run this network have it, and answer you here."))
    return reverse("organizations:leading", args=[region.code])
