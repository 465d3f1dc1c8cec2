"""What becomes of a membership: it begins, is renewed, lapses, comes back, changes its level, ends."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.activity.actions import record
from hearth.core.outer_cache import forget_pages
from hearth.core.refusals import Refusal, require
from hearth.members.actions.staff_log import note
from hearth.members.models import Member, StaffKind
from hearth.organizations.actions.languages import put_languages
from hearth.organizations.models import (
    Level,
    MembershipState,
    MembershipStep,
    NetworkMembership,
    Organization,
    Step,
    WelcomeTick,
)
from hearth.organizations.permissions import By, acting, can_answer_for_membership, can_keep_network
from hearth.organizations.queries.terms import current_rules, network_terms
from hearth.organizations.queries.welcome import BY_HAND
from hearth.organizations.verbs import (
    MEMBERSHIP_ENDED,
    MEMBERSHIP_LAPSED,
    MEMBERSHIP_RENEWED,
    ORGANIZATION_CHANGED,
    ORGANIZATION_JOINED,
)

RENEWS_IN: Final = timedelta(days=60)
"""How long before it runs out a membership can be renewed."""
GRACE: Final = timedelta(days=30)
"""How long after it ran out a membership lapses."""


def a_year_after(day: date) -> date:
    """Return the same day of the next year; the 28th for a 29th of February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def open_membership(
    *,
    organization: Organization | None = None,
    member: Member | None = None,
    by: By,
    rules_version: int = 0,
    since: date,
    at: datetime | None = None,
) -> NetworkMembership:
    """Let an organisation, or a member, belong from `since`, in the caller's transaction, which asked who may.

    One who belongs already, or did and lapsed, goes on with the same membership. The host's own never runs out.
    """
    living = NetworkMembership.objects.exclude(state=MembershipState.ENDED)
    held = living.select_for_update(of=("self",)).filter(organization=organization, member=member).first()
    if held is not None:
        return _go_on(held, by=by, rules_version=rules_version, at=at)
    is_host = organization is not None and organization.is_host
    charter = network_terms().charter_until
    level = Level.ORGANIZATION if organization else Level.INDIVIDUAL
    made = NetworkMembership.objects.create(
        organization=organization,
        member=member,
        level=Level.CHARTER if organization and charter and since < charter else level,
        since=since,
        until=None if is_host else _first_end(since, timezone.localdate(at)),
        rules_version=rules_version,
    )
    _note(made, Step.JOINED, by=by, at=at)
    _show(made, is_there=True, by=by, at=at)
    return made


@transaction.atomic
def renew_membership(
    membership: NetworkMembership, *, by: By, rules_version: int, at: datetime | None = None
) -> NetworkMembership:
    """Let it last a year longer; a lapsed one comes back as it was. Twice at once renews once.

    Raises PermissionDenied, or Refusal when the rules are not those of now, it has ended, or it is not due yet.
    """
    require(can_answer_for_membership(by, membership))
    if rules_version != current_rules().version:
        raise Refusal(_("The rules of the network are newer than those you agreed to. Read them again, then renew."))
    held = NetworkMembership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if held.state == MembershipState.ENDED:
        raise Refusal(_("This membership has ended. You can apply again."))
    if not is_due(held, timezone.localdate(at)):
        raise Refusal(_("This membership is not due for renewal yet."))
    return _go_on(held, by=by, rules_version=rules_version, at=at)


def is_due(membership: NetworkMembership, today: date) -> bool:
    """Say whether it can be renewed on the day `today`."""
    if membership.state == MembershipState.LAPSED:
        return True
    until = membership.until
    return membership.state == MembershipState.ACTIVE and until is not None and until <= today + RENEWS_IN


@transaction.atomic
def lapse_membership(membership: NetworkMembership, *, at: datetime | None = None) -> bool:
    """Let one that was not renewed rest: it leaves the network's lists and loses nothing else. Say whether it did."""
    day = timezone.localdate(at) - GRACE
    active = NetworkMembership.objects.filter(pk=membership.pk, state=MembershipState.ACTIVE, until__lt=day)
    if not active.update(state=MembershipState.LAPSED):
        return False
    membership.refresh_from_db()
    _note(membership, Step.LAPSED, by=None, at=at)
    _show(membership, is_there=False, by=None, at=at)
    record(MEMBERSHIP_LAPSED, by=None, subject=membership, at=at)
    return True


