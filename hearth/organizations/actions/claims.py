"""Claiming an organisation that nobody answers for."""

from datetime import timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.activity.actions import record
from hearth.core.refusals import Refusal, require
from hearth.members.actions.staff_log import note
from hearth.members.models import Member, StaffKind
from hearth.organizations.actions.checking import owe_check
from hearth.organizations.actions.winning import win
from hearth.organizations.models import AddressCode, Claim, ClaimState, ClaimWay, Organization
from hearth.organizations.permissions import can_claim, can_decide_claim
from hearth.organizations.queries.claims import hosts_for, is_claimable, site_of
from hearth.organizations.verbs import CLAIM_ASKED, CLAIM_DECIDED

WAITS: Final = {
    ClaimWay.ADDRESS: timedelta(days=1),
    ClaimWay.FILE: timedelta(days=14),
    ClaimWay.STAFF: timedelta(days=60),
}
MOST_OPEN: Final = 5


@transaction.atomic
def claim_by_address(organization: Organization, host: str, *, by: Member) -> Claim:
    """Let `by`, who opened a code that was sent to an address at `host`, answer for the organisation.

    Raises PermissionDenied, or Refusal when `host` is not its own or somebody answers for it already.
    """
    require(can_claim(by))
    if host not in hosts_for(organization, is_claim=True):
        raise Refusal(_("This is not an address of that very domain. Check it letter by letter."))
    for before in Claim.objects.filter(organization=organization, member=by, state=ClaimState.OPEN):
        withdraw_claim(before, by=by)
    claim = _ask(organization, ClaimWay.ADDRESS, by=by, host=host)
    win(claim, by=None)
    return claim


@transaction.atomic
def claim_by_file(organization: Organization, *, by: Member) -> Claim:
    """Begin a claim that a file on the organisation's site shows.

    Raises PermissionDenied, or Refusal without a site.
    """
    require(can_claim(by))
    host = site_of(organization)
    if not host:
        raise Refusal(_("We know of no website of its own. Ask the people who run this place instead."))
    return _ask(organization, ClaimWay.FILE, by=by, host=host)


@transaction.atomic
def claim_by_asking(organization: Organization, reason: str, *, by: Member) -> Claim:
    """Ask staff, and say why. Raises PermissionDenied, or Refusal when it cannot be claimed."""
    require(can_claim(by))
    claim = _ask(organization, ClaimWay.STAFF, by=by, reason=reason)
    record(CLAIM_ASKED, by=by, subject=claim)
    return claim


@transaction.atomic
def ask_to_look(claim: Claim, *, by: Member) -> None:
    """Have the file looked for soon. Raises PermissionDenied for another's claim, Refusal when it is over."""
    require(claim.member == by)
    if claim.state != ClaimState.OPEN or claim.way != ClaimWay.FILE or claim.until <= timezone.now():
        raise Refusal(_("This claim is over."))
    owe_check(claim=claim)


@transaction.atomic
def withdraw_claim(claim: Claim, *, by: Member) -> None:
    """Take it back, with what was written; one that is over is no trouble. Raises PermissionDenied for another's."""
    require(claim.member == by)
    taken_back = {"state": ClaimState.WITHDRAWN, "decided_at": timezone.now(), "reason": ""}
    if Claim.objects.filter(pk=claim.pk, state=ClaimState.OPEN).update(**taken_back):
        record(CLAIM_DECIDED, by=by, subject=claim)


@transaction.atomic
def accept_claim(claim: Claim, *, by: Member, answer: str) -> None:
    """Let the claimant answer for the organisation, with a reason that stays on record.

    Raises PermissionDenied, or Refusal when it was decided or somebody answers for the organisation already.
    """
    require(can_decide_claim(by, claim))
    win(claim, by=by, answer=answer)
    note(StaffKind.CLAIM_ACCEPTED, claim.member, by=by, reason=answer, detail=claim.organization.public_id)


@transaction.atomic
def decline_claim(claim: Claim, *, by: Member, answer: str) -> None:
    """Say no, with a reason that the claimant reads. Raises PermissionDenied, or Refusal when it was decided."""
    require(can_decide_claim(by, claim))
    declined = {"state": ClaimState.DECLINED, "decided_at": timezone.now(), "decided_by": by, "answer": answer}
    if not Claim.objects.filter(pk=claim.pk, state=ClaimState.OPEN).update(**declined):
        raise Refusal(_("This was decided already."))
    record(CLAIM_DECIDED, by=by, subject=claim)
    note(StaffKind.CLAIM_DECLINED, claim.member, by=by, reason=answer, detail=claim.organization.public_id)


@transaction.atomic
def expire_claims() -> int:
    """End the claims whose time is over, and forget codes that nobody typed; return how many claims."""
    now = timezone.now()
    AddressCode.objects.filter(until__lte=now).delete()
    due = Claim.objects.filter(state=ClaimState.OPEN, until__lte=now)
    over = list(due.select_for_update(of=("self",)))
    due.update(state=ClaimState.EXPIRED, decided_at=now, reason="")
    for claim in over:
        record(CLAIM_DECIDED, by=None, subject=claim)
    return len(over)


def _ask(organization: Organization, way: ClaimWay, *, by: Member, host: str = "", reason: str = "") -> Claim:
    now = timezone.now()
    Claim.objects.filter(organization=organization, member=by, state=ClaimState.OPEN, until__lte=now).update(
        state=ClaimState.EXPIRED, decided_at=now, reason=""
    )
    if not is_claimable(organization):
        raise Refusal(_("Somebody answers for this organisation already. Ask them to add you."))
    if Claim.objects.filter(member=by, state=ClaimState.OPEN).count() >= MOST_OPEN:
        raise Refusal(_("You have claimed several organisations that wait. Take one back first."))
    try:
        with transaction.atomic():
            return Claim.objects.create(
                organization=organization, member=by, way=way, host=host, reason=reason, until=now + WAITS[way]
            )
    except IntegrityError as error:
        raise Refusal(_("You have claimed it already. Take that back to try another way.")) from error
