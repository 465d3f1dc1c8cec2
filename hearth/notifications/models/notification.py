from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearth.activity.ports import How
from hearth.communities.models import Attention, Discussion
from hearth.core.ids import PublicIdField
from hearth.core.leases import Leased
from hearth.members.models import Member, is_parted, takes_words_along

IN_DIGESTS = (How.DAILY, How.WEEKLY)


def is_unread() -> Q:
    """Return the condition for what its person has read neither in the list nor in the discussion itself."""
    read = Attention.objects.filter(member=OuterRef("member"), discussion=OuterRef("discussion"))
    return Q(~Exists(read.filter(read_at__gte=OuterRef("at"))), read_at=None)


class NotificationQuerySet(models.QuerySet["Notification"]):
    def of(self, member: Member) -> "NotificationQuerySet":
        """What `member`, a main name, is told: nothing in discussions that they may not read any more.

        And nothing by whom a block parts from them, or they muted, meanwhile, or who left and takes their words along.
        """
        muted = Q(Exists(member.mutes.filter(member=OuterRef("by"))))
        parted = Q(by__isnull=False) & (is_parted(member, "by") | muted | takes_words_along("by"))
        readable = Q(Exists(Discussion.objects.visible_to(member).filter(pk=OuterRef("discussion"))))
        return self.filter(Q(discussion=None) | readable, member=member).exclude(parted)

    def unread(self) -> "NotificationQuerySet":
        """What was not read yet, neither here nor in the discussion it is in."""
        return self.filter(is_unread())

    @transaction.atomic(savepoint=False)
    def change(self, **values: Any) -> int:
        """Update these rows as `update` does, locked by key first; return how many.

        Two statements that write the same rows in different orders would wait for each other, and PostgreSQL end one.
        """
        return self._by_key().update(**values)

    @transaction.atomic(savepoint=False)
    def forget(self) -> int:
        """Delete these rows, locked by key first as above; return how many."""
        return self._by_key().delete()[0]

    def _by_key(self) -> models.QuerySet["Notification"]:
        return Notification.objects.filter(pk__in=self.order_by("pk").select_for_update().values("pk"))


class Notification(models.Model):
    """Word of one thing for one person. It names what it is about by key; what it says is read when it is shown.

    Arguments:
        member: the main name of whoever is told.
        kind, about, subject_id: which `Notice` tells of it, and of what; see `hearth.activity.ports`.
        by: who did it, so that nothing is said of them once a block parts the two.
        how: how it comes, as the person had chosen when it happened.
        mail_at: when it is due as a mail of its own; none once it went, or when it has none.
        mailed_at: when it went, alone or in a digest.
    """

    public_id = PublicIdField()
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=20)
    about = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    community = models.ForeignKey(
        "communities.Community", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    discussion = models.ForeignKey(
        "communities.Discussion", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    by = models.ForeignKey("members.Member", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=10, choices=How)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    mail_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "about", "subject_id"], name="one_notification_of_a_thing")
        ]
        indexes = [
            models.Index(fields=["member", "-at", "-id"], name="notifications_of_member"),
            models.Index(fields=["member", "discussion", "-at", "-id"], name="notifications_by_discussion"),
            models.Index(fields=["member"], condition=Q(read_at=None), name="notifications_unread"),
            models.Index(fields=["mail_at"], condition=Q(mail_at__isnull=False), name="notifications_to_mail"),
            models.Index(fields=["about", "subject_id"], name="notifications_about"),
            models.Index(fields=["at"], name="notifications_by_age"),
        ]

    def __str__(self) -> str:
        return f"notification {self.pk}"


class Spreading(Leased):
    """The rest of the people still to be told of one activity: those after the name `after`, by notice `step` and on.

    Each round of it owes the next in its own transaction, so that nobody is left out or told twice, whenever a worker
    dies.
    """

    KIND = "spreadings"

    activity = models.ForeignKey("activity.Activity", on_delete=models.CASCADE, related_name="+")
    step = models.PositiveSmallIntegerField(default=0)
    after = models.BigIntegerField(default=0)

    class Meta(Leased.Meta):
        verbose_name = _("round of notifications")
        verbose_name_plural = _("rounds of notifications")

    def __str__(self) -> str:
        return f"spreading {self.public_id}"
