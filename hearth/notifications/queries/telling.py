"""What notifications say to whom they are for, as things are now."""

from collections import defaultdict
from collections.abc import Sequence

from hearth.activity.ports import How, Matter, Told, notice_of
from hearth.members.models import Member
from hearth.notifications.models import Notification
from hearth.notifications.queries.choices import ways_for


def tell(rows: Sequence[Notification], *, viewer: Member) -> dict[int, Told]:
    """Return what each of `rows` says, by its primary key, in the active language; `viewer` is whom they are for.

    Nothing of what they may not see any more. A few queries for each kind of word, however many rows.
    """
    kept = set(Notification.objects.of(viewer).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    alike: dict[tuple[str, str], list[Notification]] = defaultdict(list)
    for row in rows:
        if row.pk in kept:
            alike[row.kind, row.about].append(row)
    told = dict[int, Told]()
    for (kind, about), these in alike.items():
        notice = notice_of(kind, about)
        said = notice.tell([row.subject_id for row in these], viewer=viewer) if notice else {}
        told |= {row.pk: said[row.subject_id] for row in these if row.subject_id in said}
    return told


def way_of(row: Notification) -> How:
    """Return how whom `row` is for wants word of it now; not at all where nothing tells of it any more."""
    notice = notice_of(row.kind, row.about)
    if notice is None:
        return How.NEVER
    matter = Matter(pk=row.subject_id, community=row.community_id, discussion=row.discussion_id, by=row.by_id)
    return ways_for([row.member_id], notice.kind, matter)[row.member_id]
