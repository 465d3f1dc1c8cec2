"""Saying what helped in a reply, and what one found otherwise."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from hearth.communities.actions.finding import find
from hearth.communities.forms.finding import FindingForm
from hearth.communities.models import FindingKind, Reply
from hearth.communities.permissions import can_find_of, face_to_find_under, standing_of
from hearth.communities.queries.findings import found_by, lines_in
from hearth.communities.queries.posts import as_post
from hearth.communities.views.about import about_reply
from hearth.core.forms import posted
from hearth.core.idempotency import once_only
from hearth.core.refusals import Refusal, require

takes_forms = require_http_methods(["GET", "HEAD", "POST"])
SAID: Final = {FindingKind.HELPED: _("Kept: this helped."), FindingKind.OTHERWISE: _("Kept: you found otherwise.")}


@takes_forms
@once_only
@about_reply
def helped(request: HttpRequest, reply: Reply) -> HttpResponse:
    """Choose the lines of a reply that helped, or take that back."""
    return _find(request, reply, FindingKind.HELPED)


@takes_forms
@once_only
@about_reply
def otherwise(request: HttpRequest, reply: Reply) -> HttpResponse:
    """Choose the lines of a reply that one found otherwise, or take that back."""
    return _find(request, reply, FindingKind.OTHERWISE)


def _find(request: HttpRequest, reply: Reply, kind: FindingKind) -> HttpResponse:
    here, found = standing_of(request.viewer, reply.discussion.community), found_by(request.viewer, reply)[kind]
    require(can_find_of(here, reply, kind) or bool(found))
    form = FindingForm(posted(request), lines=lines_in(reply), found=found)
    if form.is_valid():
        try:
            find(reply, kind, form.chosen, by=request.viewer)
        except Refusal as refusal:
            form.refuse(refusal.message)
        else:
            if not (form.chosen or found):
                return redirect(reply)  # nothing was marked, and nothing is: as if one had gone back
            messages.success(request, SAID[kind] if form.chosen else _("Taken back."))
            return redirect(reply.discussion)
    context = {"reply": reply, "discussion": reply.discussion, "post": as_post(reply, viewer=request.viewer)}
    context |= {"form": form, "kind": kind, "found": found, "face": face_to_find_under(here, reply.discussion)}
    return render(request, "communities/finding.html", context)