@transaction.atomic
def set_level(membership: NetworkMembership, level: Level, *, by: By, reason: str, at: datetime | None = None) -> None:
    """Change the level of a membership. Raises PermissionDenied; changes nothing where it has that level, or ended."""
    require(can_keep_network(by))
    living = NetworkMembership.objects.filter(pk=membership.pk).exclude(state=MembershipState.ENDED)
    if living.exclude(level=level).update(level=level):
        membership.refresh_from_db()
        _note(membership, Step.LEVEL, by=by, reason=reason, at=at)


@transaction.atomic
def end_membership(membership: NetworkMembership, *, by: By, reason: str) -> None:
    """End a membership for good, with a reason that those who answer for it read. Harmless twice at once.

    Raises PermissionDenied unless `by` looks after the network, and is not whose membership it is.
    """
    require(can_keep_network(by) and by != membership.member)
    living = NetworkMembership.objects.filter(pk=membership.pk).exclude(state=MembershipState.ENDED)
    if not living.update(state=MembershipState.ENDED):
        return
    membership.refresh_from_db()
    _note(membership, Step.ENDED, by=by, reason=reason)
    _show(membership, is_there=False, by=by)
    note(StaffKind.MEMBERSHIP_ENDED, membership.member, by=acting(by), reason=reason, detail=membership.public_id)
    record(MEMBERSHIP_ENDED, by=acting(by), subject=membership)


@transaction.atomic
def tick_welcome(membership: NetworkMembership, items: list[str], *, by: By) -> None:
    """Make the items of the welcome list that are ticked by hand be exactly `items`. Raises PermissionDenied."""
    require(can_answer_for_membership(by, membership))
    wanted = {item for item in items if item in BY_HAND}
    membership.ticks.exclude(item__in=wanted).delete()
    WelcomeTick.objects.bulk_create(
        (WelcomeTick(membership=membership, item=item) for item in sorted(wanted)), ignore_conflicts=True
    )


def _go_on(held: NetworkMembership, *, by: By, rules_version: int, at: datetime | None) -> NetworkMembership:
    today, came_back = timezone.localdate(at), held.state == MembershipState.LAPSED
    if held.state == MembershipState.ACTIVE and not is_due(held, today):
        return held
    base = today if came_back or held.until is None else held.until
    held.state, held.until, held.rules_version = MembershipState.ACTIVE, a_year_after(base), rules_version
    held.save(update_fields=["state", "until", "rules_version"])
    _note(held, Step.RESTORED if came_back else Step.RENEWED, by=by, at=at)
    if came_back:
        _show(held, is_there=True, by=by, at=at)
    record(MEMBERSHIP_RENEWED, by=acting(by), subject=held, at=at)
    return held


def _note(membership: NetworkMembership, kind: Step, *, by: By, reason: str = "", at: datetime | None = None) -> None:
    MembershipStep.objects.create(
        membership=membership,
        kind=kind,
        level=membership.level,
        reason=reason,
        by=acting(by),
        at=at or timezone.now(),
    )


def _show(membership: NetworkMembership, *, is_there: bool, by: By, at: datetime | None = None) -> None:
    """Let the organisation be in the network's lists, or in none of them."""
    organization = membership.organization
    joined_on = membership.since if is_there else None
    if organization is None or organization.joined_on == joined_on:
        return
    organization.joined_on, organization.changed_at = joined_on, at or timezone.now()
    organization.save(update_fields=["joined_on", "changed_at"])
    put_languages(organization)
    record(ORGANIZATION_JOINED if is_there else ORGANIZATION_CHANGED, by=acting(by), subject=organization, at=at)
    if not is_there:
        forget_pages()


def _first_end(since: date, today: date) -> date:
    """Return the first yearly return of `since` of which there is time to be told before it comes."""
    day = a_year_after(since)
    while day <= today + RENEWS_IN:
        day = a_year_after(day)
    return day
