"""The parts of a large community, made and ordered by those who lead it."""

from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from hearth.communities.models import Community, Discussion, Section
from hearth.communities.permissions import can_moderate, can_rearrange, standing_of
from hearth.core.outer_cache import forget_pages
from hearth.core.refusals import Refusal, require
from hearth.members.models import Member

MOST: Final = 20


@transaction.atomic
def make_section(community: Community, name: str, description: str = "", *, by: Member) -> Section:
    """Add a section below the others. Raises Refusal for a name that is taken there, or when there are MOST."""
    found = _hold(community, by)
    _require_free(found, name)
    if len(found) >= MOST:
        raise Refusal(_("There are as many sections as a community can have. Remove one first."))
    position = found[-1].position + 1 if found else 0
    Community.objects.filter(pk=community.pk).update(has_sections=True)
    community.has_sections = True
    return Section.objects.create(community=community, name=name, description=description, position=position)


@transaction.atomic
def describe_section(section: Section, name: str, description: str, *, by: Member) -> None:
    """Change what a section is called and what it is for. Raises Refusal for a name that is taken there."""
    _require_free([each for each in _hold(section.community, by) if each.pk != section.pk], name)
    Section.objects.filter(pk=section.pk).update(name=name, description=description)


@transaction.atomic
def reorder_section(section: Section, steps: int, *, by: Member) -> None:
    """Move a section `steps` down the list, up where negative; at its end it stays."""
    found = _hold(section.community, by)
    keys = [each.pk for each in found]
    if section.pk not in keys:
        return
    place = keys.index(section.pk)
    found.insert(max(0, place + steps), found.pop(place))
    for position, each in enumerate(found):
        each.position = position
    Section.objects.bulk_update(found, ["position"])


@transaction.atomic
def remove_section(section: Section, *, by: Member) -> None:
    """End a section; its discussions stay in the community, in none."""
    others = [each for each in _hold(section.community, by) if each.pk != section.pk]
    Section.objects.filter(pk=section.pk).delete()
    Community.objects.filter(pk=section.community_id).update(has_sections=bool(others))
    forget_pages()


@transaction.atomic
def put_in_section(discussion: Discussion, section: Section | None, *, by: Member) -> None:
    """Let a discussion stand in `section` of its community, or in none. Raises PermissionDenied for a moderator of
    another place."""
    require(can_moderate(standing_of(by, discussion.community)))
    found = section_of(discussion.community, section)
    Discussion.objects.filter(pk=discussion.pk, community=discussion.community_id).update(section=found)


def section_of(community: Community, section: Section | None) -> Section | None:
    """Return `section` if it is still there and of `community`; else None, and a discussion stands in none."""
    return Section.objects.filter(pk=section.pk, community=community).first() if section else None


def _hold(community: Community, by: Member) -> list[Section]:
    """Return the sections of `community` in their order, held until the transaction ends."""
    require(can_rearrange(standing_of(by, community)))
    Community.objects.select_for_update(no_key=True).get(pk=community.pk)
    return list(Section.objects.filter(community=community).order_by("position", "pk"))


def _require_free(others: list[Section], name: str) -> None:
    if name.casefold() in {each.name.casefold() for each in others}:
        raise Refusal(_("There is a section of this name already."))
