"""What the network asks of people who leave, and what it gives them to take along."""

import pytest
from django.urls import reverse

from hearth.members import faces, ports
from hearth.members.actions.leaving import close_account
from hearth.members.queries.leaving import list_ties
from hearth.organizations.actions import affiliate, appoint_leader, confirm_affiliation
from hearth.organizations.actions.forgetting import forget_joining
from hearth.organizations.actions.prospects import Approach, note_step, put_prospect
from hearth.organizations.models import Affiliation, AffiliationRole, CommunityLeader, ProspectState
from hearth.organizations.permissions import HOUSE
from tests.cast import World
from tests.people import account_of, join_person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World.build()


@pytest.fixture
def ana(world):
    """Administers the clinic and leads the region of the test, with nobody beside her but the owner as a leader."""
    member = join_person("Ana Lucía", audience="everyone")
    administers(member, world)
    CommunityLeader.objects.all().delete()
    appoint_leader(member, world.region, by=HOUSE)
    return member


def administers(member, world, *, is_confirmed=True):
    affiliation = affiliate(member, world.clinic, by=member, role=AffiliationRole.ADMINISTRATOR)
    if is_confirmed:
        confirm_affiliation(affiliation, by=HOUSE)


def ties_of(member):
    ties = list_ties(account_of(member))
    assert ties.binding == []
    return [tie.words for tie in ties.loose]


def test_what_nobody_else_answers_for_is_said(world, ana):
    page = signed_in(ana).get(reverse("members:settings-leaving")).content.decode()
    assert "You are the only administrator of Clinic of the test." in page
    assert "You are the only community leader of Europe." in page
    assert ties_of(world.open) == []


def test_what_others_answer_for_too_is_not(world, ana):
    other = join_person("Second in line")
    administers(other, world, is_confirmed=False)
    assert len(ties_of(ana)) == 2, "Who is not confirmed answers for nothing."
    administers(world.open, world)
    confirm_affiliation(Affiliation.objects.get(member=other), by=HOUSE)
    appoint_leader(other, world.region, by=HOUSE)
    assert ties_of(ana) == []


def test_somebody_who_is_leaving_answers_for_nothing(world, ana):
    other = join_person("Gone tomorrow")
    administers(other, world)
    close_account(account_of(other), keep_writing=True, at_once=False)
    assert "You are the only administrator of Clinic of the test." in " ".join(ties_of(ana))


def test_places_go_with_the_person(ana, run_worker):
    close_account(account_of(ana), keep_writing=True, at_once=True)
    run_worker()
    assert not Affiliation.objects.filter(role=AffiliationRole.ADMINISTRATOR).exists()
    assert not CommunityLeader.objects.exists()


def test_the_copy_says_where_the_person_belongs(ana):
    person = faces.person_behind(account_of(ana))
    held = {section.key: section.rows for part in ports.parts() for section in part.export(person)}
    (affiliation,), (region,) = (
        [{fact.key: fact.value for fact in row} for row in held[key]] for key in ("affiliations", "led_regions")
    )
    assert affiliation["organization"] == "Clinic of the test"
    assert affiliation["role"] == "administrator"
    assert region["region"] == "europe"


@pytest.mark.parametrize("is_shared", [False, True])
def test_a_region_keeps_whom_it_asked_and_a_contact_that_is_shared(world, ana, is_shared):
    known = {"contact": "Rui Example", "channel": "rui@example.org", "next_step": "Ring Rui"}
    prospect = put_prospect(Approach(name="Trust of Porto", country="PT", **known), region=world.region, by=ana)
    note_step(prospect, by=ana, state=ProspectState.APPROACHED, words="Rui was glad.")
    if is_shared:
        other = join_person("Second leader")
        appoint_leader(other, world.region, by=HOUSE)
        note_step(prospect, by=other, state=ProspectState.INTERESTED, words="He asked for the rules.")
    forget_joining(faces.person_behind(account_of(ana)).faces)
    prospect.refresh_from_db()
    assert (prospect.name, prospect.next_step, prospect.next_on, prospect.kept_by) == ("Trust of Porto", "", None, None)
    assert (prospect.contact, prospect.channel) == (("Rui Example", "rui@example.org") if is_shared else ("", ""))
    words = {step.words for step in prospect.steps.all()} - {""}
    assert words == ({"He asked for the rules."} if is_shared else set())
