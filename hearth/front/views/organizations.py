"""One organisation, as everybody reads of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hearth.communities.queries.places import communities_hosted_by
from hearth.core.outer_cache import kept_for_visitors
from hearth.core.translated import Words, in_language
from hearth.members.models import Member
from hearth.organizations.models import Organization
from hearth.organizations.permissions import can_answer_for, can_edit_profile, can_list_channels
from hearth.organizations.queries import get_organization, people_of
from hearth.organizations.queries.directory import entries_of
from hearth.organizations.queries.public import is_unclaimed, public_profile
from hearth.topics.queries import cards_of


@kept_for_visitors
def show(request: HttpRequest, organization_id: str) -> HttpResponse:
    """What it is, what it offers, how to reach it and where else it speaks, and the people one may meet there."""
    found, viewer, language = get_organization(organization_id), request.viewer, get_language() or "en"
    profile = public_profile(found)
    context = {
        "organization": found,
        "words": {name: in_language(getattr(found, name), language) for name in ("offers", "who_pays", "behind")},
        "description": in_language(found.description, language),
        "elsewhere": _in_its_own(found, language),
        "names": [Words(name, code) for code, name in found.names.items() if name != found.name],
        "profile": profile,
        "topics": cards_of(profile.topics, language=language),
        "entries": entries_of(found),
        "people": people_of(found, viewer=viewer),
        "communities": communities_hosted_by(found, viewer=viewer),
        "looked_after": _where_to_look_after(found, viewer),
        "may_answer": viewer is not None and can_answer_for(viewer, found),
        "is_unclaimed": is_unclaimed(found),
        "crumbs": _crumbs(found),
    }
    return render(request, "front/organization.html", context)


def _where_to_look_after(organization: Organization, viewer: Member | None) -> str:
    """Return the page on which `viewer` looks after what is said of it, empty for none."""
    if viewer is None or not can_list_channels(viewer, organization):
        return ""
    page = "profile" if can_edit_profile(viewer, organization) else "channels"
    return reverse(f"organizations:{page}", args=[organization.public_id])


def _in_its_own(organization: Organization, language: str) -> Words | None:
    """Return who it is in its own words, where the reader's language is another."""
    others = {code: text for code, text in organization.description.items() if code != language}
    return in_language(others, organization.lang) if language in organization.description else None


def _crumbs(organization: Organization) -> list[tuple[str, str]]:
    return [
        (_("Network"), reverse("front:network")),
        (organization.region.get_code_display(), reverse("front:region", args=[organization.region_id])),
    ]
