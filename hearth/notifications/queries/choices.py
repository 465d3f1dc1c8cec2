"""How people want word of something: what they chose where it happened, else everywhere, else what comes first."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from hearth.activity.ports import KINDS, How, Kind, Matter
from hearth.notifications.links import Occasion
from hearth.notifications.models import Choice, Notification


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


def ways_of(rows: Sequence[Notification]) -> dict[int, How]:
    """Return how whoever `rows` are for, one person, wants each now, by its primary key. One query, or none."""
    if not rows:
        return {}
    where = Q(community=None, discussion=None)
    where |= Q(community__in={row.community_id for row in rows if row.community_id})
    where |= Q(discussion__in={row.discussion_id for row in rows if row.discussion_id})
    found = Choice.objects.filter(where, member=rows[0].member_id, kind__in={row.kind for row in rows})
    chosen = {(kind, *place): How(how) for kind, how, *place in found.values_list("kind", "how", *PLACE)}
    return {row.pk: _chosen(chosen, row) for row in rows}


PLACE = ("community", "discussion")


def _chosen(chosen: dict[tuple[str, int | None, int | None], How], row: Notification) -> How:
    kind = KINDS.get(row.kind)
    if kind is None:
        return How.NEVER
    if kind.is_fixed:
        return kind.first
    places = [(None, row.discussion_id), (row.community_id, None)] if kind.is_of_places else []
    return next(
        (chosen[kind.name, *place] for place in [*places, NOWHERE] if (kind.name, *place) in chosen), kind.first
    )


NOWHERE = (None, None)


def kinds_in(occasion: Occasion) -> list[str]:
    """Return the names of the kinds that a mail about `occasion` brings: one, or all that come in that digest."""
    if occasion.kind:
        return [occasion.kind]
    chosen = Choice.objects.filter(member=occasion.member, community=None, discussion=None)
    ways = dict(chosen.values_list("kind", "how"))
    free = {name: kind.first for name, kind in KINDS.items() if not kind.is_fixed}
    return [name for name, first in free.items() if ways.get(name, first) == occasion.how]
