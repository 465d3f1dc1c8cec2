"""Pages of the network cost the same however many organisations there are."""

import time
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearth.core.ids import new_public_id
from hearth.organizations.actions import put_regions
from hearth.organizations.models import Continent, Organization, OrganizationKind, OrganizationLanguage

FEW, MANY = 50, 5_000
COUNTRIES, LANGUAGES = ("IE", "ES", "FR", "NL", "PL"), ("en", "es", "fr", "nl", "pl", "ar", "zu")


def add_organizations(first, last):
    """Add organisations by number, all in Europe: the first page of any list shows the same ones afterwards."""
    made = Organization.objects.bulk_create(
        Organization(
            public_id=new_public_id(),
            name=f"Clinic {number:05}",
            name_key=f"clinic {number:05}",
            kind=OrganizationKind.CLINIC,
            region_id=Continent.EUROPE,
            country=COUNTRIES[number % 5],
            languages=[LANGUAGES[number % 7], LANGUAGES[number % 6]],
            description={"en": "By the river."},
            joined_on=date(2026, 1, 1),
        )
        for number in range(first, last)
    )
    OrganizationLanguage.objects.bulk_create(
        OrganizationLanguage(organization=each, region_id=each.region_id, language=language)
        for each in made
        for language in set(each.languages)
    )


def cost_of(client, address):
    """Return queries and the least CPU seconds of several visits."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    seconds = []
    for _round in range(6):
        began = time.process_time()
        for _visit in range(4):
            client.get(address)
        seconds.append(time.process_time() - began)
    return len(queries), min(seconds)


@pytest.mark.django_db
def test_a_hundred_times_the_organisations_cost_the_same(client):
    put_regions()
    addresses = ("/", "/network/", "/regions/europe/")
    add_organizations(0, FEW)
    few = [cost_of(client, address) for address in addresses]
    add_organizations(FEW, MANY)
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")
    many = [cost_of(client, address) for address in addresses]
    assert [queries for queries, _seconds in many] == [queries for queries, _seconds in few]
    ratios = {address: after / before for address, (_q, before), (_p, after) in zip(addresses, few, many, strict=True)}
    assert max(ratios.values()) <= 1.3, ratios
