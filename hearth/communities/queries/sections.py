"""The sections of a community, for whoever may read there."""

from django.http import Http404

from hearth.communities.models import Community, Section


def list_sections(community: Community) -> list[Section]:
    """Return the sections of `community` in their order. One query; none for the many that have no sections."""
    return list(Section.objects.filter(community=community)) if community.has_sections else []


def get_section(community: Community, public_id: str) -> Section:
    """Return a section of `community`, into which the viewer was let before; raises Http404."""
    found = Section.objects.filter(community=community, public_id=public_id).first()
    if found is None:
        raise Http404
    return found
