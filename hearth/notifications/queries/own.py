"""What somebody chose themself, and what holds where they chose nothing: for that person only."""

from django.db.models import Q

from hearth.activity.ports import KINDS, How, Kind
from hearth.communities.models import Community, Discussion
from hearth.members.models import Member
from hearth.notifications.models import Choice

Ways = dict[str, How]


def kinds_to_choose() -> list[Kind]:
    """Return the kinds that people decide about, those first that they may decide about for a place."""
    return sorted((kind for kind in KINDS.values() if not kind.is_fixed), key=lambda kind: not kind.is_of_places)


def kinds_for(viewer: Member, place: Community | Discussion | None = None) -> list[Kind]:
    """Return the kinds that `viewer`, a main name, decides about: everywhere, for a community, or for one discussion.

    Without those that cannot reach them there, and for a discussion without what ends where it begins.
    """
    kinds, community = kinds_to_choose(), place.community if isinstance(place, Discussion) else place
    if place is not None:
        kinds = [kind for kind in kinds if kind.is_of_places]
    if isinstance(place, Discussion):
        kinds = [kind for kind in kinds if not kind.is_of_communities]
    return [kind for kind in kinds if kind.concerns(viewer, community)]


def fixed_kinds(viewer: Member) -> list[Kind]:
    """Return the kinds that always come to `viewer`, a main name, by e-mail."""
    fixed = [kind for kind in KINDS.values() if kind.is_fixed and kind.first not in (How.NEVER, How.PAGE)]
    return [kind for kind in fixed if kind.concerns(viewer, None)]


def ways_everywhere(viewer: Member) -> Ways:
    """Return how `viewer`, a main name, wants each kind where they chose nothing nearer. One query."""
    chosen = Choice.objects.filter(member=viewer, community=None, discussion=None).values_list("kind", "how")
    return {name: kind.first for name, kind in KINDS.items()} | {name: How(how) for name, how in chosen}


def ways_at(viewer: Member, place: Community | Discussion) -> tuple[Ways, Ways]:
    """Return what `viewer`, a main name, chose for `place` itself, and what holds there otherwise. Two queries."""
    elsewhere = ways_everywhere(viewer)
    community = place.community if isinstance(place, Discussion) else place
    where = Q(community=community)
    if isinstance(place, Discussion):
        where |= Q(discussion=place)
    rows = Choice.objects.filter(where, member=viewer)
    nearest: Ways = {}
    for kind, how, discussion in rows.values_list("kind", "how", "discussion"):
        if discussion is None and isinstance(place, Discussion):
            elsewhere[kind] = How(how)
        else:
            nearest[kind] = How(how)
    return nearest, elsewhere
