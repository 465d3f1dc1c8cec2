"""An empty site says who runs it."""

import io
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from hearth.organizations.actions import put_regions
from hearth.organizations.models import Organization
from hearth.organizations.queries import host_organization


@pytest.fixture(autouse=True)
def regions(db):
    put_regions()


def introduce(name, *more):
    said = io.StringIO()
    call_command(
        *("introduce_host", name, "--kind", "clinic", "--country", "cl", "--region", "south-america"),
        *more,
        stdout=said,
    )
    return said.getvalue()


def test_a_site_says_who_runs_it(client):
    about = ("--place", "Concepción", "--about", "Una clínica <junto> al río.", "--who-pays", "Los pacientes.")
    assert introduce("Clínica del Río", *about, "--language", "es") == "Clínica del Río runs this site.\n"
    host = host_organization()
    assert (host.name, host.lang, host.kind, host.country) == ("Clínica del Río", "es", "clinic", "CL")
    assert (host.place, host.description) == ("Concepción", {"es": "Una clínica <junto> al río."})
    assert "Clínica del Río" in client.get("/about/").content.decode()
    page = client.get(reverse("front:organization", args=[host.public_id])).content.decode()
    assert "Una clínica &lt;junto&gt; al río." in page
    assert "Los pacientes." in page


def test_said_again_it_replaces_what_was_said(time_machine):
    time_machine.move_to(datetime(2026, 11, 1, tzinfo=UTC))
    introduce("Clínica del Río", "--place", "Concepción")
    time_machine.move_to(datetime(2026, 12, 1, tzinfo=UTC))
    introduce("Clínica del Río", "--place", "Talca")
    host = Organization.objects.get()
    assert (host.place, host.joined_on.month) == ("Talca", 11)


@pytest.mark.parametrize(("name", "more"), [("…", ()), ("A", ("--country", "XX")), ("A", ("--kind", "zoo"))])
def test_what_cannot_be_is_told_in_one_line(name, more):
    with pytest.raises(CommandError) as told:
        introduce(name, *more)
    assert "\n" not in str(told.value)
    assert host_organization() is None


def test_there_is_one_host():
    introduce("Clínica del Río")
    with pytest.raises(CommandError, match="host of this site already"):
        introduce("Another")
