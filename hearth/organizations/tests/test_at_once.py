"""Two who do at the same moment what only one can."""

import pytest

from hearth.core.refusals import Refusal
from hearth.organizations.actions import end_affiliation, put_regions
from hearth.organizations.actions.affiliations import give_role
from hearth.organizations.actions.claims import accept_claim, claim_by_asking
from hearth.organizations.actions.seats import give_seat
from hearth.organizations.models import Affiliation, AffiliationRole, Claim, ClaimState, NetworkMembership, Seat
from hearth.organizations.tests.joining import keeper
from hearth.organizations.tests.keeping import belonging, clinic
from tests.people import join_person
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("waiting_database")]


@pytest.fixture
def river(waiting_database):
    put_regions()
    return clinic()


def refused(outcomes):
    """Return how many were refused; anything else that was raised fails."""
    raised = [each for each in outcomes if isinstance(each, Exception)]
    assert all(isinstance(each, Refusal) for each in raised), raised
    return len(raised)


def test_of_two_administrators_who_step_down_at_once_one_stays(river):
    rows = [Affiliation.objects.select_related("organization").get(member=belonging(river)) for _each in range(2)]
    acts = (
        lambda row: end_affiliation(row, by=row.member),
        lambda row: give_role(row, AffiliationRole.STAFF, by=row.member),
    )
    outcomes = at_once(2, lambda number: acts[number](rows[number]))
    assert refused(outcomes) == 1
    assert Affiliation.objects.filter(organization=river, role=AffiliationRole.ADMINISTRATOR).count() == 1


def test_of_two_claims_accepted_at_once_one_wins(river):
    claims = [claim_by_asking(river, "Ours.", by=join_person()) for _each in range(2)]
    hosts = [keeper(), keeper()]
    outcomes = at_once(2, lambda number: accept_claim(claims[number], by=hosts[number], answer="Checked."))
    assert refused(outcomes) == 1
    assert sorted(Claim.objects.values_list("state", flat=True)) == [ClaimState.LOST, ClaimState.WON]
    assert Affiliation.objects.filter(organization=river).count() == 1


def test_of_two_who_take_the_last_seat_at_once_one_has_it(river):
    membership, administrator = NetworkMembership.objects.get(), belonging(river)
    for _each in range(4):
        give_seat(membership, belonging(river, "staff"), by=administrator)
    people = [belonging(river, "staff") for _each in range(2)]
    outcomes = at_once(2, lambda number: give_seat(membership, people[number], by=administrator))
    assert refused(outcomes) == 1
    assert Seat.objects.count() == 5
