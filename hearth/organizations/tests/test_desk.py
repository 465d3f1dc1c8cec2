"""A leader keeps prospects and invites one, which joins; nobody else sees any of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hearth.core.refusals import Refusal
from hearth.organizations.actions import end_leadership, put_regions
from hearth.organizations.actions.deciding import decide_application
from hearth.organizations.actions.joining import apply
from hearth.organizations.actions.prospects import Approach, forget_contacts, invite_prospect, put_prospect
from hearth.organizations.models import (
    Application,
    CommunityLeader,
    LeadershipOffer,
    Prospect,
    ProspectInvitation,
    ProspectStep,
    Region,
)
from hearth.organizations.permissions import HOUSE
from hearth.organizations.queries.invitations import get_prospect_invitation
from hearth.organizations.tests.joining import ASKED, keeper, leader_of, request
from tests.organizations import organization_called
from tests.people import join_person, signed_in
from tests.threads import at_once
from tests.word import sentences

pytestmark = pytest.mark.django_db
DESK = "/regions/africa/desk/"
KNOWN = {
    "name": "Kisima Trust",
    "country": "KE",
    "contact": "Head of nursing",
    "next_step": "Call",
    "channel": "By phone",
}


@pytest.fixture(autouse=True)
def regions(db):
    put_regions()


@pytest.fixture
def leader():
    return leader_of("africa", name="Kofi A.", audience="everyone")


@pytest.fixture
def prospect(leader):
    return put_prospect(Approach(**KNOWN), region=Region.objects.get(code="africa"), by=leader)


def at(prospect, act=""):
    return f"{DESK}prospects/{prospect.public_id}/" + (f"{act}/" if act else "")


def test_a_desk_is_there_for_its_leaders_and_the_host(leader, prospect):
    elsewhere, outsider = leader_of("asia"), join_person()
    former = leader_of("africa")
    end_leadership(CommunityLeader.objects.get(member=former), by=HOUSE, reason="As agreed.")
    for member in (elsewhere, outsider, former):
        client = signed_in(member)
        for address in (DESK, f"{DESK}members/", f"{DESK}prospects/", at(prospect)):
            assert client.get(address).status_code == 404
        for act in ("steps", "invitation", "invitation/revocation", "removal"):
            assert client.post(at(prospect, act), {"state": "new"}).status_code == 404
    for member in (leader, keeper()):
        client = signed_in(member)
        for address in (DESK, f"{DESK}members/", f"{DESK}prospects/", at(prospect)):
            assert client.get(address).status_code == 200
    assert signed_in(leader).get("/regions/asia/desk/").status_code == 404
    other = at(prospect).replace("africa", "asia")
    assert signed_in(elsewhere).get(other).status_code == 404, "an id of another region"


def test_a_leader_notes_what_was_done(leader):
    client = signed_in(leader)
    assert client.post(f"{DESK}prospects/", KNOWN | {"country": "ES"}).status_code == 200
    client.post(f"{DESK}prospects/", KNOWN)
    prospect = Prospect.objects.get()
    client.post(at(prospect, "steps"), {"state": "approached", "words": "She will ask the board."})
    page = client.get(at(prospect)).content.decode()
    assert "She will ask the board." in page
    assert "Approached" in page
    assert "Call" in client.get(DESK).content.decode()
    client.post(at(prospect, "removal"))
    assert not Prospect.objects.exists()


def test_an_invited_organisation_joins(leader, prospect):
    page = signed_in(leader).post(at(prospect, "invitation")).content.decode()
    link = page[page.index("/network/invitations/") :].split("<")[0]
    visitor = Client().get(link).content.decode()
    assert "Kofi A." in visitor
    assert "Africa" in visitor
    assert Client().post(link).headers["Location"] == "/join/"
    applicant = join_person()
    client = signed_in(applicant)
    form = client.post(link).headers["Location"]
    assert "Kisima Trust" in client.get(form).content.decode()
    token = link.strip("/").rpartition("/")[2]
    assert client.post("/network/join/organization/", ASKED | {"invitation": token}).status_code == 302
    assert any("took up your invitation" in each for each in sentences(leader))
    assert Prospect.objects.get().state == "applied"
    assert Client().get(link).status_code == 404, "used up"
    application = Application.objects.get()
    decide_application(application, by=keeper(), approves=True, reason="Yes.")
    assert Prospect.objects.get().state == "joined"


def test_a_note_about_an_invited_prospect_leaves_them_invited(leader, prospect):
    invite_prospect(prospect, by=leader)
    client = signed_in(leader)
    assert '<option value="invited" selected>' in client.get(at(prospect)).content.decode()
    assert (
        client.post(at(prospect, "steps"), {"state": "invited", "words": "The link came through."}).status_code == 302
    )
    assert Prospect.objects.get().state == "invited"
    client.post(at(prospect, "steps"), {"state": "joined", "words": ""})
    assert Prospect.objects.get().state == "invited", "that follows from what they do"


def test_an_invitation_is_void_once_run_out_revoked_or_replaced(leader, prospect):
    def link(token):
        return f"/network/invitations/{token}/"

    first = invite_prospect(prospect, by=leader)
    second = invite_prospect(prospect, by=leader)
    assert Client().get(link(first)).status_code == 404
    assert Client().get(link(second)).status_code == 200
    assert second not in str(ProspectInvitation.objects.values())
    signed_in(leader).post(at(prospect, "invitation/revocation"))
    assert Client().get(link(second)).status_code == 404
    third = invite_prospect(prospect, by=leader)
    ProspectInvitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(link(third)).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_an_invitation_used_by_two_at_once_is_used_once(waiting_database):
    put_regions()
    leader = leader_of("africa")
    prospect = put_prospect(Approach(**KNOWN), region=Region.objects.get(code="africa"), by=leader)
    invitation = get_prospect_invitation(invite_prospect(prospect, by=leader))
    people = [join_person(), join_person()]
    outcomes = at_once(
        2, lambda number: apply(request(name=f"Trust {number}"), by=people[number], invitation=invitation)
    )
    assert sum(isinstance(each, Refusal) for each in outcomes) == 1
    assert Application.objects.count() == 1


def test_contacts_are_forgotten_a_year_after_the_last_step(prospect):
    ProspectStep.objects.update(words="Spoke with the head of nursing.")
    assert forget_contacts(now=timezone.now() + timedelta(days=364)) == 0
    assert forget_contacts(now=timezone.now() + timedelta(days=366)) == 1
    prospect.refresh_from_db()
    assert (prospect.name, prospect.contact, prospect.channel) == ("Kisima Trust", "", "")
    assert not ProspectStep.objects.exclude(words="").exists()


def test_somebody_offers_to_lead_and_is_appointed():
    member, host = join_person("Grace M."), keeper()
    assert "/regions/oceania/leading/" in signed_in(member).get("/regions/oceania/").content.decode()
    for _twice in range(2):
        signed_in(member).post("/regions/oceania/leading/", {"words": "I know four hospices."})
    offer = LeadershipOffer.objects.get()
    assert "offers to lead" in sentences(host)[0]
    assert "I know four hospices." in signed_in(host).get("/staff/network/").content.decode()
    signed_in(host).post(f"/staff/network/offers/{offer.public_id}/closing/", {"act": "appoint"})
    assert CommunityLeader.objects.get().member == member
    assert sentences(host) == []
    signed_in(host).post(f"/staff/network/leaders/oceania/{member.public_id}/end/", {"reason": "As agreed."})
    assert not CommunityLeader.objects.exists()


def test_the_host_sets_what_holds():
    organization_called("Clinic")
    host, leading = keeper(), join_person()
    client = signed_in(host)
    terms = {"act": "terms", "charter_until": "2027-01-01", "leader_decides": "on"}
    terms |= {f"seats_{level}": "3" for level in ("organization", "charter", "partner")}
    assert client.post("/staff/network/terms/", terms).status_code == 302
    in_spanish = signed_in(host)
    in_spanish.cookies["hearth_language"] = "es"
    page = in_spanish.get("/staff/network/terms/").content.decode()
    assert '<html lang="es"' in page
    assert 'value="2027-01-01"' in page  # else a browser shows none, and saving takes it away
    rate = {"act": "rate", "level": "organization", "size": "small", "amount": "5000", "currency": "EUR"}
    assert client.post("/staff/network/terms/", rate).status_code == 302
    assert client.post("/staff/network/terms/", rate | {"currency": ""}).status_code == 200
    assert "50.00 EUR" in client.get("/network/join/").content.decode()
    rules = {"after": "1", "text_en": "Be kind.\nBe brave."}
    assert client.post("/staff/network/rules/", rules).status_code == 302
    assert client.post("/staff/network/rules/", rules).status_code == 409
    assert "Be brave." in Client().get("/network/rules/").content.decode()
    appointed = {"act": "leader", "region": "europe", "member": f"http://testserver/people/{leading.public_id}/"}
    assert client.post("/staff/network/leaders/", appointed).status_code == 302
    partner = {"act": "partner", "region": "europe", "partner": organization_called("Clinic").public_id}
    assert client.post("/staff/network/leaders/", partner).status_code == 302
    assert "Network partner" in Client().get("/regions/europe/").content.decode()
    for address in ("", "terms/", "rules/", "leaders/"):
        assert client.get(f"/staff/network/{address}").status_code == 200
        assert signed_in(leading).get(f"/staff/network/{address}").status_code == 404
        assert Client().get(f"/staff/network/{address}").status_code == 404


def test_the_who_regions_show_the_same_facts():
    organization_called("Clinic")
    index = Client().get("/network/who/").content.decode()
    assert "WHO European Region" in index
    page = Client().get("/network/who/euro/").content.decode()
    assert "Clinic" in page
    assert "Clinic" not in Client().get("/network/who/afro/").content.decode()
    assert Client().get("/network/who/nowhere/").status_code == 404


def test_a_light_leads_to_the_organisations_of_its_country():
    organization_called("Clinic")
    page = Client().get("/network/").content.decode()
    assert 'href="?country=ES#organizations" aria-label="Spain: 1 organisation"' in page
    assert "Member organisations: Spain" in Client().get("/network/?country=ES").content.decode()
