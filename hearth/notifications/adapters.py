"""What notifications tell the rooms below: what they keep of a person."""

from django.utils.translation import gettext as _

from hearth.members.ports import Fact, Person, Row, Section, Tie
from hearth.notifications.actions.leaving import erase_some, forget_person
from hearth.notifications.actions.suppressing import forget_address
from hearth.notifications.models import Choice, Notification, Reception


class NotificationsPart:
    """What somebody was told, and how they want to be told."""

    covers = frozenset(
        {"notifications.Choice", "notifications.Notification", "notifications.Reception", "notifications.Spreading"}
    )

    def export(self, person: Person) -> list[Section]:
        """Return all of it, without anybody else's words or names."""
        return [
            Section("notifications", _("What you were told"), _told(person)),
            Section("notification_choices", _("How you want to be told"), _choices(person)),
            Section("notification_times", _("When mail reaches you"), _receptions(person)),
        ]

    def ties(self, person: Person) -> list[Tie]:
        """Return nothing: nobody takes over what one is told."""
        return []

    def erase_some(self, person: Person, *, keep_writing: bool) -> bool:
        """Erase the word to others of what they did ahead: it may be as many as follow what they wrote in."""
        return erase_some(person.faces)

    def erase(self, person: Person, *, keep_writing: bool) -> frozenset[int]:
        """Erase all of it."""
        forget_person(person.faces)
        forget_address(person.account.email)
        return frozenset()


def _told(person: Person) -> list[Row]:
    rows = Notification.objects.filter(member__in=person.faces).order_by("pk")
    return [
        [
            Fact("kind", _("About"), row.kind),
            Fact("how", _("How it came"), row.how, row.get_how_display()),
            Fact("at", _("When"), row.at),
            Fact("read_at", _("Read"), row.read_at),
            Fact("mailed_at", _("Mailed"), row.mailed_at),
        ]
        for row in rows
    ]


def _choices(person: Person) -> list[Row]:
    rows = Choice.objects.filter(member__in=person.faces).select_related("community", "discussion").order_by("pk")
    return [
        [
            Fact("kind", _("About"), row.kind),
            Fact("community", _("In the community"), row.community.name if row.community else ""),
            Fact("discussion", _("In the discussion"), row.discussion.public_id if row.discussion else ""),
            Fact("how", _("How it comes"), row.how, row.get_how_display()),
        ]
        for row in rows
    ]


def _receptions(person: Person) -> list[Row]:
    rows = Reception.objects.filter(member__in=person.faces).order_by("pk")
    return [
        [
            Fact("time_zone", _("Time zone"), row.time_zone),
            Fact("hour", _("Digests at this hour"), row.hour),
            Fact("weekday", _("Weekly digests on this day, Monday being 0"), row.weekday),
            Fact("quiet_from", _("Quiet from"), row.quiet_from),
            Fact("quiet_until", _("Quiet until"), row.quiet_until),
            Fact("paused_until", _("Paused until"), row.paused_until),
            Fact("is_named", _("Subjects may say names and titles"), row.is_named),
        ]
        for row in rows
    ]
