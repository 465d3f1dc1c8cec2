"""Telling everybody whom an activity concerns: some people at a time, and nobody twice."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.db.models import Q

from hearth.activity.models import Activity
from hearth.activity.ports import How, Matter, Notice, notices_after
from hearth.core.work import owe
from hearth.notifications.models import Notification, Spreading
from hearth.notifications.queries.choices import ways_for

ROUND: Final = 500  # people told in one transaction
SETTLING: Final = timedelta(minutes=3)
"""How long a mail waits, so that what is mended or taken back at once is not mailed as it was."""


def spread(activity: Activity, *, step: int = 0, after: int = 0) -> None:
    """Tell those whom `activity` concerns, ROUND people at most, and owe the rest in the caller's transaction.

    It goes on with the notice number `step`, after the member with the primary key `after`. A second time does no
    harm: of one thing a person gets one notification.
    """
    room = ROUND
    asked = [(notice, notice.matter(activity)) for notice in notices_after(activity.verb)]
    for number, (notice, matter) in list(enumerate(asked))[step:]:
        if matter is not None:
            found = notice.people(matter).filter(pk__gt=after).order_by("pk")
            people = list(found.values_list("pk", flat=True)[:room])
            wanted = set(people) - _settled(asked[:number], people, about=notice.about)
            put(notice, matter, sorted(wanted), activity=activity)
            room -= len(people)
            if not room:
                owe([Spreading.objects.create(activity=activity, step=number, after=people[-1])])
                return
        after = 0


def _settled(earlier: Sequence[tuple[Notice, Matter | None]], people: Sequence[int], *, about: str) -> set[int]:
    """Return those of `people` who want no word of it as one of the kinds that count more, and that settle it."""
    found: set[int] = set()
    for notice, matter in earlier:
        if matter is not None and notice.about == about and notice.kind.settles:
            meant = notice.people(matter).filter(pk__in=people).values_list("pk", flat=True)
            found |= {member for member, how in ways_for(meant, notice.kind, matter).items() if how == How.NEVER}
    return found


def put(notice: Notice, matter: Matter, people: Sequence[int], *, activity: Activity) -> None:
    """Note for each of `people` what they are told, as each wants it."""
    ways = ways_for(people, notice.kind, matter)
    mail_at = activity.at + (timedelta() if notice.kind.is_fixed else SETTLING)
    rows = [
        Notification(
            member_id=member,
            kind=notice.kind.name,
            about=notice.about,
            subject_id=matter.pk,
            community_id=matter.community,
            discussion_id=matter.discussion,
            by_id=matter.by,
            how=how,
            at=activity.at,
            mail_at=mail_at if how == How.AT_ONCE else None,
        )
        for member, how in ways.items()
        if how != How.NEVER
    ]
    if notice.renews:
        _renew(rows)
    Notification.objects.bulk_create(rows, ignore_conflicts=True)


def _renew(rows: Sequence[Notification]) -> None:
    """Bring what was read already before people's eyes again; what was not read stays as it is."""
    # Rows of one round differ in who is told and in how only.
    for alike in {row.how: row for row in rows}.values():
        members = [row.member_id for row in rows if row.how == alike.how]
        read = Notification.objects.filter(~Q(read_at=None), about=alike.about, subject_id=alike.subject_id)
        read.filter(member__in=members, at__lt=alike.at).change(
            at=alike.at, by=alike.by_id, how=alike.how, read_at=None, mail_at=alike.mail_at, mailed_at=None
        )


def go_on(spreading: Spreading) -> None:
    """Tell the next round of people, as `spread` does."""
    spread(spreading.activity, step=spreading.step, after=spreading.after)
