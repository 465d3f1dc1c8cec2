"""How a claim ends well: one winner, whoever tries at the same moment."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.activity.actions import record
from hearth.core.refusals import Refusal
from hearth.members.models import Member
from hearth.organizations.actions.profile import note_change
from hearth.organizations.models import Affiliation, AffiliationRole, Claim, ClaimState, Organization
from hearth.organizations.permissions import HOUSE
from hearth.organizations.queries.claims import claimable
from hearth.organizations.verbs import CLAIM_DECIDED


@transaction.atomic
def win(claim: Claim, *, by: Member | None, answer: str = "", at: datetime | None = None) -> None:
    """Let the claimant answer for the organisation from now on; other claims of it are lost.

    `by` is who decided it, None where a proof did. Raises Refusal when somebody answers for it already, or the claim
    is over, or whoever made it is not here any more.
    """
    at, member = at or timezone.now(), claim.member
    Organization.objects.select_for_update(of=("self",)).get(pk=claim.organization_id)
    if member is None or not Member.objects.present().filter(pk=member.pk).exists():
        raise Refusal(_("This claim is over."))
    # Two that come together: the second finds it claimed.
    if not claimable().filter(pk=claim.organization_id).update(claimed_at=at):
        raise Refusal(_("Somebody answers for this organisation already. Ask them to add you."))
    decided = {"state": ClaimState.WON, "decided_at": at, "decided_by": by, "answer": answer}
    if not Claim.objects.filter(pk=claim.pk, state=ClaimState.OPEN).update(**decided):
        raise Refusal(_("This was decided already."))
    given = {"role": AffiliationRole.ADMINISTRATOR, "confirmed_at": at, "declined_at": None}
    Affiliation.objects.update_or_create(member=member, organization=claim.organization, defaults=given)
    record(CLAIM_DECIDED, by=by, subject=claim, at=at)
    lose(Claim.objects.filter(organization=claim.organization), by=by, at=at)
    note_change(claim.organization, by=HOUSE, at=at)


@transaction.atomic
def lose(claims: Iterable[Claim], *, by: Member | None = None, at: datetime | None = None) -> None:
    """Say of those of `claims` that are open that somebody else was first; who made them is told."""
    at = at or timezone.now()
    for claim in claims:
        if Claim.objects.filter(pk=claim.pk, state=ClaimState.OPEN).update(state=ClaimState.LOST, decided_at=at):
            record(CLAIM_DECIDED, by=by, subject=claim, at=at)
