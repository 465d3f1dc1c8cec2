"""What somebody was told, as the list shows it: for that person only."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Count, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.fields import BooleanField
from django.http import Http404

from hearth.activity.ports import Told
from hearth.communities.models import Discussion
from hearth.core.paging import Page, page
from hearth.members.models import Member
from hearth.notifications.models import Notification, is_unread
from hearth.notifications.models.notification import NotificationQuerySet
from hearth.notifications.queries.telling import tell

PAGE: Final = 20
LATEST: Final = ("-at", "-pk")
MOST_COUNTED: Final = 9


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the list: the latest of a discussion with how many stand behind it, or one alone.

    Arguments:
        unread: how many of them all, this one too, were not read.
        behind: how many more there are of the same discussion.
    """

    row: Notification
    told: Told
    unread: int
    behind: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list; `gone` are the keys of rows on it that say nothing to their person any more."""

    page: Page[Notification]
    entries: list[Entry] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)


def list_told(viewer: Member, *, discussion: Discussion | None = None, cursor: str = "") -> Listing:
    """Return a page of what `viewer`, a main name, was told: the latest of each discussion, or all of one `discussion`.

    Two queries, and a few for each notice that something of the page is told by.
    """
    mine = Notification.objects.of(viewer)
    found = mine.filter(discussion=discussion) if discussion else mine.filter(_leads(viewer))
    unread = ExpressionWrapper(is_unread(), output_field=BooleanField())
    found = found.select_related("discussion").defer("discussion__body", "discussion__body_html")
    rows = page(found.annotate(was_unread=unread), by=LATEST, size=PAGE, cursor=cursor)
    said = tell(rows.items, viewer=viewer)
    gone = [row.pk for row in rows.items if row.pk not in said]
    told = [row for row in rows.items if row.pk in said]
    return Listing(rows, _entries(told, said, {} if discussion else _counts(mine, told)), gone)


def _leads(viewer: Member) -> Q:
    """Return the condition for what stands for its discussion in the list: there is nothing later of it to tell."""
    same = Notification.objects.of(viewer).filter(discussion=OuterRef("discussion"))
    later = same.filter(Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk")))
    return Q(discussion=None) | Q(~Exists(later))


def _counts(mine: NotificationQuerySet, rows: Iterable[Notification]) -> dict[int | None, tuple[int, int]]:
    """Return how many were told of each discussion of `rows`, and how many of these are unread. One query."""
    keys: Collection[int] = {row.discussion_id for row in rows if row.discussion_id}
    unread = ExpressionWrapper(is_unread(), output_field=BooleanField())
    found = mine.filter(discussion__in=keys).annotate(was_unread=unread).values("discussion").order_by()
    counted = found.annotate(told=Count("pk"), unread=Count("pk", filter=Q(was_unread=True)))
    return {key: (told, unread) for key, told, unread in counted.values_list("discussion", "told", "unread")}


def _entries(rows: Iterable[Any], said: dict[int, Told], counts: dict[int | None, tuple[int, int]]) -> list[Entry]:
    entries = []
    for row in rows:
        told, unread = counts.get(row.discussion_id, (1, int(row.was_unread)))
        entries.append(Entry(row, said[row.pk], unread, told - 1))
    return entries


def count_unread(viewer: Member) -> int:
    """Return how much `viewer`, a main name, has not read; MOST_COUNTED and one for more than that. One query."""
    return Notification.objects.of(viewer).unread()[: MOST_COUNTED + 1].count()


def get_told(public_id: str, *, viewer: Member) -> tuple[Notification, Told]:
    """Return one thing `viewer` was told, and what it says now; raises Http404, also where it says nothing any more."""
    row = Notification.objects.of(viewer).filter(public_id=public_id).first()
    said = tell([row], viewer=viewer) if row else {}
    if row is None or row.pk not in said:
        raise Http404
    return row, said[row.pk]
