"""What people were told is forgotten: after a while, and where they may not read any more."""

from datetime import timedelta
from itertools import groupby
from typing import Final

from django.utils import timezone

from hearth.activity.models import Activity
from hearth.activity.ports import notice_of, notices_of
from hearth.core.upkeep import prune
from hearth.members import faces
from hearth.members.models import Member
from hearth.notifications.models import Notification

KEPT: Final = timedelta(days=90)
AT_ONCE: Final = 500


def forget_old() -> int:
    """Delete what people were told more than KEPT ago, read or not; return how much."""
    return prune(Notification.objects.filter(at__lt=timezone.now() - KEPT))


def forget_out_of_reach(name: Member, community: int) -> int:
    """Delete what the person behind `name` was told of the community with that primary key and may not read any more.

    Return how much. Word that they do not belong there stays: each notice says what there still is to tell.
    """
    main = faces.main_face_of(name)
    if main is None:
        return 0
    told = Notification.objects.filter(member=main, community=community)
    rows = told.order_by("kind", "about", "pk").values_list("kind", "about", "subject_id", "pk")
    gone = 0
    for (kind, about), found in groupby(list(rows), key=lambda row: row[:2]):
        pairs = [(subject, pk) for _kind, _about, subject, pk in found]
        for start in range(0, len(pairs), AT_ONCE):
            untold = _untold(kind, about, dict(pairs[start : start + AT_ONCE]), main)
            gone += Notification.objects.filter(pk__in=untold).forget()
    return gone


def forget_what_is_gone(activity: Activity) -> int:
    """Take word of what `activity` was done to from everybody, unless it can still be told; return how much it was."""
    about = activity.subject_type.rpartition(".")[2]
    notices = notices_of(about)
    if any(notice.matter(activity) for notice in notices):
        return 0
    abouts = {notice.about for notice in notices}
    return prune(Notification.objects.filter(about__in=abouts, subject_id=activity.subject_id))


def _untold(kind: str, about: str, rows: dict[int, int], main: Member) -> list[int]:
    """Return the keys of those of `rows`, keys by subjects, of which there is nothing to tell `main`."""
    notice = notice_of(kind, about)
    told = notice.tell(list(rows), viewer=main) if notice is not None else {}
    return [pk for subject, pk in rows.items() if subject not in told]
