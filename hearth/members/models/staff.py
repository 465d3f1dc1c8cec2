from typing import Any, Never

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearth.core.ids import PublicIdField

UNCHANGED = "A log is added to, never changed."


class StaffKind(models.TextChoices):
    """What people who work for the house do to a person, as the log tells it."""

    SUSPENDED = "suspended", _("suspended")
    LET_BACK = "let_back", _("let back in")
    PAGE_OPENED = "page_opened", _("looked at the parts of a page, to take one away")
    BLANKED = "blanked", _("took away a part of a page")
    RIGHT_GIVEN = "right_given", _("gave rights")
    RIGHT_TAKEN = "right_taken", _("took rights back")
    EVIDENCE_OPENED = "evidence_opened", _("opened the evidence of a clinician")
    VERIFIED = "verified", _("gave the badge of a clinician")
    DECLINED = "declined", _("declined the badge of a clinician")
    BADGE_ENDED = "badge_ended", _("took the badge of a clinician back")
    LEADER_APPOINTED = "leader_appointed", _("made a community leader of a region")
    LEADER_ENDED = "leader_ended", _("ended the work as community leader of a region")
    MEMBERSHIP_ENDED = "membership_ended", _("ended a membership of the network")
    RESOLUTION_ASKED = "resolution_asked", _("asked who is behind a name")
    RESOLUTION_CONFIRMED = "resolution_confirmed", _("confirmed that this must be known")
    CLAIM_ACCEPTED = "claim_accepted", _("let somebody answer for an organisation")
    CLAIM_DECLINED = "claim_declined", _("declined that somebody answers for an organisation")
    RESOLUTION_SEEN = "resolution_seen", _("saw who is behind a name")


class AppendOnly(models.QuerySet["StaffAction"]):
    """Rows that are added and read. Nothing changes one, nothing takes one away."""

    def _refuse(self, *_given: Any, **_more: Any) -> Never:
        raise TypeError(UNCHANGED)

    update = delete = bulk_update = update_or_create = _refuse


class StaffAction(models.Model):
    """Somebody who works for the house did something to a face of a person, and why. Added to, never changed.

    An `actor` of None is whoever runs the server, or somebody who has left. It names the face that was acted on and
    no other: what is done to one name of a person says nothing of the rest.
    """

    actor = models.ForeignKey("members.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    subject = models.ForeignKey("members.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=20, choices=StaffKind)
    detail = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = AppendOnly.as_manager()

    class Meta:
        default_permissions = ()
        permissions = [
            ("suspend", "Can suspend people and let them back in"),
            ("blank", "Can take away a harmful part of a page"),
            ("resolve", "Can see, together with another, who is behind a name"),
            ("verify", "Can decide who is a verified clinician"),
            ("appoint", "Can give rights and take them back"),
            ("list_accounts", "Can list accounts"),
            ("read_log", "Can read what staff did"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(UNCHANGED)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError(UNCHANGED)


class Suspension(models.Model):
    """A person may not take part until a day, because of what one of their faces did.

    It names that face only; that it binds the account behind is worked out in `members/faces.py`.
    """

    member = models.ForeignKey("members.Member", null=True, on_delete=models.SET_NULL, related_name="suspensions")
    reason = models.CharField(max_length=500)
    until = models.DateTimeField()
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=models.Q(ended_at=None), name="one_open_suspension_per_face"
            )
        ]

    def __str__(self) -> str:
        return f"suspension {self.pk}"


class Resolution(models.Model):
    """Two moderators ask together who is behind a face. The answer is in no row: each reads it once, while it is open.

    `until` is when it closes by itself: a day after it was asked, an hour after it was confirmed.
    """

    public_id = PublicIdField()
    member = models.ForeignKey("members.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey("members.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey("members.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField()
    seen_by_asker_at = models.DateTimeField(null=True, blank=True)
    seen_by_confirmer_at = models.DateTimeField(null=True, blank=True)
    tell_on = models.DateField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"resolution {self.pk}"
