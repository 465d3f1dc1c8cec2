import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hearth.communities.tests.people import open_community
from hearth.core.continents import Continent
from hearth.core.countries import WhoRegion, countries_of
from hearth.core.worldmap import frame_around, frame_of, lights, positions, project
from hearth.members.actions.staff import give_staff_rights
from hearth.members.models import Audience
from hearth.organizations.actions import (
    Details,
    affiliate,
    appoint_leader,
    confirm_affiliation,
    list_affiliation,
    put_organization,
    put_regions,
)
from hearth.organizations.models import OrganizationKind, Region
from hearth.organizations.permissions import HOUSE
from tests.people import account_of, join_person, signed_in

RIVER = Details(
    name="Clínica Río",
    lang="es",
    kind=OrganizationKind.CLINIC,
    region=Continent.SOUTH_AMERICA,
    country="CL",
    place="Valdivia",
    joined_on=date(2025, 4, 2),
    languages=["es", "qu"],
    description={"es": "Junto al río.", "en": "By the river."},
    who_pays={"es": "Donaciones 100 %."},
    website="https://rio.example/",
)


@pytest.fixture(autouse=True)
def regions(db):
    put_regions()


@pytest.fixture
def river():
    return put_organization(RIVER, by=HOUSE)


def belong(member, organization):
    affiliation = confirm_affiliation(affiliate(member, organization, by=member), by=HOUSE)
    list_affiliation(affiliation, is_listed=True, by=member)


@pytest.fixture
def cast(river):
    """People of the organisation, by who may open their page; and one who is not confirmed."""
    people = {audience: join_person(f"Page for {audience}", audience=audience) for audience in Audience.values}
    for member in people.values():
        belong(member, river)
    claimant = join_person("Not confirmed", audience=Audience.EVERYONE)
    affiliate(claimant, river, by=claimant)
    return people


@pytest.fixture
def readers(client):
    member, staff = join_person(), join_person()
    give_staff_rights(account_of(staff), is_administrator=True)
    return {"anonymous": client, "member": signed_in(member), "staff": signed_in(staff)}


def page(client, address, language="en"):
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def address_of(organization):
    return f"/organizations/{organization.public_id}/"


def test_every_reader_sees_the_same_counted_network(readers, river):
    put_organization(replace(RIVER, name="Second", country="PE"), by=HOUSE)
    for client in readers.values():
        html = page(client, "/network/")
        assert "2 organisations keep this place together" in html
        assert "lights in 2 countries" in html
        assert html.count('class="lit"') == 2
        assert '<span class="region__big">2</span> organisations' in html
        assert "Chile, Peru" in html
        assert "Spanish, Quechua" in html
        assert html.count("No leader yet") == 6
        assert address_of(river) in html


def test_a_network_without_organisations_claims_none(client):
    html = page(client, "/network/")
    assert "<table" not in html
    assert 'class="lit"' not in html
    assert '<span class="region__big">0</span> organisations' in html


def test_pages_for_visitors_can_be_kept_for_all_of_them(client, river):
    for address in ("/network/", "/regions/asia/", address_of(river), "/help/"):
        answer = client.get(address)
        assert "csrfmiddlewaretoken" not in answer.content.decode()
        assert not answer.cookies


def test_a_region_lists_its_organisations_and_nobody_elses(client, river):
    put_organization(replace(RIVER, name="Far away", region=Continent.ASIA, country="IN"), by=HOUSE)
    html = page(client, "/regions/south-america/")
    assert "Clínica Río" in html
    assert "Far away" not in html
    assert "1 organisation here: Chile." in html
    assert "This region has no leader yet" in html
    assert "No organisation here has joined" in page(client, "/regions/africa/")


