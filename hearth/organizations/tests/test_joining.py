"""An organisation asks to join, a leader asks back and says what they think, the host decides: each once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hearth.core.refusals import Refusal
from hearth.organizations.actions import affiliate, confirm_affiliation, end_leadership, put_regions
from hearth.organizations.actions.affiliations import decline_affiliation
from hearth.organizations.actions.claims import accept_claim, claim_by_asking
from hearth.organizations.actions.deciding import decide_application, recommend
from hearth.organizations.actions.joining import MOST_WAITING, apply, withdraw
from hearth.organizations.actions.terms import publish_rules, set_terms
from hearth.organizations.actions.winning import win
from hearth.organizations.models import (
    AffiliationRole,
    Application,
    ApplicationState,
    ClaimState,
    CommunityLeader,
    Level,
    NetworkMembership,
    Organization,
    OrganizationLanguage,
)
from hearth.organizations.permissions import HOUSE, can_answer_for
from hearth.organizations.tests.joining import ASKED, applied, keeper, leader_of, request
from hearth.organizations.tests.keeping import clinic
from tests.organizations import organization_called
from tests.people import join_person, signed_in
from tests.threads import at_once
from tests.word import sentences

pytestmark = pytest.mark.django_db
ACTS = ("messages", "recommendation", "decision", "withdrawal")
YES = {"approves": "yes", "reason": "They are welcome."}


@pytest.fixture(autouse=True)
def regions(db):
    put_regions()


def at(application, act=""):
    return f"/network/applications/{application.public_id}/" + (f"{act}/" if act else "")


def post(member, application, act, **given):
    return signed_in(member).post(at(application, act), given)


def test_an_organisation_asks_is_asked_and_joins():
    applicant, leader, host = join_person("Wanjiru M."), leader_of("africa"), keeper()
    answer = signed_in(applicant).post("/network/join/organization/", ASKED)
    application = Application.objects.get()
    assert answer.headers["Location"] == at(application)
    assert "asks to join" in sentences(leader)[-1]
    assert sentences(host) == [], "a leader is there"
    assert post(leader, application, "messages", words="How many mentors have you?").status_code == 302
    assert "new message" in sentences(applicant)[0]
    post(applicant, application, "messages", words="Eleven.")
    assert "Eleven." in signed_in(leader).get(at(application)).content.decode()
    assert post(leader, application, "recommendation", **YES).status_code == 302
    assert "You decide" in sentences(host)[0]
    assert post(host, application, "decision", **YES).status_code == 302
    organization = Organization.objects.get(name="Kisima Trust")
    assert organization.joined_on == timezone.localdate()
    assert set(OrganizationLanguage.objects.values_list("language", flat=True)) == {"sw", "en"}
    affiliation = organization.affiliations.get()
    assert (affiliation.member, affiliation.role) == (applicant, AffiliationRole.ADMINISTRATOR)
    assert affiliation.confirmed_at
    membership = NetworkMembership.objects.get()
    assert membership.level == Level.ORGANIZATION
    page = signed_in(applicant).get(at(application)).content.decode()
    assert "They are welcome." in page
    assert reverse("organizations:membership", args=[membership.public_id]) in page
    assert "decided" in sentences(applicant)[-1]
    assert not any("asks to join" in each for each in sentences(leader))
    public = signed_in(join_person()).get("/regions/africa/").content.decode()
    assert "Kisima Trust" in public


def test_a_person_joins_for_themself():
    applicant, host = join_person(), keeper()
    given = {name: ASKED[name] for name in ("country", "who", "why", "agrees", "rules_version")}
    signed_in(applicant).post("/network/join/person/", given)
    application = Application.objects.get()
    assert "asks to join" in sentences(host)[0], "nobody leads there"
    decide_application(application, by=host, approves=True, reason="Yes.")
    membership = NetworkMembership.objects.get()
    assert (membership.member, membership.level) == (applicant, Level.INDIVIDUAL)
    with pytest.raises(Refusal):
        apply(request(name=""), by=applicant)


def test_it_is_not_there_for_anybody_else():
    leader_of("africa")
    application = applied()
    elsewhere, outsider, other = leader_of("asia"), join_person(), applied(country="UG", name="Other").applicant
    administrator = join_person()
    confirm_affiliation(
        affiliate(administrator, organization_called("Charity"), by=administrator, role=AffiliationRole.ADMINISTRATOR),
        by=HOUSE,
    )
    for member in (elsewhere, outsider, other, administrator):
        assert signed_in(member).get(at(application)).status_code == 404
        for act in ACTS:
            assert post(member, application, act, words="x", **YES).status_code == 404


def test_what_each_may_see_but_not_do():
    leader = leader_of("africa")
    application = applied()
    assert post(application.applicant, application, "recommendation", **YES).status_code == 403
    assert post(application.applicant, application, "decision", **YES).status_code == 403
    assert post(leader, application, "decision", **YES).status_code == 403
    assert post(leader, application, "withdrawal").status_code == 403


def test_nobody_decides_what_they_asked_themselves():
    host = keeper()
    assert post(host, applied(by=host), "decision", **YES).status_code == 403
    leader = leader_of("africa")
    assert post(leader, applied(by=leader, name="Another"), "recommendation", **YES).status_code == 403


def test_a_form_kept_open_by_a_former_leader_does_nothing():
    leader = leader_of("africa")
    application, client = applied(), signed_in(leader)
    assert client.get(at(application)).status_code == 200
    end_leadership(CommunityLeader.objects.get(member=leader), by=HOUSE, reason="As agreed.")
    assert client.post(at(application, "recommendation"), YES).status_code == 404
    assert Application.objects.get().state == ApplicationState.OPEN


def test_a_leaders_yes_is_enough_where_the_host_says_so():
    leader, host = leader_of("africa"), keeper()
    set_terms(charter_until=timezone.localdate() + timedelta(days=1), leader_decides=True, seats={}, by=host)
    recommend(applied(), by=leader, agrees=True, reason="Yes.")
    assert NetworkMembership.objects.get().level == Level.CHARTER
    refused = applied(name="Another")
    recommend(refused, by=leader, agrees=False, reason="Not yet.")
    assert Application.objects.get(pk=refused.pk).state == ApplicationState.SEEN, "a no goes to the host"


def test_what_a_leader_said_is_not_shown_to_the_applicant():
    leader = leader_of("africa")
    application = applied()
    recommend(application, by=leader, agrees=False, reason="I doubt the figures.")
    assert "I doubt" not in signed_in(application.applicant).get(at(application)).content.decode()


def test_sent_twice_it_is_one_application():
    client = signed_in(join_person())
    given = ASKED | {"once": "the-same-key-of-the-form"}
    first, second = (client.post("/network/join/organization/", given) for _time in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Application.objects.count() == 1


def test_what_cannot_be_asked():
    applicant = join_person()
    organization_in("Kisima Trust", "KE")
    with pytest.raises(Refusal):
        apply(request(), by=applicant)
    with pytest.raises(Refusal):
        apply(request(name="Other", rules_version=7), by=applicant)
    with pytest.raises(Refusal):
        apply(request(name="Other", country="AQ"), by=applicant)
    for number in range(MOST_WAITING):
        apply(request(name=f"Number {number}"), by=applicant)
    with pytest.raises(Refusal):
        apply(request(name="One more"), by=applicant)
    withdraw(Application.objects.first(), by=applicant)
    apply(request(name="One more"), by=applicant)


def organization_in(name, country):
    organization = organization_called(name)
    Organization.objects.filter(pk=organization.pk).update(country=country)
    return organization


def test_newer_rules_are_agreed_to_anew():
    publish_rules({"en": "Be kind."}, by=keeper(), after=1)
    answer = signed_in(join_person()).post("/network/join/organization/", ASKED)
    assert answer.status_code == 200
    assert "rules of the network have changed" in answer.content.decode()
    assert "Be kind." in answer.content.decode()


def test_a_directory_entry_joins_as_itself():
    known = unheld("In the directory")
    application = apply(request(), by=join_person(), organization=known)
    assert application.name == "In the directory"
    decide_application(application, by=keeper(), approves=True, reason="Yes.")
    assert Organization.objects.get(pk=known.pk).joined_on == timezone.localdate()
    assert Organization.objects.count() == 1


def unheld(name):
    """Return an organisation that people entered, that does not belong, and for which nobody answers."""
    known = organization_called(name)
    known.network_memberships.all().delete()
    Organization.objects.filter(pk=known.pk).update(joined_on=None)
    known.refresh_from_db()
    return known


def test_who_was_declined_there_before_may_still_bring_it_in():
    known, applicant = unheld("Clinic"), join_person()
    decline_affiliation(affiliate(applicant, known, by=applicant), by=HOUSE)
    decide_application(apply(request(), by=applicant, organization=known), by=keeper(), approves=True, reason="Yes.")
    belongs = known.affiliations.get()
    assert (belongs.role, belongs.declined_at) == (AffiliationRole.ADMINISTRATOR, None)


def test_an_organisation_that_others_answer_for_meanwhile_is_not_given_to_the_applicant():
    known, other = unheld("Clinic"), join_person()
    application = apply(request(), by=join_person(), organization=known)
    accept_claim(claim_by_asking(known, "Ours.", by=other), by=keeper(), answer="Yes.")
    assert "Others answer" in post(keeper(), application, "decision", **YES).content.decode()
    application.refresh_from_db()
    assert application.waits
    assert [each.member for each in known.affiliations.all()] == [other]
    assert post(keeper(), application, "decision", approves="no", reason="Ask them.").status_code == 302


def test_claims_of_others_are_lost_once_it_joined():
    known, applicant, other = unheld("Clinic"), join_person(), join_person()
    own, theirs = (claim_by_asking(known, "Ours.", by=each) for each in (applicant, other))
    decide_application(apply(request(), by=applicant, organization=known), by=keeper(), approves=True, reason="Yes.")
    own.refresh_from_db()
    theirs.refresh_from_db()
    assert (own.state, theirs.state) == (ClaimState.WITHDRAWN, ClaimState.LOST)
    assert "Somebody else" in sentences(other)[0]


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_one_counts(waiting_database):
    put_regions()
    hosts, application = [keeper(), keeper()], applied()
    outcomes = at_once(
        2,
        lambda number: decide_application(
            Application.objects.get(pk=application.pk), by=hosts[number], approves=number == 0, reason=f"{number}"
        ),
    )
    assert sorted(isinstance(each, Refusal) for each in outcomes) == [False, True]
    decided = Application.objects.get()
    assert NetworkMembership.objects.count() == (decided.state == ApplicationState.APPROVED)
    assert decided.reason in ("0", "1")


@pytest.mark.parametrize("website", ["ftp://kisima.example/", "javascript:alert(1)", "https://a:b@kisima.example/"])
def test_a_website_is_one_that_a_reader_may_follow(website):
    answer = signed_in(join_person()).post("/network/join/organization/", ASKED | {"website": website})
    assert answer.status_code == 200
    assert not Application.objects.exists()


def claimed(known):
    win(claim_by_asking(known, "We are they.", by=join_person()), by=None)


MEANWHILE = {
    "others answer for it": claimed,
    "it closed": lambda known: Organization.objects.filter(pk=known.pk).update(closed_on=timezone.localdate()),
    "it belongs": lambda known: Organization.objects.filter(pk=known.pk).update(joined_on=timezone.localdate()),
}


@pytest.mark.parametrize("change", MEANWHILE)
def test_a_yes_gives_nobody_what_became_of_others_meanwhile(change):
    known = clinic("In the directory", joined_on=None)
    applicant, host = join_person(), keeper()
    application = apply(request(name="anything"), by=applicant, organization=known)
    MEANWHILE[change](known)
    answer = post(host, application, "decision", **YES)
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert YES["reason"] in answer.content.decode()
    assert not can_answer_for(applicant, known)
    assert not NetworkMembership.objects.filter(applications=application).exists()
    assert post(host, application, "decision", approves="no", reason="Theirs.").status_code == 302


def test_who_was_declined_there_once_administers_what_they_asked_for():
    known, applicant = clinic("In the directory", joined_on=None), join_person()
    decline_affiliation(affiliate(applicant, known, by=applicant), by=HOUSE)
    application = apply(request(name="anything"), by=applicant, organization=known)
    decide_application(application, by=keeper(), approves=True, reason="Yes.")
    assert can_answer_for(applicant, known)


@pytest.mark.django_db(transaction=True)
def test_of_two_of_one_name_approved_at_once_one_is_entered(waiting_database):
    put_regions()
    host, both = keeper(), [applied(), applied()]
    outcomes = at_once(2, lambda number: decide_application(both[number], by=host, approves=True, reason="Yes."))
    assert sorted(isinstance(each, Refusal) for each in outcomes) == [False, True]
    assert Organization.objects.count() == NetworkMembership.objects.count() == 1


def test_pages_of_joining_open_for_visitors(client):
    for address in ("/network/join/", "/network/rules/"):
        assert client.get(address).status_code == 200
    assert client.get("/network/mine/").status_code == 302
    assert client.get("/network/join/organization/").status_code == 302


@pytest.mark.parametrize("page", ["terms", "rules", "leaders"])
def test_pages_of_staff_say_once_and_on_top_what_is_wrong(page):
    sent = {"act": {"terms": "terms", "leaders": "leader"}.get(page, "")}
    html = signed_in(keeper()).post(f"/staff/network/{page}/", sent).content.decode()
    assert html.count('class="error-summary"') == 1
    assert html.index('class="error-summary"') < html.index("<form", html.index("<h1"))


@pytest.mark.parametrize(("days", "said"), [(-30, "joined before"), (30, "join before")])
def test_the_day_of_charter_members_is_said_as_past_or_to_come(client, days, said):
    set_terms(charter_until=timezone.localdate() + timedelta(days=days), leader_decides=False, seats={}, by=keeper())
    assert f"Organisations that {said}" in client.get("/network/join/").content.decode()
