from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from hearth.core.outer_cache import kept_for_visitors
from hearth.matching.queries.mentorships import mentored_by
from hearth.members.models import Audience
from hearth.members.queries.around import footing_with
from hearth.members.queries.people import get_member
from hearth.members.queries.profiles import profile_as, profile_for
from hearth.organizations.queries import affiliations_of

READERS = {
    "visitor": (_("A visitor"), Audience.EVERYONE),
    "member": (_("A member"), Audience.MEMBERS),
    "followed": (_("Somebody you follow"), Audience.FOLLOWED),
}


@kept_for_visitors
def show(request: HttpRequest, member_id: str) -> HttpResponse:
    """A member's page, as this viewer may see it."""
    member = get_member(member_id, viewer=request.viewer)
    context = {
        "footing": footing_with(member, viewer=request.viewer),
        "member": profile_for(member, viewer=request.viewer),
        "affiliations": affiliations_of(member, viewer=request.viewer),
        "mentored": mentored_by(member, viewer=request.viewer),
    }
    return render(request, "front/person.html", context)


@login_required
def preview(request: HttpRequest) -> HttpResponse:
    """My own page, as others see it."""
    reader = request.GET.get("as", "")
    reader = reader if reader in READERS else "visitor"
    seen = profile_as(request.viewer, READERS[reader][1])
    context = {
        "member": seen,
        "affiliations": affiliations_of(request.viewer, viewer=request.viewer) if seen.is_open else [],
        "reader": reader,
        "readers": [(key, label) for key, (label, _nearness) in READERS.items()],
    }
    return render(request, "front/preview.html", context)