def test_a_leader_is_named_to_those_who_may_open_their_page(readers):
    open_one, members_only, hidden = (
        join_person(f"Leader {each}", audience=each) for each in (Audience.EVERYONE, Audience.MEMBERS, Audience.ONLY_ME)
    )
    for member, code in ((open_one, "asia"), (members_only, "europe"), (hidden, "africa")):
        appoint_leader(member, Region.objects.get(code=code), by=HOUSE)
    for address in ("/network/", "/regions/asia/"):
        assert all("Leader everyone" in page(client, address) for client in readers.values())
    for address in ("/network/", "/regions/europe/"):
        assert "Leader members" not in page(readers["anonymous"], address)
        assert "Leader members" in page(readers["member"], address)
    for client in readers.values():
        html = page(client, "/regions/africa/")
        assert "Leader only_me" not in html + page(client, "/network/")
        assert "This region has a leader, who is not shown here." in html
    assert "Leader only_me" in page(signed_in(hidden), "/regions/africa/")


def test_an_organisation_says_who_it_is_in_the_readers_language_and_who_pays_in_its_own(client, river):
    html = page(client, address_of(river))
    assert '<p class="lede" lang="en">By the river.</p>' in html
    assert 'lang="es" dir="auto">Junto al río.' in html
    assert '<dd lang="es">Donaciones 100 %.</dd>' in html
    assert "Spanish, Quechua" in html
    assert '<h1 lang="es" itemprop="name">Clínica Río</h1>' in html
    assert 'href="https://rio.example/"' in html
    html = page(client, address_of(river), "ar")
    assert '<p class="lede" lang="en">By the river.</p>' in html
    assert "شيلي" in html


def test_an_organisation_shows_the_people_whose_page_the_reader_may_open(readers, river, cast):
    for reader, names in (
        ("anonymous", ["Page for everyone"]),
        ("member", ["Page for everyone", "Page for members"]),
        ("staff", ["Page for everyone", "Page for members"]),
    ):
        html = page(readers[reader], address_of(river))
        assert [name for name in ("Page for everyone", "Page for members", "Page for only_me") if name in html] == names
        assert "Not confirmed" not in html
    assert "Page for only_me" in page(signed_in(cast["only_me"]), address_of(river))


def test_a_persons_page_names_the_organisation_that_confirmed_them(client, river, cast):
    assert "Clínica Río" in page(client, f"/people/{cast['everyone'].public_id}/")
    claimant = affiliate(cast["everyone"], put_organization(replace(RIVER, name="Other"), by=HOUSE), by=HOUSE).member
    assert "Other" not in page(client, f"/people/{claimant.public_id}/")


@pytest.mark.parametrize(
    "address", ["/organizations/2222222222/", "/organizations/x/", "/regions/atlantis/", "/regions/Asia/"]
)
def test_what_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("cursor", ["%01", "x" * 10_000, "<script>alert(1)</script>", "zzzz", "🙂"])
def test_a_strange_place_in_the_list_is_no_error(client, river, cursor):
    for address in ("/network/", "/regions/south-america/"):
        html = page(client, f"{address}?cursor={cursor}")
        assert "<script>alert" not in html


def test_the_list_goes_on_in_pages(client, river):
    for number in range(45):
        put_organization(replace(RIVER, name=f"Clinic {number:02}"), by=HOUSE)
    for address in ("/network/", "/regions/south-america/"):
        first = page(client, address)
        assert "Clinic 39" in first
        assert "Clinic 40" not in first
        assert 'rel="prev"' not in first
        second = page(client, address + next_address(first))
        assert "Clinic 40" in second
        assert "Clinic 39" not in second
        assert 'rel="prev"' in second
        assert 'rel="next"' not in second


def next_address(html):
    return unescape(re.search(r'href="([^"]+)" rel="next"', html).group(1))


def test_the_number_of_queries_does_not_grow(river, cast):
    reader = signed_in(cast["members"])
    addresses = ("/network/", "/regions/south-america/", address_of(river))

    def counted(client):
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                page(client, address)
            counts.append(len(queries))
        return counts

    page(reader, "/network/")  # the first page of the day notes the device
    before = counted(reader), counted(Client())
    for number in range(12):
        organization = put_organization(replace(RIVER, name=f"Clinic {number}"), by=HOUSE)
        member = join_person(audience=Audience.EVERYONE)
        for each in (river, organization):
            belong(member, each)
        appoint_leader(member, Region.objects.get(code=Continent.values[number % 6]), by=HOUSE)
    assert (counted(reader), counted(Client())) == before
    # Of an organisation, its contacts, channels, domain and topics are a query each.
    for queries, most in zip(before[1], (7, 8, 9), strict=True):
        assert queries <= most


