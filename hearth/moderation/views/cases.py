"""The queue of those who keep order, and one case of it."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearth.core.forms import posted
from hearth.core.idempotency import once, sent_before
from hearth.core.kept_words import words_are_kept
from hearth.core.refusals import Refusal
from hearth.members.models import Member
from hearth.moderation.actions import reporting
from hearth.moderation.actions.deciding import decide
from hearth.moderation.forms import RulingForm
from hearth.moderation.models import Case
from hearth.moderation.permissions import keeps_order_somewhere
from hearth.moderation.queries import get_case, get_case_picture, get_subject, list_cases, look_at

ALONE: Final = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Content-Disposition": "inline",
}


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """What waits for me, or what was decided."""
    is_open = request.GET.get("show") != "decided"
    context = {
        "cases": list_cases(viewer=request.viewer, is_open=is_open, cursor=request.GET.get("cursor", "")),
        "is_open": is_open,
        "keeps_order": keeps_order_somewhere(request.viewer),
    }
    return render(request, "moderation/cases.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@words_are_kept
def show(request: HttpRequest, case_id: str) -> HttpResponse:
    """One case, and what I decide about it."""
    case = get_case(case_id, viewer=request.viewer)
    if address := sent_before(request):  # what was decided is not among the choices any more
        return redirect(address)
    seen = look_at(case, viewer=request.viewer)
    form = RulingForm(posted(request), verdicts=seen.verdicts, about=case.about, latest=seen.latest)
    if request.method == "POST" and not seen.verdicts:
        raise PermissionDenied
    if form.is_bound and form.is_late and form.repeats(request.viewer):
        return redirect("moderation:case", case.public_id)
    if form.is_valid():
        try:
            return redirect(once(request, lambda: _decide(request, case, form)))
        except Refusal as refusal:
            form.add_error(None, refusal.message)
            seen = look_at(case, viewer=request.viewer)  # as it is now
    return render(request, "moderation/case.html", {"seen": seen, "case": case, "form": form})


@require_safe
def picture(request: HttpRequest, case_id: str, picture_id: str, size: str) -> HttpResponse:
    """A picture of what a case is about, for whoever may read the case, where that may not be read too."""
    case = get_case(case_id, viewer=request.viewer)
    content = get_case_picture(case, picture_id, size=size)
    return HttpResponse(content, content_type="image/webp", headers=ALONE)


def _decide(request: HttpRequest, case: Case, form: RulingForm) -> str:
    decision = decide(case, form.ruling(), by=request.viewer)
    messages.success(request, _("Decided, and on record."))
    return reverse("moderation:case", args=[case.public_id]) if decision else reverse("moderation:cases")


@login_required
@require_POST
def take_up(request: HttpRequest, about: str, subject_id: str) -> HttpResponse:
    """Open the case about something I saw myself, to decide it."""
    written = get_subject(about, subject_id, viewer=request.viewer)
    if isinstance(written, Member):
        raise Http404
    case = reporting.take_up(written, by=request.viewer)
    return redirect("moderation:case", case.public_id)
