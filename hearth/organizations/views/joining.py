"""Joining the network: how one joins, the rules, the two forms, and what is one's own here."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.core.forms import posted
from hearth.core.idempotency import once
from hearth.core.kept_words import words_are_kept
from hearth.core.outer_cache import kept_for_visitors
from hearth.core.refusals import Refusal
from hearth.organizations.actions.joining import apply
from hearth.organizations.forms.joining import AskingForm, OrganizationForm, PersonForm
from hearth.organizations.models import Organization, ProspectInvitation
from hearth.organizations.queries import get_organization
from hearth.organizations.queries.applications import own_applications
from hearth.organizations.queries.invitations import find_prospect_invitation
from hearth.organizations.queries.memberships import led_by, own_memberships
from hearth.organizations.queries.terms import current_rules, list_rates, list_rules, network_terms, rules_said
from hearth.organizations.views.limits import count_for_a_day

takes_forms = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@kept_for_visitors
def show(request: HttpRequest) -> HttpResponse:
    """How an organisation or a person joins: the way, the levels, what it costs, what one agrees to."""
    context = {"rates": list_rates(), "terms": network_terms(), **_rules(), "crumbs": _crumbs()}
    return render(request, "organizations/join.html", context)


@require_safe
@kept_for_visitors
def rules(request: HttpRequest) -> HttpResponse:
    """What members of the network agree to, now and before."""
    language = get_language() or "en"
    versions = [(each, *rules_said(each, language=language)) for each in list_rules()]
    context = {"versions": versions, "crumbs": [*_crumbs(), (_("Joining"), reverse("organizations:join"))]}
    return render(request, "organizations/rules.html", context)


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """My memberships, what I asked, and the regions I lead."""
    context = {
        "memberships": own_memberships(request.viewer),
        "applications": own_applications(request.viewer),
        "led": led_by(request.viewer),
        "crumbs": _crumbs(),
    }
    return render(request, "organizations/mine.html", context)


@takes_forms
@login_required
@words_are_kept
def ask(request: HttpRequest, *, is_for_self: bool) -> HttpResponse:
    """Ask to join, for oneself or for an organisation: one that is here, one that was invited, or another."""
    invitation = None if is_for_self else find_prospect_invitation(_given(request, "invitation"))
    asked = "" if is_for_self else _given(request, "organization")
    organization = get_organization(asked) if asked else None
    kind = PersonForm if is_for_self else OrganizationForm
    form = kind(posted(request), initial=_known(organization, invitation))
    if form.is_valid():
        try:
            return redirect(once(request, lambda: _apply(request, form, organization, invitation)))
        except Refusal as refusal:
            form.add_error(None, refusal.message)
    context: dict[str, object] = {
        "form": form,
        "is_for_self": is_for_self,
        "token": _given(request, "invitation"),
        "crumbs": _crumbs(),
    }
    context |= {"organization": organization, "invitation": invitation, **_rules()}
    return render(request, "organizations/apply.html", context)


def _given(request: HttpRequest, name: str) -> str:
    return (request.POST.get(name) or request.GET.get(name) or "")[:100]


def _known(organization: Organization | None, invitation: ProspectInvitation | None) -> dict[str, object]:
    """Return what the form need not ask."""
    known: dict[str, object] = {"rules_version": current_rules().version}
    if invitation is not None:
        known |= {"name": invitation.prospect.name, "country": invitation.prospect.country}
    if organization is not None:
        fields = ("name", "kind", "size", "country", "place", "website", "languages")
        known |= {name: getattr(organization, name) for name in fields}
    return known


def _apply(
    request: HttpRequest,
    form: AskingForm,
    organization: Organization | None,
    invitation: ProspectInvitation | None,
) -> str:
    count_for_a_day(request, "application")
    made = apply(form.asked, by=request.viewer, organization=organization, invitation=invitation)
    messages.success(request, _("Sent. Here you see what becomes of it; questions come here too."))
    return reverse("organizations:application", args=[made.public_id])


def _rules() -> dict[str, object]:
    now = current_rules()
    lines, lang = rules_said(now, language=get_language() or "en")
    return {"rules": now, "rule_lines": lines, "rules_lang": lang}


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Network"), reverse("front:network"))]
