"""What people were told is forgotten: after a while, and where they may not read any more."""

from datetime import timedelta
from itertools import groupby
from typing import Final

from django.utils import timezone

from hearth.activity.models import Activity
from hearth.activity.ports import Notice, notice_of, notices_ended_by, of_subject
from hearth.core.upkeep import prune
from hearth.members import faces
from hearth.members.models import Member
from hearth.notifications.models import Notification

KEPT: Final = timedelta(days=90)
AT_ONCE: Final = 500
FEW: Final = 200


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


def forget_what_ended(activity: Activity) -> int:
    """Take word of what `activity` ended from everybody, or from those there is nothing to tell any more.

    Return how much. Where it did not end for everybody, and FEW were told, each is asked for.
    """
    gone = 0
    for notice in notices_ended_by(activity.verb):
        ended, keys = notice.ends[activity.verb], notice.ends[activity.verb](activity)
        of_kind = Notification.objects.filter(kind=notice.kind.name, about=notice.about)
        rows = of_kind.filter(community=activity.subject_id) if keys is None else of_kind.filter(subject_id__in=keys)
        if ended is of_subject and notice.matter(activity) is None:
            gone += prune(rows)
        else:
            gone += _forget_untold(list(rows.select_related("member").order_by("member", "pk")[: FEW + 1]), notice)
    return gone


def _forget_untold(rows: list[Notification], notice: Notice) -> int:
    if len(rows) > FEW:
        return 0  # it goes from each list when that is looked at
    gone = list[int]()
    for member, theirs in groupby(rows, key=lambda row: row.member):
        gone += _untold(notice.kind.name, notice.about, {row.subject_id: row.pk for row in theirs}, member)
    return Notification.objects.filter(pk__in=gone).forget()


def _untold(kind: str, about: str, rows: dict[int, int], main: Member) -> list[int]:
    """Return the keys of those of `rows`, keys by subjects, of which there is nothing to tell `main`."""
    notice = notice_of(kind, about)
    told = notice.tell(list(rows), viewer=main) if notice is not None else {}
    return [pk for subject, pk in rows.items() if subject not in told]
