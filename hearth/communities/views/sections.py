"""The sections of a community, made and ordered by its stewards."""

from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hearth.communities.actions import sections as acts
from hearth.communities.forms.sections import SectionForm
from hearth.communities.inside import inside_signed_in
from hearth.communities.permissions import Standing, can_rearrange
from hearth.communities.queries.heads import head_of
from hearth.communities.queries.sections import get_section, list_sections
from hearth.core.forms import posted
from hearth.core.idempotency import once_only
from hearth.core.refusals import Refusal, require

STEPS: Final = {"up": -1, "down": 1}
takes_forms = require_http_methods(["GET", "HEAD", "POST"])


@takes_forms
@once_only
@inside_signed_in
def index(request: HttpRequest, here: Standing) -> HttpResponse:
    """The sections in their order, and a form for one more."""
    require(can_rearrange(here))
    form = SectionForm(posted(request))
    if _done(form, lambda: acts.make_section(here.community, **form.cleaned_data, by=request.viewer)):
        messages.success(request, _("The section is there."))
        return redirect("communities:sections", here.community.public_id)
    context = head_of(here, "settings") | {"form": form, "sections": list_sections(here.community)}
    return render(request, "communities/sections.html", context)


@takes_forms
@once_only
@inside_signed_in
def change(request: HttpRequest, here: Standing, section_id: str) -> HttpResponse:
    """Change what a section is called and what it is for."""
    require(can_rearrange(here))
    section = get_section(here.community, section_id)
    form = SectionForm(posted(request), initial={"name": section.name, "description": section.description})
    if _done(form, lambda: acts.describe_section(section, **form.cleaned_data, by=request.viewer)):
        messages.success(request, _("Saved. It holds from now on."))
        return redirect("communities:sections", here.community.public_id)
    return render(request, "communities/section.html", head_of(here, "settings") | {"form": form, "section": section})


@once_only
@inside_signed_in
@require_POST
def reorder(request: HttpRequest, here: Standing, section_id: str, way: str) -> HttpResponse:
    """Move a section up or down in the list."""
    require(can_rearrange(here))
    section = get_section(here.community, section_id)
    acts.reorder_section(section, STEPS[way], by=request.viewer)
    return redirect("communities:sections", here.community.public_id)


@once_only
@inside_signed_in
@require_POST
def remove(request: HttpRequest, here: Standing, section_id: str) -> HttpResponse:
    """End a section; its discussions stay."""
    require(can_rearrange(here))
    acts.remove_section(get_section(here.community, section_id), by=request.viewer)
    messages.success(request, _("The section is gone. Its discussions stand in none."))
    return redirect("communities:sections", here.community.public_id)


def _done(form: SectionForm, act: Callable[[], object]) -> bool:
    """Do `act` once the form is right; whether it was done. What was refused, the form says."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refusal as refusal:
        form.add_error("name", refusal.message)
        return False
    return True
