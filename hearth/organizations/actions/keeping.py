"""What is due about memberships each day: reminders, lapses."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from hearth.activity.actions import record
from hearth.core.rows import one_by_one
from hearth.organizations.actions.memberships import GRACE, lapse_membership, open_membership
from hearth.organizations.models import MembershipState, NetworkMembership, Organization, RenewalReminder
from hearth.organizations.permissions import HOUSE
from hearth.organizations.verbs import MEMBERSHIP_DUE

REMINDED_AT: Final = (30, 7, 0)
"""So many days before a membership runs out, those who answer for it are reminded; once each."""


def keep_memberships(*, now: datetime | None = None) -> int:
    """Remind of what runs out, let lapse what was not renewed; return how many that changed. Harmless twice a day.

    A day on which the site stood still loses no reminder: the next one tells the latest that is due. Organisations that
    belonged before there were memberships are given theirs.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    active = NetworkMembership.objects.filter(state=MembershipState.ACTIVE)
    due = active.filter(until__gte=today - GRACE, until__lte=today + timedelta(days=max(REMINDED_AT)))
    over = active.filter(until__lt=today - GRACE)
    living = NetworkMembership.objects.exclude(state=MembershipState.ENDED).filter(organization=OuterRef("pk"))
    bare = Organization.objects.in_network().filter(~Exists(living))
    return (
        one_by_one(bare.order_by("pk"), partial(_open, now=now))
        + one_by_one(due.order_by("pk"), partial(_remind, today=today, now=now))
        + one_by_one(over.order_by("pk"), partial(_lapse, now=now))
    )


def _lapse(membership: NetworkMembership, *, now: datetime) -> int:
    return int(lapse_membership(membership, at=now))


@transaction.atomic
def _open(organization: Organization, *, now: datetime) -> int:
    if organization.joined_on is not None:
        open_membership(organization=organization, by=HOUSE, since=organization.joined_on, at=now)
    return 1


@transaction.atomic
def _remind(membership: NetworkMembership, *, today: date, now: datetime) -> int:
    """Tell once that it runs out; of several reminders that are due by now, the last."""
    if membership.until is None:
        return 0
    left = (membership.until - today).days
    days = min(each for each in REMINDED_AT if left <= each)
    _row, is_new = RenewalReminder.objects.get_or_create(membership=membership, until=membership.until, days=days)
    if is_new:
        record(MEMBERSHIP_DUE, by=None, subject=membership, at=now)
    return int(is_new)
