from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.core.languages import NATIVE_NAMES
from hearth.core.outer_cache import kept_for_visitors
from hearth.members.queries.people import get_member
from hearth.organizations.queries import affiliations_of


@kept_for_visitors
def show(request: HttpRequest, member_id: str) -> HttpResponse:
    """A member's page, as this viewer may see it."""
    member = get_member(member_id, viewer=request.viewer)
    context = {
        "member": member,
        "is_self": request.viewer == member,
        "affiliations": affiliations_of(member, viewer=request.viewer),
        "languages": [(code, NATIVE_NAMES[code]) for code in member.languages if code in NATIVE_NAMES],
    }
    return render(request, "front/person.html", context)
