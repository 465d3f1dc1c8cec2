"""How an organisation is reached, written by its own people."""

from dataclasses import fields

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hearth.core.forms import posted
from hearth.core.idempotency import once, once_only
from hearth.core.refusals import Refusal
from hearth.organizations.actions.offices import Reach, add_office, edit_office, move_office, remove_office
from hearth.organizations.forms.profile import OfficeForm
from hearth.organizations.models import Office, Organization
from hearth.organizations.queries.profile import get_office, get_to_edit
from hearth.organizations.views.frames import frame_of


@login_required
@require_safe
def index(request: HttpRequest, organization_id: str) -> HttpResponse:
    """All ways to reach it, in their order."""
    organization = get_to_edit(organization_id, viewer=request.viewer)
    context = frame_of(organization, "offices", viewer=request.viewer) | {"offices": list(organization.offices.all())}
    return render(request, "organizations/offices.html", context)


@login_required
def new(request: HttpRequest, organization_id: str) -> HttpResponse:
    """One more way."""
    return _form(request, get_to_edit(organization_id, viewer=request.viewer), None)


@login_required
def edit(request: HttpRequest, organization_id: str, office_id: str) -> HttpResponse:
    """One way, to be changed."""
    organization = get_to_edit(organization_id, viewer=request.viewer)
    return _form(request, organization, get_office(organization, office_id))


def _form(request: HttpRequest, organization: Organization, office: Office | None) -> HttpResponse:
    now = {field.name: getattr(office, field.name) for field in fields(Reach)} if office else {}
    form = OfficeForm(posted(request), initial=now)
    if form.is_valid():
        try:
            return redirect(once(request, lambda: _kept(request, organization, office, form)))
        except Refusal as refusal:
            form.add_error(None, refusal.message)
    context = frame_of(organization, "offices", viewer=request.viewer) | {"form": form, "office": office}
    return render(request, "organizations/office.html", context)


def _kept(request: HttpRequest, organization: Organization, office: Office | None, form: OfficeForm) -> str:
    reach = form.reach()
    if office is None:
        add_office(organization, reach, by=request.viewer)
    else:
        edit_office(office, reach, by=request.viewer)
    messages.success(request, _("Saved. Everybody can read it."))
    return reverse("organizations:offices", args=[organization.public_id])


@login_required
@require_POST
@once_only
def removal(request: HttpRequest, organization_id: str, office_id: str) -> HttpResponse:
    """Take one away."""
    organization = get_to_edit(organization_id, viewer=request.viewer)
    remove_office(get_office(organization, office_id), by=request.viewer)
    messages.success(request, _("Taken away."))
    return redirect("organizations:offices", organization_id=organization.public_id)


@login_required
@require_POST
@once_only
def move(request: HttpRequest, organization_id: str, office_id: str) -> HttpResponse:
    """Put one before or behind its neighbour."""
    organization = get_to_edit(organization_id, viewer=request.viewer)
    move_office(get_office(organization, office_id), up=request.POST.get("to") == "up", by=request.viewer)
    return redirect("organizations:offices", organization_id=organization.public_id)
