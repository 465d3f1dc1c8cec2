"""Who holds the seats of an organisation: its administrators give them, and hand them over."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.activity.actions import forget, record
from hearth.core.refusals import Refusal, require
from hearth.members.models import Member
from hearth.organizations.models import Affiliation, MembershipState, NetworkMembership, Seat
from hearth.organizations.permissions import By, acting, can_answer_for_membership
from hearth.organizations.queries.seats import held_seats, seats_of_level
from hearth.organizations.verbs import SEAT_FREED, SEAT_GIVEN


@transaction.atomic
def give_seat(membership: NetworkMembership, member: Member, *, by: By) -> Seat:
    """Give `member`, who belongs to the organisation, one of its seats; giving it again changes nothing.

    Raises PermissionDenied, Refusal when all are taken, or the member does not belong there.
    """
    held = _held(membership, by)
    _require_there(held, member)
    if (seat := Seat.objects.filter(membership=held, member=member).first()) is not None:
        return seat
    _clear(held)
    if Seat.objects.filter(membership=held).count() >= seats_of_level(held.level):
        raise Refusal(_("All seats are taken. Hand one over, or ask the host of the network for more."))
    seat = Seat.objects.create(membership=held, member=member, since=timezone.localdate())
    record(SEAT_GIVEN, by=acting(by), subject=seat)
    return seat


@transaction.atomic
def hand_over_seat(seat: Seat, member: Member, *, by: By) -> Seat:
    """Let `member` hold the seat from now on, and nobody in between. Of two at once the second is told.

    Raises PermissionDenied, Refusal when the seat was handed over or taken back meanwhile, or they hold one already.
    """
    held = _held(seat.membership, by)
    _require_there(held, member)
    if Seat.objects.filter(membership=held, member=member).exists():
        raise Refusal(_("They hold a seat already."))
    if not _free(Seat.objects.filter(pk=seat.pk, member=seat.member_id), by):
        raise Refusal(_("Somebody handed this seat over before you."))
    given = Seat.objects.create(membership=held, member=member, since=timezone.localdate())
    record(SEAT_GIVEN, by=acting(by), subject=given)
    return given


@transaction.atomic
def take_seat_back(seat: Seat, *, by: By) -> None:
    """Free the seat. Raises PermissionDenied unless `by` answers for the organisation, or holds the seat."""
    require(by == seat.member or can_answer_for_membership(by, seat.membership))
    _free(Seat.objects.filter(pk=seat.pk), by)


def _held(membership: NetworkMembership, by: By) -> NetworkMembership:
    held = NetworkMembership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    require(held.organization is not None and can_answer_for_membership(by, held))
    if held.state != MembershipState.ACTIVE:
        raise Refusal(_("This membership is not active. Renew it first."))
    return held


def _require_there(held: NetworkMembership, member: Member) -> None:
    there = Affiliation.objects.filter(
        organization=held.organization, member=member, confirmed_at__isnull=False, member__in=Member.objects.present()
    )
    if not there.exists():
        raise Refusal(_("Choose somebody who belongs to the organisation."))


def _clear(held: NetworkMembership) -> None:
    """Free the seats of those who do not belong to the organisation any more."""
    _free(Seat.objects.filter(membership=held).exclude(pk__in=held_seats(held)), None)


def _free(rows: QuerySet[Seat], by: By) -> int:
    """Free seats, in the caller's transaction; who held one is not told of it any more. Return how many."""
    freed = list(rows)
    forget(freed)
    for seat in freed:
        record(SEAT_FREED, by=acting(by), subject=seat)
    Seat.objects.filter(pk__in=[seat.pk for seat in freed]).delete()
    return len(freed)
