"""Mentorships as word of them tells of them to one person."""

from collections.abc import Collection

from hearth.communities.queries.places import met_by
from hearth.matching.models import Mentorship, Stage
from hearth.matching.queries.mentorships import looked_after_by, own_rows
from hearth.members import faces
from hearth.members.models import Member


def own_mentorships_told(keys: Collection[int], *, viewer: Member) -> list[Mentorship]:
    """Return those of `keys` that are of the person behind `viewer`, as `list_own` has them. Two queries."""
    rows = list(own_rows(viewer).filter(pk__in=keys))
    asking = [row.nominated_by for row in rows if row.waits_for_member and row.nominated_by is not None]
    parted = faces.parted_among(asking, of=viewer)
    return [row for row in rows if not (row.waits_for_member and row.nominated_by_id in parted)]


def volunteers_told(keys: Collection[int], *, viewer: Member) -> list[Mentorship]:
    """Return those of `keys` who offered themselves, and wait for `viewer` among others to agree. One query."""
    waiting = Mentorship.objects.of_members().filter(stage=Stage.NOMINATED, is_agreed=False, pk__in=keys)
    found = met_by(waiting.filter(looked_after_by(viewer)).exclude(faces.same_person(viewer, "member")), viewer)
    return list(found.select_related("member", "community"))
