from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from hearth.activity.models import Activity
from hearth.core.continents import Continent
from hearth.core.refusals import Refusal
from hearth.members.actions.staff import give_staff_rights
from hearth.members.models import Audience, Member
from hearth.organizations.actions import (
    Details,
    affiliate,
    appoint_leader,
    confirm_affiliation,
    end_affiliation,
    list_affiliation,
    put_organization,
    put_regions,
)
from hearth.organizations.models import (
    Affiliation,
    AffiliationRole,
    Organization,
    OrganizationKind,
    Region,
)
from hearth.organizations.permissions import HOUSE
from hearth.organizations.queries import (
    affiliations_of,
    count_by_country,
    count_regions,
    get_region,
    list_organizations,
    people_of,
)
from tests.people import account_of, join_person

AT = datetime(2026, 3, 1, tzinfo=UTC)
RIVER = Details(
    name="River Clinic",
    kind=OrganizationKind.CLINIC,
    region=Continent.EUROPE,
    country="IE",
    joined_on=date(2026, 1, 2),
    languages=["en"],
    description={"en": "By the river."},
)


@pytest.fixture
def river(db):
    put_regions()
    return put_organization(RIVER, by=HOUSE)


@pytest.fixture
def person(db):
    return join_person(audience=Audience.EVERYONE)


@pytest.fixture
def administrator(river):
    member = join_person()
    confirm_affiliation(affiliate(member, river, by=member, role=AffiliationRole.ADMINISTRATOR), by=HOUSE)
    return member


@pytest.fixture
def staff(db):
    member = join_person()
    give_staff_rights(account_of(member), is_administrator=True)
    return Member.objects.get(pk=member.pk)


def test_the_six_regions_are_put_once(db):
    assert (put_regions(), put_regions()) == (6, 0)
    assert list(Region.objects.values_list("code", flat=True)) == Continent.values


def test_putting_an_organisation_twice_changes_nothing_and_announces_it_once(river):
    before = Organization.objects.values().get()
    put_organization(RIVER, by=HOUSE)
    assert Organization.objects.values().get() == before
    assert Activity.objects.filter(verb="organization.joined").count() == 1
    put_organization(replace(RIVER, place="Cork"), by=HOUSE)
    assert Organization.objects.get().place == "Cork"


def test_names_that_read_alike_are_one_organisation(river):
    assert put_organization(replace(RIVER, name="RIVER  CLÍNIC"), by=HOUSE).pk == river.pk


@pytest.mark.parametrize(
    "change",
    [
        {"name": "…"},
        {"country": "XX"},
        {"country": ""},
        {"website": "javascript:alert(1)"},
        {"website": "river.example"},
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(river, change):
    with pytest.raises(Refusal):
        put_organization(replace(RIVER, **change), by=HOUSE)


def test_the_languages_of_a_region_are_counted_as_its_organisations_change(river):
    put_organization(replace(RIVER, name="Second", country="ES", languages=["es", "en", "es"]), by=HOUSE)
    europe = get_region("europe", viewer=None)
    assert (europe.organizations, europe.countries, europe.languages) == (2, ["ES", "IE"], ["en", "es"])
    assert (count_by_country(), count_regions()) == ({"ES": 1, "IE": 1}, 1)
    put_organization(replace(RIVER, region=Continent.ASIA, country="IN", languages=["zu"]), by=HOUSE)
    assert get_region("asia", viewer=None).languages == ["zu"]
    assert get_region("europe", viewer=None).languages == ["en", "es"]
    assert count_regions() == 2


def test_there_is_one_host(river):
    put_organization(replace(RIVER, name="Host", is_host=True), by=HOUSE)
    with pytest.raises(Refusal):
        put_organization(replace(RIVER, is_host=True), by=HOUSE)


def test_only_those_who_were_given_the_right_enter_organisations_and_appoint_leaders(
    river, person, administrator, staff
):
    europe = Region.objects.get(code="europe")
    for by in (None, person, administrator):
        with pytest.raises(PermissionDenied):
            put_organization(RIVER, by=by)
        with pytest.raises(PermissionDenied):
            appoint_leader(person, europe, by=by)
    put_organization(RIVER, by=staff)
    leader = appoint_leader(person, europe, by=staff, at=AT)
    assert appoint_leader(person, europe, by=staff) == leader
    assert leader.since == AT.date()
    assert Activity.objects.get(verb="leader.appointed").actor_id == staff.pk


def test_an_affiliation_shows_once_the_organisation_has_confirmed_it(river, person, administrator):
    with pytest.raises(PermissionDenied):
        affiliate(person, river, by=administrator)
    with pytest.raises(PermissionDenied):
        affiliate(person, river, by=None)
    claim = affiliate(person, river, by=person)
    assert people_of(river, viewer=None) == affiliations_of(person, viewer=None) == []
    for by in (None, person):
        with pytest.raises(PermissionDenied):
            confirm_affiliation(claim, by=by)
    confirmed = confirm_affiliation(claim, by=administrator, at=AT)
    assert confirm_affiliation(claim, by=administrator).confirmed_at == confirmed.confirmed_at == AT
    assert Activity.objects.filter(verb="affiliation.confirmed", subject_id=claim.pk).count() == 1
    assert people_of(river, viewer=None) == affiliations_of(person, viewer=None) == [], "only they may say so"
    with pytest.raises(PermissionDenied):
        list_affiliation(claim, is_listed=True, by=administrator)
    list_affiliation(claim, is_listed=True, by=person)
    assert affiliations_of(person, viewer=None) == [claim]
    assert [(each.profile.name, each.role) for each in people_of(river, viewer=None)] == [(person.name, "Staff")]


def test_another_role_asks_for_confirmation_anew(river, person):
    confirm_affiliation(affiliate(person, river, by=person), by=HOUSE)
    assert affiliate(person, river, by=person).confirmed_at
    assert affiliate(person, river, by=person, role=AffiliationRole.ADMINISTRATOR).confirmed_at is None


def test_an_unconfirmed_administrator_confirms_nobody(river, person):
    own = affiliate(person, river, by=person, role=AffiliationRole.ADMINISTRATOR)
    with pytest.raises(PermissionDenied):
        confirm_affiliation(own, by=person)


def test_either_side_ends_an_affiliation_and_nobody_else(river, person, administrator):
    stranger = join_person()
    for by in (person, administrator):
        claim = affiliate(person, river, by=person)
        for other in (None, stranger):
            with pytest.raises(PermissionDenied):
                end_affiliation(claim, by=other)
        end_affiliation(claim, by=by)
    assert not Affiliation.objects.filter(member=person).exists()


def test_a_page_of_organisations_goes_on_where_the_last_one_ended(river):
    for number in range(5):
        put_organization(replace(RIVER, name=f"Clinic {number}"), by=HOUSE)
    first = list_organizations(size=4)
    second = list_organizations(cursor=first.next, size=4)
    names = [organization.name for organization in first.items + second.items]
    assert names == [*(f"Clinic {number}" for number in range(5)), "River Clinic"]
    assert second.next == ""
    assert list_organizations(cursor=second.previous, size=4) == first
    assert not list_organizations(region="africa")
