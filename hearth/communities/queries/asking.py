"""Where somebody may start a discussion, and where a moderator may take one."""

from django.db.models import Q

from hearth.communities.models import Community, Joining
from hearth.communities.models.community import places_of
from hearth.communities.permissions import Standing, can_move_to
from hearth.communities.queries.places import speaks
from hearth.members.models import Member

MOST = 60


def places_to_ask(viewer: Member | None, *, language: str) -> tuple[list[Community], list[Community]]:
    """Return the communities `viewer` (None: a visitor) belongs to, and others that take anybody.

    Those in which people speak `language` come first, and of these the liveliest.
    """
    found = Community.objects.readable_by(viewer).filter(archived_at=None)
    found = found.alias(speaks=speaks(language)).order_by("-speaks", "-active_at", "-pk")
    if viewer is None:
        return [], list(found.filter(joining=Joining.ANYONE)[:MOST])
    held = Q(pk__in=places_of(viewer))
    rows = list(found.filter(Q(joining=Joining.ANYONE) | held).annotate(is_own=held)[:MOST])
    own = {row.pk for row in rows if getattr(row, "is_own", False)}
    return [row for row in rows if row.pk in own], [row for row in rows if row.pk not in own]


def places_to_move(here: Standing) -> list[Community]:
    """Return the other communities in which whoever stands `here` keeps order, and no more people read, by name."""
    if here.viewer is None:
        return []
    found = Community.objects.readable_by(here.viewer).moderated_by(here.viewer)
    others = found.exclude(pk=here.community.pk).filter(archived_at=None).order_by("name")
    return [each for each in others if can_move_to(here.community, each)]
