"""How people want word of something: what they chose where it happened, else everywhere, else what comes first."""

from collections.abc import Iterable

from django.db.models import Q

from hearth.activity.ports import How, Kind, Matter
from hearth.notifications.models import Choice


def ways_for(members: Iterable[int], kind: Kind, matter: Matter) -> dict[int, How]:
    """Return how each of `members` (primary keys of main names) wants word of `matter` as `kind`. One query at most."""
    if kind.is_fixed:
        return dict.fromkeys(members, kind.first)
    where = Q(community=None, discussion=None)
    if kind.is_of_places:
        where |= Q(community__isnull=False, community=matter.community)
        where |= Q(discussion__isnull=False, discussion=matter.discussion)
    ways = dict.fromkeys(members, kind.first)
    found = Choice.objects.filter(where, member__in=list(ways), kind=kind.name)
    rows = found.values_list("member", "how", "community", "discussion")
    # The nearer decides: a discussion over its community, and that over everywhere.
    for member, how, _community, _discussion in sorted(rows, key=_nearness):
        ways[member] = How(how)
    return ways


def _nearness(row: tuple[int, str, int | None, int | None]) -> int:
    _member, _how, community, discussion = row
    return 2 if discussion else 1 if community else 0
