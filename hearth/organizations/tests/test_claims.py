"""An organisation that nobody answers for is claimed by one, however many try; nobody else learns of it."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.core.models import OutgoingMail
from hearth.core.refusals import Refusal
from hearth.members.actions.leaving import close_account
from hearth.members.models import Account, StaffAction
from hearth.members.rights import NETWORK_KEEPERS
from hearth.organizations.actions import affiliate, confirm_affiliation, forget_person, put_regions
from hearth.organizations.actions.affiliations import give_role
from hearth.organizations.actions.channels import add_domain
from hearth.organizations.actions.checking import check_claim
from hearth.organizations.actions.claims import (
    accept_claim,
    claim_by_address,
    claim_by_asking,
    claim_by_file,
    decline_claim,
    expire_claims,
)
from hearth.organizations.actions.codes import open_with_code, send_code
from hearth.organizations.actions.winning import win
from hearth.organizations.models import AddressCode, Affiliation, AffiliationRole, Claim, ClaimState, Organization
from hearth.organizations.permissions import HOUSE, can_answer_for
from hearth.organizations.proofs import PLACE
from hearth.organizations.queries.claims import hosts_for
from hearth.organizations.tests.keeping import belonging, clinic, internet
from tests.people import account_of, appoint, join_person, signed_in
from tests.threads import at_once
from tests.word import sentences

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def regions(db):
    put_regions()


def address(organization, name="claim"):
    return reverse(f"organizations:{name}", args=[organization.public_id])


def code():
    return re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", OutgoingMail.objects.latest("pk").text).group()


def test_an_address_of_the_very_domain_wins_by_its_code():
    river, person = clinic(), join_person()
    browser = signed_in(person)
    for wrong in ("a@rivers.example", "a@sub.river.example", "a@river.example.evil.example", "a@gmail.com", "x"):
        answer = browser.post(address(river), {"way": "address", "email": wrong})
        assert answer.status_code == 200
    assert not OutgoingMail.objects.exists()
    answer = browser.post(address(river), {"way": "address", "email": "boss@river.example"})
    assert answer.headers["Location"] == address(river, "claim-code")
    assert "boss" not in str(AddressCode.objects.values_list())
    assert "error-summary" in browser.post(address(river, "claim-code"), {"code": "WRONG"}).content.decode()
    answer = browser.post(address(river, "claim-code"), {"code": code().lower()})
    assert answer.headers["Location"] == address(river, "profile")
    river.refresh_from_db()
    assert river.claimed_at
    assert Affiliation.objects.get(organization=river).role == "administrator"
    assert Claim.objects.get().state == ClaimState.WON
    assert "claim" not in Client().get(reverse("front:organization", args=[river.public_id])).content.decode().lower()


def test_a_code_opens_once_within_five_tries_and_its_time():
    river, person, other = clinic(), join_person(), join_person()
    given = {"by": person, "is_claim": True}
    send_code(river, "a@river.example", language="en", **given)
    assert open_with_code(river, code(), by=other, is_claim=True) == ""
    assert open_with_code(river, code(), by=person, is_claim=False) == ""
    assert open_with_code(river, code(), **given) == "river.example"
    assert open_with_code(river, code(), **given) == ""
    send_code(river, "a@river.example", language="en", **given)
    assert [open_with_code(river, "nothing", **given) for _time in range(5)] == [""] * 5
    assert open_with_code(river, code(), **given) == ""
    send_code(river, "a@river.example", language="en", **given)
    AddressCode.objects.update(until=timezone.now())
    assert open_with_code(river, code(), **given) == ""


def test_an_address_at_a_host_that_several_share_says_nothing():
    river, _lake = clinic(), clinic("Lake Clinic", website="https://river.example/lake")
    with pytest.raises(Refusal):
        send_code(river, "a@river.example", by=join_person(), is_claim=True, language="en")


def test_a_file_on_its_site_wins():
    river, person = clinic(), join_person()
    claim = claim_by_file(river, by=person)
    pages = {}
    with internet(pages, {}) as outside:
        check_claim(claim, outside=outside)
        assert Claim.objects.get().state == ClaimState.OPEN
        pages["river.example/.well-known/hearth-verification.txt"] = f"hearth-verification={claim.token}\n"
        check_claim(claim, outside=outside)
    assert Claim.objects.get().state == ClaimState.WON


def test_staff_decide_with_a_reason_that_is_logged_and_never_their_own():
    river, person, staff = clinic(), join_person("Claimant"), appoint(join_person(), NETWORK_KEEPERS)
    claim = claim_by_asking(river, "I answer there.", by=person)
    with pytest.raises(PermissionDenied):
        accept_claim(claim, by=person, answer="Mine.")
    page = reverse("organizations:staff-claim", args=[claim.public_id])
    for browser in (Client(), signed_in(person), signed_in(belonging(clinic("Lake Clinic")))):
        assert browser.get(page).status_code == 404
        assert browser.post(page, {"decision": "accept", "answer": "x"}).status_code == 404
    browser = signed_in(staff)
    assert "I answer there." in browser.get(page).content.decode()
    assert "error" in browser.post(page, {"decision": "accept"}).content.decode()
    assert browser.post(page, {"decision": "accept", "answer": "Called the front desk."}).status_code == 302
    assert StaffAction.objects.get(kind="claim_accepted").reason == "Called the front desk."
    assert browser.get(page).status_code == 404
    own = claim_by_asking(clinic("Hill Clinic"), "Mine.", by=staff)
    with pytest.raises(PermissionDenied):
        decline_claim(own, by=staff, answer="No.")


def test_those_who_keep_the_network_are_told_of_a_claim_until_it_is_decided():
    person, staff, other = join_person("Claimant"), *(appoint(join_person(), NETWORK_KEEPERS) for _each in range(2))
    claim = claim_by_asking(clinic(), "I answer there, ask Carla.", by=person)
    claim_by_asking(clinic("Hill Clinic"), "Mine, too.", by=staff)
    for member, names in ((staff, ["River Clinic"]), (other, ["River Clinic", "Hill Clinic"]), (person, [])):
        told = sentences(member)
        assert [name in said for name, said in zip(names, sorted(told, reverse=True), strict=True)] == [True] * len(
            names
        )
        assert not any("Carla" in said or "Claimant" in said for said in told)
    decline_claim(claim, by=other, answer="No.")
    assert sentences(staff) == []
    assert "declined" in sentences(person)[0]


def test_claiming_by_address_takes_back_what_was_written_to_staff():
    river, person = clinic(), join_person()
    claim = claim_by_asking(river, "Words to staff.", by=person)
    claim_by_address(river, "river.example", by=person)
    claim.refresh_from_db()
    assert (claim.state, claim.reason) == (ClaimState.WITHDRAWN, "")


def test_a_claim_by_file_is_lost_once_somebody_answers_for_it():
    river, person = clinic(), join_person()
    claim = claim_by_file(river, by=person)
    belonging(river)
    found = {"river.example/.well-known/hearth-verification.txt": f"{claim.token}\n"}
    with internet(found, {}) as outside:
        check_claim(claim, outside=outside)
    claim.refresh_from_db()
    assert claim.state == ClaimState.LOST
    assert "Somebody else" in sentences(person)[0]


def test_what_cannot_be_claimed():
    administered, closed = clinic(), clinic("Hill Clinic")
    belonging(administered)
    Organization.objects.filter(pk=closed.pk).update(closed_on=timezone.localdate())
    person = join_person()
    for organization in (administered, closed):
        with pytest.raises(Refusal):
            claim_by_asking(organization, "Mine.", by=person)
        answer = signed_in(person).post(address(organization), {"way": "staff", "reason": "It is mine."})
        assert answer.status_code == 409
        assert "It is mine." in answer.content.decode(), "what was written stays to be copied"
    assert not Claim.objects.exists()
    answer = Client().post(address(clinic("Lake Clinic")), {"way": "file"})
    assert answer.status_code == 302
    assert "sign-in" in answer.headers["Location"]


def test_claims_run_out_and_the_others_are_told_they_lost():
    river, first, second = clinic(), join_person(), join_person()
    mine, theirs = (claim_by_asking(river, "Mine.", by=each) for each in (first, second))
    with pytest.raises(Refusal):
        claim_by_file(river, by=first)
    accept_claim(mine, by=appoint(join_person(), NETWORK_KEEPERS), answer="Yes.")
    theirs.refresh_from_db()
    assert theirs.state == ClaimState.LOST
    late = claim_by_asking(clinic("Lake Clinic"), "Ours.", by=second)
    Claim.objects.filter(pk=late.pk).update(until=timezone.now() - timedelta(days=1))
    assert expire_claims() == 1
    late.refresh_from_db()
    assert (late.state, late.reason) == (ClaimState.EXPIRED, "")


def test_the_history_stays_without_the_person_and_their_words():
    person = join_person()
    open_claim = claim_by_asking(clinic(), "Words of mine.", by=person)
    decided = claim_by_asking(clinic("Lake Clinic"), "More words.", by=person)
    decline_claim(decided, by=appoint(join_person(), NETWORK_KEEPERS), answer="No.")
    forget_person([person])
    decided.refresh_from_db()
    assert (decided.member, decided.reason, decided.answer, decided.state) == (None, "", "", ClaimState.DECLINED)
    assert not Claim.objects.filter(pk=open_claim.pk).exists()


def test_who_is_not_here_any_more_wins_nothing():
    river, gone, other = clinic(), join_person(), join_person()
    claim = claim_by_file(river, by=gone)
    Account.objects.filter(pk=account_of(gone).pk).update(closed_at=timezone.now())
    with internet({f"river.example{PLACE}": claim.token}, {}) as outside:
        check_claim(claim, outside=outside)
    assert not can_answer_for(gone, river)
    win(claim_by_asking(river, "Mine.", by=other), by=None)
    assert can_answer_for(other, river)


def test_a_file_that_is_found_once_it_closed_wins_nothing():
    river, person = clinic(), join_person()
    claim = claim_by_file(river, by=person)
    Organization.objects.filter(pk=river.pk).update(closed_on=timezone.localdate())
    with internet({f"river.example{PLACE}": claim.token}, {}) as outside:
        check_claim(claim, outside=outside)
    assert not can_answer_for(person, river)


def test_a_host_is_shared_however_its_letters_are_written():
    here = clinic("Über Clinic", website="https://über.example/")
    assert hosts_for(here, is_claim=True) == {"xn--ber-goa.example"}
    for number, website in enumerate(("https://www.über.example/b", "https://xn--ber-goa.example/c")):
        other = clinic(f"Other {number}", website=website)
        assert hosts_for(here, is_claim=True) == set()
        other.delete()


@pytest.mark.django_db(transaction=True)
def test_of_many_who_win_at_once_one_does():
    put_regions()
    river = clinic()
    add_domain(river, "river.example", by=HOUSE)
    people = [join_person() for _each in range(6)]
    outcomes = at_once(6, lambda number: claim_by_address(river, "river.example", by=people[number]))
    assert sum(isinstance(each, Claim) for each in outcomes) == 1
    assert all(isinstance(each, Claim | Refusal) for each in outcomes)
    assert Affiliation.objects.filter(organization=river, role="administrator").count() == 1
    assert Claim.objects.filter(state=ClaimState.WON).count() == 1


def test_whose_last_administrator_left_the_site_can_be_claimed_again():
    river, first, other = clinic(), join_person(), join_person()
    affiliation = affiliate(first, river, by=first, role=AffiliationRole.STAFF)
    confirm_affiliation(affiliation, by=HOUSE)
    page = reverse("front:organization", args=[river.public_id])
    assert address(river) in Client().get(page).content.decode()
    give_role(affiliation, AffiliationRole.ADMINISTRATOR, by=HOUSE)
    river.refresh_from_db()
    assert river.claimed_at, "its own people answer for it now: no list overwrites what they say"
    assert address(river) not in Client().get(page).content.decode()
    with pytest.raises(Refusal):
        claim_by_file(river, by=other)
    close_account(account_of(first), keep_writing=True, at_once=False)
    assert address(river) in Client().get(page).content.decode()
    claim_by_address(river, "river.example", by=other)
    assert can_answer_for(other, river)
