"""Where I belong: said by myself, shown by an address or confirmed by the organisation."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hearth.core.forms import posted
from hearth.core.idempotency import once, once_only, sent_before
from hearth.core.refusals import Refusal
from hearth.organizations.actions import affiliate, end_affiliation
from hearth.organizations.actions.affiliations import BY_ADDRESS, belong_by_address, list_affiliation
from hearth.organizations.actions.codes import open_with_code, send_code
from hearth.organizations.forms.people import BelongingForm, CodeForm
from hearth.organizations.models import Affiliation, AffiliationRole, Organization
from hearth.organizations.queries import get_organization
from hearth.organizations.queries.claims import code_waits, hosts_for, is_claimable
from hearth.organizations.queries.organizations import find_organizations
from hearth.organizations.queries.people import own_affiliation, own_affiliations
from hearth.organizations.views.frames import crumbs_of
from hearth.organizations.views.limits import count_for_a_day


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Where I belong or say I do, and a way to find another organisation."""
    words = request.GET.get("name", "")[:100]
    context = {
        "affiliations": own_affiliations(request.viewer),
        "words": words,
        "found": find_organizations(words) if words else [],
    }
    return render(request, "organizations/settings.html", context)


@login_required
def new(request: HttpRequest, organization_id: str) -> HttpResponse:
    """Say what I am there."""
    organization = get_organization(organization_id)
    own = own_affiliation(organization, viewer=request.viewer)
    hosts = sorted(hosts_for(organization, is_claim=False))
    initial = {"role": own.role} if own else {}
    form = BelongingForm(posted(request), has_domain=bool(hosts), initial=initial)
    if form.is_valid():
        try:
            return redirect(once(request, lambda: _said(request, organization, form)))
        except Refusal as refusal:
            form.add_error("email" if form.cleaned_data.get("email") else None, refusal.message)
    context = {
        "organization": organization,
        "form": form,
        "own": own,
        "hosts": hosts,
        "crumbs": crumbs_of(organization),
    }
    context["is_claimable"] = is_claimable(organization)
    return render(request, "organizations/belonging.html", context)


def _said(request: HttpRequest, organization: Organization, form: BelongingForm) -> str:
    role, email = AffiliationRole(form.cleaned_data["role"]), form.cleaned_data.get("email", "")
    if email:
        count_mail(request, email)
        send_code(organization, email, by=request.viewer, is_claim=False, language=get_language() or "en")
        return f"{reverse('organizations:belonging-code', args=[organization.public_id])}?role={role.value}"
    count_for_a_day(request, "affiliation")
    affiliate(request.viewer, organization, by=request.viewer, role=role)
    messages.success(request, _("Noted. Its administrators are asked; until they answer, nobody else sees it."))
    return reverse("organizations:settings")


@login_required
def code(request: HttpRequest, organization_id: str) -> HttpResponse:
    """Type the code that came to my address there."""
    organization, viewer = get_organization(organization_id), request.viewer
    role = request.GET.get("role", "")
    if address := sent_before(request):
        return redirect(address)
    if role not in BY_ADDRESS or not code_waits(organization, viewer=viewer, is_claim=False):
        return redirect("organizations:belonging", organization_id=organization.public_id)
    form = CodeForm(posted(request))
    if form.is_valid():
        count_typed(request)
        if address := once(request, lambda: _opened(request, organization, form, AffiliationRole(role))):
            return redirect(address)
        form.add_error("code", _("This is not the code, or it has run out. Ask for another if need be."))
    context = {"organization": organization, "form": form, "crumbs": crumbs_of(organization)}
    return render(request, "organizations/code.html", context)


def _opened(request: HttpRequest, organization: Organization, form: CodeForm, role: AffiliationRole) -> str:
    """Return where the code in `form` leads, empty when it is wrong: that it was tried is kept all the same."""
    host = open_with_code(organization, form.cleaned_data["code"], by=request.viewer, is_claim=False)
    if not host:
        return ""
    belong_by_address(organization, host, role, by=request.viewer)
    messages.success(request, _("Confirmed. Choose here whether your name shows on its page."))
    return reverse("organizations:settings")


@login_required
@require_POST
@once_only
def listing(request: HttpRequest, organization_id: str) -> HttpResponse:
    """Let my name show on its page, or not any more."""
    affiliation = _own(request, organization_id)
    list_affiliation(affiliation, is_listed=request.POST.get("listed") == "yes", by=request.viewer)
    messages.success(request, _("Saved."))
    return redirect("organizations:settings")


@login_required
@require_POST
@once_only
def end(request: HttpRequest, organization_id: str) -> HttpResponse:
    """I do not belong there any more, or never did."""
    end_affiliation(_own(request, organization_id), by=request.viewer)
    messages.success(request, _("Ended. What you wrote stays, and is yours."))
    return redirect("organizations:settings")


def _own(request: HttpRequest, organization_id: str) -> Affiliation:
    own = own_affiliation(get_organization(organization_id), viewer=request.viewer)
    if own is None:
        raise Http404
    return own


def count_mail(request: HttpRequest, email: str) -> None:
    """Count one more code that is mailed to `email`; raises Refusal above what is allowed."""
    if not ratelimit.consume(request, action="address_code", user=request.user, key=email.lower()):
        raise Refusal(_("We have sent several codes. Wait an hour, or ask for help at the foot of the page."))


def count_typed(request: HttpRequest) -> None:
    """Count one more code that was typed; raises Refusal above what is allowed."""
    if not ratelimit.consume(request, action="address_code_typed", user=request.user):
        raise Refusal(_("That was tried too often. Wait an hour."))
