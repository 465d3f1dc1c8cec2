"""Word of what happened, brought to people as the worker brings it."""

from datetime import timedelta

from django.utils import timezone

from hearth.activity.ports import Told
from hearth.core import work
from hearth.core.models import OutgoingMail
from hearth.core.outbox import MAKERS, Letter
from hearth.members.faces import account_of, main_face_of
from hearth.members.models import Member
from hearth.notifications.actions import mailing
from hearth.notifications.models import Notification
from hearth.notifications.queries.listing import MOST_COUNTED, count_unread
from hearth.notifications.queries.telling import tell


def bring_word() -> None:
    """Tell everybody of all that happened."""
    work.sweep(grace=timedelta())


def told(member: Member) -> list[Told]:
    """Return what the person behind `member` is told now, the oldest first, once word was brought.

    Their bell counts that and nothing else.
    """
    bring_word()
    main = main_face_of(member)
    assert main is not None
    rows = list(Notification.objects.of(main).order_by("at", "pk"))
    said = tell(rows, viewer=main)
    assert [row for row in rows if row.pk not in said] == [], "counted, and not in the list"
    assert count_unread(main) <= min(len(rows), MOST_COUNTED + 1)
    return [said[row.pk] for row in rows]


def sentences(member: Member) -> list[str]:
    """Return what the person behind `member` is told now, in words."""
    return [each.sentence for each in told(member)]


def letters(member: Member | None = None) -> list[Letter | OutgoingMail]:
    """Return the mails about what happened to the person behind `member`, to anybody unless given, as they go now.

    The time in which something settles has passed.
    """
    bring_word()
    Notification.objects.filter(mail_at__isnull=False).update(mail_at=timezone.now() - timedelta(seconds=1))
    before = set(OutgoingMail.objects.values_list("pk", flat=True))
    mailing.mail_due()
    rows = OutgoingMail.objects.exclude(pk__in=before).order_by("pk")
    made = [MAKERS[row.maker](row.about) if row.maker else row for row in rows]
    address = account_of(member).email if member else ""
    return [each for each in made if each is not None and each.to == (address or each.to)]
