"""A membership is renewed, lapses without loss, comes back; seats are given and handed over; dues are written down."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hearth.core.refusals import Refusal
from hearth.members.actions.distance import block
from hearth.organizations.actions import affiliate, confirm_affiliation, put_regions
from hearth.organizations.actions.keeping import keep_memberships
from hearth.organizations.actions.memberships import end_membership, renew_membership
from hearth.organizations.actions.seats import give_seat, hand_over_seat
from hearth.organizations.actions.terms import publish_rules
from hearth.organizations.models import (
    AffiliationRole,
    Dues,
    MembershipState,
    NetworkMembership,
    Organization,
    OrganizationLanguage,
    RenewalReminder,
    Seat,
)
from hearth.organizations.permissions import HOUSE
from hearth.organizations.tests.joining import keeper, leader_of
from tests.organizations import organization_called
from tests.people import join_person, signed_in
from tests.threads import at_once
from tests.word import sentences

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def regions(db):
    put_regions()


@pytest.fixture
def clinic():
    return organization_called("Clinic")


@pytest.fixture
def membership(clinic):
    return clinic.network_memberships.get()


def person_of(organization, role=AffiliationRole.STAFF, name=""):
    member = join_person(name)
    confirm_affiliation(affiliate(member, organization, by=member, role=role), by=HOUSE)
    return member


@pytest.fixture
def administrator(clinic):
    return person_of(clinic, AffiliationRole.ADMINISTRATOR)


def at(membership, act=""):
    return f"/network/memberships/{membership.public_id}/" + (f"{act}/" if act else "")


def ends_in(membership, days):
    NetworkMembership.objects.filter(pk=membership.pk).update(until=timezone.localdate() + timedelta(days=days))
    membership.refresh_from_db()


def test_reminders_come_at_thirty_and_seven_days_and_on_the_day_once_each(membership, administrator):
    for days, count in ((31, 0), (30, 1), (29, 1), (7, 2), (3, 2), (0, 3), (-5, 3)):
        ends_in(membership, 100)
        until, now = membership.until, timezone.now() + timedelta(days=100 - days)
        assert until == timezone.localdate(now) + timedelta(days=days)
        for _twice in range(2):
            keep_memberships(now=now)
        assert RenewalReminder.objects.count() == count, days
    ends_in(membership, 3)
    keep_memberships()
    assert any("runs out soon" in each for each in sentences(administrator))


def test_it_lapses_after_the_grace_and_comes_back_as_it_was(clinic, membership, administrator):
    Organization.objects.filter(pk=clinic.pk).update(languages=["es"])
    ends_in(membership, -30)
    keep_memberships()
    assert NetworkMembership.objects.get().state == MembershipState.ACTIVE
    ends_in(membership, -31)
    assert keep_memberships()
    assert NetworkMembership.objects.get().state == MembershipState.LAPSED
    assert Organization.objects.get().joined_on is None
    assert not OrganizationLanguage.objects.exists()
    assert clinic.affiliations.count() == 1
    assert any("rests" in each for each in sentences(administrator))
    answer = signed_in(administrator).post(at(membership, "renewal"), {"rules_version": "1"})
    assert answer.status_code == 302
    assert Organization.objects.get().joined_on == membership.since
    assert NetworkMembership.objects.get().until > timezone.localdate() + timedelta(days=300)
    assert OrganizationLanguage.objects.count() == 1
    assert not any("rests" in each for each in sentences(administrator))


def test_what_rests_says_so_to_those_who_answer_for_it_and_counts_nowhere(clinic, membership, administrator):
    ends_in(membership, -31)
    keep_memberships()
    page = signed_in(administrator).get(at(membership)).content.decode()
    assert "Come back" in page
    assert "Lapsed: not renewed in time" in page
    assert (
        signed_in(administrator).post(at(membership, "seats"), {"member": administrator.public_id}).status_code == 409
    )
    assert signed_in(person_of(clinic)).get(at(membership)).status_code == 404
    visitor = Client()
    assert "Clinic" not in visitor.get("/network/").content.decode().split("<main", 1)[1].split("</main>")[0]
    shown = visitor.get(f"/organizations/{clinic.public_id}/")
    assert shown.status_code == 200, "its page stays"
    assert "In the network since" not in shown.content.decode()


def test_where_nobody_answers_for_it_any_more_the_hosts_staff_are_told(clinic, membership):
    host = keeper()
    ends_in(membership, 7)
    keep_memberships()
    assert any("Clinic" in each and "runs out soon" in each for each in sentences(host))
    answer = signed_in(host).post(at(membership, "renewal"), {"rules_version": "1"})
    assert answer.status_code == 302
    assert not any("runs out soon" in each for each in sentences(host))


@pytest.mark.parametrize(("joined", "until"), [("2024-02-29", "2027-02-28"), ("2024-12-01", "2027-12-01")])
def test_who_belonged_before_there_were_memberships_is_given_one_with_time_to_renew(clinic, membership, joined, until):
    membership.delete()
    Organization.objects.filter(pk=clinic.pk).update(joined_on=joined)
    now = datetime(2026, 11, 21, 12, tzinfo=UTC)
    for _twice in range(2):
        keep_memberships(now=now)
    opened = NetworkMembership.objects.get()
    assert (f"{opened.since}", f"{opened.until}", opened.state) == (joined, until, MembershipState.ACTIVE)
    assert not RenewalReminder.objects.exists()
    assert f"{Organization.objects.get().joined_on}" == joined


def test_who_ended_and_was_entered_again_belongs_anew(clinic, membership):
    end_membership(membership, by=HOUSE, reason="They asked.")
    assert not Organization.objects.in_network().exists()
    organization_called("Clinic")
    assert [each.state for each in NetworkMembership.objects.order_by("pk")] == ["ended", "active"]
    assert keep_memberships() == 0


def test_renewing_twice_renews_once(membership, administrator):
    ends_in(membership, 10)
    until = membership.until
    renew_membership(membership, by=administrator, rules_version=1)
    with pytest.raises(Refusal):
        renew_membership(membership, by=administrator, rules_version=1)
    assert NetworkMembership.objects.get().until == until.replace(year=until.year + 1)


def test_newer_rules_are_asked_at_renewal(membership, administrator):
    ends_in(membership, 10)
    publish_rules({"en": "Be kind."}, by=keeper(), after=1)
    with pytest.raises(Refusal):
        renew_membership(membership, by=administrator, rules_version=1)
    assert "Be kind." in signed_in(administrator).get(at(membership)).content.decode()
    renew_membership(membership, by=administrator, rules_version=2)
    assert NetworkMembership.objects.get().rules_version == 2


def test_a_membership_is_there_for_those_who_answer_for_it(membership, administrator, clinic):
    other = person_of(organization_called("Charity"), AffiliationRole.ADMINISTRATOR)
    for member in (other, leader_of("europe"), person_of(clinic), join_person()):
        assert signed_in(member).get(at(membership)).status_code == 404
        for act in ("renewal", "welcome", "seats", "dues", "level", "end"):
            assert signed_in(member).post(at(membership, act)).status_code == 404
    client = signed_in(administrator)
    assert client.get(at(membership)).status_code == 200
    for act in ("dues", "level", "end"):
        assert client.post(at(membership, act)).status_code == 403


def test_staff_record_dues_change_the_level_and_end_it(membership, clinic):
    client = signed_in(keeper())
    given = {"year": "2026", "amount": "25000", "currency": "EUR", "paid_on": "2026-03-01", "note": "By bank"}
    assert client.post(at(membership, "dues"), given | {"amount": "-5"}).status_code == 200
    assert client.post(at(membership, "dues"), given).status_code == 302
    assert Dues.objects.get().amount == 25000
    assert "250.00" in client.get(at(membership)).content.decode()
    assert client.post(at(membership, "level"), {"level": "individual"}).status_code == 200, "of people only"
    client.post(at(membership, "level"), {"level": "partner", "reason": "They help."})
    assert NetworkMembership.objects.get().level == "partner"
    client.post(at(membership, "end"), {"reason": "They asked."})
    assert NetworkMembership.objects.get().state == MembershipState.ENDED
    assert Organization.objects.get(pk=clinic.pk).joined_on is None
    assert "They asked." in client.get(at(membership)).content.decode()


def test_the_welcome_list_ticks_itself_where_rows_show_it(membership, administrator, clinic):
    client = signed_in(administrator)
    assert client.get(at(membership)).content.decode().count("Still to do:") == 4
    person_of(clinic, AffiliationRole.ADMINISTRATOR)
    client.post(at(membership, "welcome"), {"done": ["hello", "second", "nonsense"]})
    page = client.get(at(membership)).content.decode()
    assert page.count("Still to do:") == 3
    assert page.count('name="done"') == 2
    assert set(membership.ticks.values_list("item", flat=True)) == {"hello"}
    client.post(at(membership, "welcome"))
    assert not membership.ticks.exists()


def test_seats_are_given_handed_over_and_freed(membership, administrator, clinic):
    first, second, client = person_of(clinic, name="First"), person_of(clinic, name="Second"), signed_in(administrator)
    assert client.post(at(membership, "seats"), {"member": first.public_id}).status_code == 302
    assert "You hold a seat" in sentences(first)[-1]
    seat = Seat.objects.get()
    client.post(at(membership, f"seats/{seat.public_id}/handover"), {"member": second.public_id})
    assert Seat.objects.get().member == second
    assert not any("seat" in each for each in sentences(first))
    outsider = join_person()
    assert client.post(at(membership, "seats"), {"member": outsider.public_id}).status_code == 404
    client.post(at(membership, f"seats/{Seat.objects.get().public_id}/return"))
    assert not Seat.objects.exists()


def test_whom_a_block_parts_are_not_among_those_who_could_sit(membership, administrator, clinic):
    parted, client = person_of(clinic, name="Somebody parted"), signed_in(administrator)
    assert "Somebody parted" in client.get(at(membership)).content.decode()
    block(administrator, by=parted)
    assert "Somebody parted" not in client.get(at(membership)).content.decode()
    assert client.post(at(membership, "seats"), {"member": parted.public_id}).status_code == 404


def test_no_more_seats_than_there_are(membership, administrator, clinic):
    for _number in range(5):
        give_seat(membership, person_of(clinic), by=administrator)
    with pytest.raises(Refusal):
        give_seat(membership, person_of(clinic), by=administrator)
    clinic.affiliations.filter(member=Seat.objects.first().member).delete()
    give_seat(membership, person_of(clinic), by=administrator)
    assert Seat.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_of_two_hand_overs_at_once_one_counts(waiting_database):
    put_regions()
    clinic = organization_called("Clinic at once")
    membership, administrator = clinic.network_memberships.get(), person_of(clinic, AffiliationRole.ADMINISTRATOR)
    seat = give_seat(membership, person_of(clinic), by=administrator)
    others = [person_of(clinic), person_of(clinic)]

    seats = [Seat.objects.select_related("membership").get(pk=seat.pk) for _each in others]
    outcomes = at_once(2, lambda number: hand_over_seat(seats[number], others[number], by=administrator))
    assert Seat.objects.count() == 1
    assert Seat.objects.get().member in others
    assert sum(isinstance(each, Refusal) for each in outcomes) == 1