def test_every_light_stands_on_the_map_and_grows_with_the_organisations():
    for longitude, latitude in positions().values():
        x, y = project(longitude, latitude)
        assert 0 <= x <= 1000
        assert 0 <= y <= 470
    assert project(0, 76)[1] == 0
    large, small = lights({"CL": 1, "KE": 3, "XX": 2, "PE": 0})
    assert (large.country, small.country) == ("KE", "CL"), "a small one is drawn above a large one"
    assert float(small.lit) < float(large.lit) < float(lights({"US": 100_000})[0].lit) < 20


def test_a_light_is_larger_than_the_dots_of_land_on_every_part_of_the_map():
    dot = 3.2  # units: half the stroke of `.map .land`
    frames = [frame_of(code) for code in Continent] + [frame_around(countries_of(region)) for region in WhoRegion]
    for frame in frames:
        (light,) = lights({"KE": 1}, zoom=frame.zoom)
        assert float(light.lit) > dot
        assert float(light.reach) >= float(light.glow)


def test_a_country_to_the_east_stands_to_the_right_of_one_to_the_west():
    west_to_east = ["WS", "US", "CL", "ES", "KE", "IN", "JP", "NZ"]
    across = [project(*positions()[code])[0] for code in west_to_east[1:]]
    assert across == sorted(across)
    assert project(*positions()["CL"])[1] > project(*positions()["US"])[1]


def test_a_light_leads_to_the_organisations_of_its_country(readers, river):
    put_organization(replace(RIVER, name="Far away", country="PE"), by=HOUSE)
    for client in readers.values():
        for address in ("/network/", "/regions/south-america/", "/network/who/amro/"):
            html = page(client, address)
            assert 'href="?country=CL#organizations" aria-label="Chile: 1 organisation"' in html
            chosen = page(client, f"{address}?country=CL")
            assert "Clínica Río" in chosen
            assert "Far away" not in chosen
            assert 'aria-current="true"' in chosen
            assert "Far away" in page(client, f"{address}?country=XX<script>")


def test_the_table_counts_only_communities_that_the_reader_may_know_of(readers, river):
    steward = join_person()
    for reading, joining in (("everyone", "anyone"), ("its_members", "by_invitation")):
        open_community(steward=steward, host=river, reading=reading, joining=joining)
    for client, count in ((readers["anonymous"], 1), (readers["member"], 1), (signed_in(steward), 2)):
        assert f'<td class="num" data-label="Communities">{count}</td>' in page(client, "/network/")


def test_the_network_by_who_region(client, river):
    html = page(client, "/network/who/")
    assert 'href="/network/who/amro/"' in html
    assert "Chile" in html
    assert "none of these regions" not in html
    html = page(client, "/network/who/amro/")
    assert "1 organisation here belongs to the network." in html
    assert "Spanish, Quechua" in html
    assert "No organisation here has joined the network yet." in page(client, "/network/who/afro/")
    for address in ("/network/who/AMRO/", "/network/who/atlantis/"):
        assert client.get(address).status_code == 404


def test_an_organisation_that_no_who_region_counts_is_counted_apart(client, river):
    put_organization(replace(RIVER, name="Ta-an Clinic", country="TW"), by=HOUSE)
    assert "1 organisation is in a place that belongs to none of these regions." in page(client, "/network/who/")


def test_every_part_of_the_map_holds_the_lights_of_its_countries():
    for region in WhoRegion:
        left, top, width, height = map(float, frame_around(countries_of(region)).box.split())
        for light in lights(dict.fromkeys(countries_of(region), 1)):
            assert left <= float(light.x) <= left + width
            assert top <= float(light.y) <= top + height
