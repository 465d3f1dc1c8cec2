"""Deciding who carries the badge of a clinician."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hearth.core.forms import posted
from hearth.members import evidence as papers
from hearth.members.actions.evidence_reading import open_evidence
from hearth.members.actions.verification import approve, decline
from hearth.members.forms.staff import DecisionForm
from hearth.members.queries.verifications import get_waiting, list_waiting
from hearth.members.rights import VERIFY
from hearth.members.views.staff_doors import staff_only


@staff_only(VERIFY)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first."""
    waiting = list_waiting(viewer=request.viewer, cursor=request.GET.get("cursor", ""))
    return render(request, "members/staff_verifications.html", {"waiting": waiting})


@staff_only(VERIFY)
def show(request: HttpRequest, verification_id: str) -> HttpResponse:
    """One request, and the decision."""
    verification = get_waiting(verification_id, viewer=request.viewer)
    form = DecisionForm(posted(request))
    if form.is_valid():
        decide = approve if form.cleaned_data["decision"] == "approve" else decline
        decide(verification, by=request.viewer, reason=form.cleaned_data["reason"])
        messages.success(request, _("Decided. They get a mail, and the evidence is erased."))
        return redirect("members:staff-verifications")
    return render(request, "members/staff_verification.html", {"form": form, "verification": verification})


@staff_only(VERIFY)
@require_safe
def evidence(request: HttpRequest, verification_id: str) -> HttpResponse:
    """The evidence, as a file to keep apart: no browser opens it within the site."""
    verification = get_waiting(verification_id, viewer=request.viewer)
    opened = open_evidence(verification, by=request.viewer)
    if opened is None:
        raise Http404
    content, kind = opened
    response = HttpResponse(content, content_type=papers.KINDS[kind][1])
    response["Content-Disposition"] = f'attachment; filename="evidence.{kind}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
