"""What the pages have in common on which people look after an organisation."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hearth.members.models import Member
from hearth.organizations.models import Organization
from hearth.organizations.permissions import can_answer_for, can_edit_profile, can_list_channels


def frame_of(organization: Organization, here: str, *, viewer: Member) -> dict[str, Any]:
    """Return what the frame shows around the page `here`: the organisation, and the other pages `viewer` may open."""
    tabs = []
    if can_edit_profile(viewer, organization):
        tabs = [
            ("profile", _("Profile")),
            ("words", _("Texts")),
            ("mark", _("Picture")),
            ("offices", _("Contacts")),
            ("channels", _("Channels")),
            ("domains", _("Domains")),
        ]
    elif can_list_channels(viewer, organization):
        tabs = [("channels", _("Channels"))]
    if can_answer_for(viewer, organization):
        tabs.append(("people", _("People")))
    links = [(name, label, reverse(f"organizations:{name}", args=[organization.public_id])) for name, label in tabs]
    return {"organization": organization, "here": here, "tabs": links, "crumbs": crumbs_of(organization)}


def crumbs_of(organization: Organization) -> list[tuple[str, str]]:
    """Return the way from the network down to the organisation."""
    return [
        (_("Network"), reverse("front:network")),
        (organization.name, reverse("front:organization", args=[organization.public_id])),
    ]
