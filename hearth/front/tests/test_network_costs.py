"""Pages of the network cost the same however many organisations there are."""

import time
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearth.core.continents import Continent
from hearth.core.ids import new_public_id
from hearth.organizations.actions import put_regions
from hearth.organizations.models import Organization, OrganizationKind, OrganizationLanguage

FEW, MANY = 50, 5_000
BARE, ADDRESSES = "/accessibility/", ("/", "/network/", "/regions/europe/")
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


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def seconds_of(client, address):
    began = time.process_time()
    client.get(address)
    return time.process_time() - began


def costs(client):
    """Return queries, and the least CPU of many visits as a multiple of a page's that has no organisation on it."""
    queries = [queries_of(client, address) for address in ADDRESSES]
    rounds = [[seconds_of(client, address) for address in (BARE, *ADDRESSES)] for _round in range(25)]
    bare, *seconds = (min(visits) for visits in zip(*rounds, strict=True))
    return queries, [each / bare for each in seconds]


@pytest.mark.django_db
def test_a_hundred_times_the_organisations_cost_the_same(client):
    put_regions()
    add_organizations(0, FEW)
    few_queries, few = costs(client)
    add_organizations(FEW, MANY)
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")
    many_queries, many = costs(client)
    assert many_queries == few_queries
    ratios = {address: after / before for address, before, after in zip(ADDRESSES, few, many, strict=True)}
    assert max(ratios.values()) <= 1.3, ratios
