"""The network's forms, sent by whoever had them open when what let them send was taken away, or somebody was first."""

from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone

from hearth.members.models import Account
from hearth.members.rights import NETWORK_KEEPERS
from hearth.organizations.actions import close_offer, end_leadership
from hearth.organizations.actions.claims import decline_claim
from hearth.organizations.actions.deciding import decide_application
from hearth.organizations.actions.memberships import end_membership
from hearth.organizations.actions.prospects import remove_prospect
from hearth.organizations.models import Affiliation, CommunityLeader, Organization
from hearth.organizations.permissions import HOUSE
from hearth.organizations.tests.joining import keeper
from tests.attacks.network import NETWORK, NetworkScene
from tests.attacks.rows import rows
from tests.attacks.scene import open_form
from tests.attacks.sent import WORDS
from tests.people import account_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return SimpleNamespace(network=NetworkScene())


def leave_office(network):
    """Take from everybody what they held: the leader, the administrators and people of the clinic, and staff."""
    end_leadership(CommunityLeader.objects.get(member=network.leader), by=HOUSE, reason="Rest.")
    Affiliation.objects.filter(organization=network.river).delete()
    for group in account_of(network.keeper).groups.filter(name=NETWORK_KEEPERS):
        account_of(network.keeper).groups.remove(group)


def decide_first(network):
    """Let others be first with everything that one decides once."""
    host = keeper()
    decide_application(network.application, by=host, approves=False, reason="No.")
    decline_claim(network.claim, by=host, answer="No.")
    close_offer(network.offer, by=host, answer="Thank you.")
    end_membership(network.membership, by=host, reason="Over.")
    remove_prospect(network.prospect, by=network.leader)


def shut(network):
    """Close both organisations, as a list may."""
    Organization.objects.update(closed_on=timezone.localdate())


def sign_out(network):
    """Close the accounts of everybody who has a form open."""
    Account.objects.update(closed_at=timezone.now())


OFFICE = {"administrator", "leader", "keeper", "colleague"}
CHANGES = {"left office": leave_office, "others were first": decide_first, "closed": shut, "gone": sign_out}


@pytest.mark.parametrize("change", CHANGES)
def test_a_form_of_the_network_is_sent_when_everything_has_changed(scene, change):
    opened = {name: open_form(name, scene) for name in NETWORK}
    CHANGES[change](scene.network)
    for name, form in opened.items():
        with transaction.atomic():
            before, by = rows(), NETWORK[name].by.partition(".")[2]
            answer = form.send()
            assert answer.status_code < 500, name
            if answer.status_code not in {200, 302}:
                assert rows() == before, name
            if change == "gone" or (change == "left office" and by in OFFICE):
                assert answer.status_code in {302, 403, 404}, (name, answer.status_code)
                assert rows() == before, name
            is_kept = WORDS in answer.content.decode()
            if NETWORK[name].words and answer.status_code != 302:
                assert is_kept, (name, answer.status_code)
            transaction.set_rollback(True)


def test_the_forms_are_of_people_who_hold_something():
    assert {each.by.partition(".")[2] for each in NETWORK.values()} > OFFICE
