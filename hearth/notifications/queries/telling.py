"""What rows say to the person they are for: asked of the rooms that the word is about, at the moment it is shown."""

from collections import defaultdict
from collections.abc import Iterable

from hearth.activity.ports import How, Matter, Told, notice_of
from hearth.members.models import Member
from hearth.notifications.models import Notification
from hearth.notifications.queries.choices import ways_for


def tell(rows: Iterable[Notification], *, viewer: Member) -> dict[int, Told]:
    """Return what each of `rows` says to `viewer` now, by its primary key; without those that say nothing any more.

    A few queries for each notice, however many rows.
    """
    asked: defaultdict[tuple[str, str], list[Notification]] = defaultdict(list)
    for row in rows:
        asked[row.kind, row.about].append(row)
    said: dict[int, Told] = {}
    for (kind, about), group in asked.items():
        notice = notice_of(kind, about)
        found = notice.tell([row.subject_id for row in group], viewer=viewer) if notice else {}
        said |= {row.pk: found[row.subject_id] for row in group if row.subject_id in found}
    return said


def way_of(row: Notification) -> How:
    """Return how whom `row` is for wants word of it now; not at all where nothing tells of it any more."""
    notice = notice_of(row.kind, row.about)
    if notice is None:
        return How.NEVER
    matter = Matter(pk=row.subject_id, community=row.community_id, discussion=row.discussion_id, by=row.by_id)
    return ways_for([row.member_id], notice.kind, matter)[row.member_id]
