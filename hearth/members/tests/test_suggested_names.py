"""The names offered to whoever wants none that anybody knows."""

import dataclasses

import pytest
from django.conf import settings as site
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hearth.members import names
from hearth.members.models import Member
from hearth.members.models.member import name_key
from hearth.members.queries.names import free_names
from tests.people import account_of, join_person

pytestmark = pytest.mark.django_db


def take(drawn):
    """Give every name of `drawn` to somebody, without the work of joining."""
    owner = account_of(join_person())
    Member.objects.bulk_create(Member(owner=owner, kind="alias", name=name, name_key=name_key(name)) for name in drawn)


def test_no_name_is_offered_that_would_be_refused(settings):
    settings.CONFIG = dataclasses.replace(site.CONFIG, site_name="Lantern")
    offered = free_names(count=200)
    assert len(offered) == 200
    assert [names.clean(name) for name in offered] == offered
    assert not any("Lantern" in name for name in names.suggest(200))


def test_what_joining_offers_can_be_taken(client, settings):
    settings.CONFIG = dataclasses.replace(site.CONFIG, site_name="Quiet Willow Lantern")
    for name in client.get(reverse("members:join")).context["suggestions"]:
        assert names.clean(name) == name


def test_a_name_with_a_number_is_offered_when_all_others_are_gone_and_is_free():
    take(names.draw())
    offered = free_names(5)
    assert len(set(offered)) == 5
    assert all(name.split()[-1].isdigit() for name in offered)
    assert not Member.objects.filter(name__in=offered).exists()


def test_a_few_names_cost_few_queries():
    with CaptureQueriesContext(connection) as queries:
        free_names(3)
    assert len(queries) <= 5
