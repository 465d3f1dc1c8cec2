"""The directory's pages, as anybody sees them."""

import csv
import json
from datetime import date
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from hearth.organizations.actions.counting import recount_directory
from hearth.organizations.models import OfficialAccount, Organization, Platform
from hearth.organizations.queries import directory
from hearth.organizations.tests.lists import row, run, table

LIST, MAP, CHANNELS = (reverse(f"organizations:directory{part}") for part in ("", "-map", "-channels"))
CSV, JSON = (reverse(f"organizations:open-data-{ending}") for ending in ("csv", "json"))
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def listed(db, tmp_path):
    """Twelve hospitals of a list: one in Puerto Rico, one on a channel, one that joined, one closed."""
    rows = [row(f"{number:03}", f"HOSPITAL {number}") for number in range(10)]
    path = tmp_path / "list.csv"
    path.write_bytes(table(*rows, row("100", "CLÍNICA SAN JUAN", State="PR"), row("101", "=cmd|' /C calc'!A0")))
    run("import_hospitals", path, "--released=2026-02-06")
    Organization.objects.filter(name="HOSPITAL 1").update(joined_on=date(2026, 1, 2))
    Organization.objects.filter(name="HOSPITAL 2").update(closed_on=date(2026, 1, 2))
    on_it = Organization.objects.get(name="HOSPITAL 3")
    said = {"platform": Platform.FACEBOOK, "key": "facebook:three", "url": "https://www.facebook.com/three"}
    OfficialAccount.objects.create(organization=on_it, **said)
    recount_directory()
    caches["process"].clear()


def names(client, **given):
    found = client.get(LIST, given)
    assert found.status_code == 200
    return [each.name for each in found.context["found"].page.items]


def test_each_filter_leaves_what_fits(client, listed):
    assert len(names(client)) == 11
    assert names(client, country="PR") == ["CLÍNICA SAN JUAN"]
    assert len(names(client, region="north-america")) == 11
    assert len(names(client, who="amro")) == 11
    assert names(client, who="euro") == []
    assert names(client, channel="facebook") == ["HOSPITAL 3"]
    assert len(names(client, channel="none")) == 10
    assert names(client, membership="in") == ["HOSPITAL 1"]
    assert "HOSPITAL 1" not in names(client, membership="out")
    assert names(client, state="closed") == ["HOSPITAL 2"]
    assert len(names(client, state="all")) == 12
    assert names(client, name="clinica juan") == ["CLÍNICA SAN JUAN"]
    assert names(client, name="ospital") == []
    assert names(client, topic="no-such-topic") == []


@pytest.mark.parametrize(
    "given",
    [
        {}, {"country": "PR"}, {"kind": "hospital", "who": "amro"}, {"channel": "none"}, {"membership": "in"},
        {"state": "all"}, {"state": "closed", "region": "north-america"}, {"channel": "facebook", "state": "all"},
    ],
)  # fmt: skip
def test_what_was_counted_before_is_what_is_there(client, listed, given):
    found = client.get(LIST, given).context["found"]
    choice = directory.Choice.read(given)
    assert found.total == len(found.page.items) == directory.count_directory(choice).total == choice.rows().count()
    assert set(choice.rows()) == set(choice.rows(walked=True))


@pytest.mark.parametrize("name", ["country", "region", "who", "kind", "channel", "membership", "state", "order"])
def test_a_value_that_makes_no_sense_is_left_out(client, listed, name):
    assert len(names(client, **{name: "'; DROP TABLE --", "cursor": "nonsense"})) == 11


def test_pages_go_on_by_key_and_back(client, listed, monkeypatch):
    monkeypatch.setattr(directory, "PAGE", 4)
    for order in ("", "changed"):
        seen, cursor = [], ""
        while True:
            found = client.get(LIST, {"order": order, "cursor": cursor}).context["found"].page
            seen += [each.name for each in found.items]
            cursor = found.next
            if not cursor:
                break
        assert len(seen) == len(set(seen)) == 11


def test_more_than_counted_is_said_so(client, listed, monkeypatch):
    monkeypatch.setattr(directory, "FEW", 5)
    found = client.get(LIST, {"name": "hospital"})
    assert found.context["found"].total is None
    assert "More than 5 organisations" in found.content.decode()
    assert client.get(LIST, {"kind": "hospital"}).context["found"].total == 11


def test_each_page_asks_the_database_at_most_eight_times(client, listed, django_assert_max_num_queries):
    for address in (LIST, f"{LIST}?name=hospital&channel=none&order=changed", MAP, CHANNELS):
        client.get(address)
        with django_assert_max_num_queries(8):
            assert client.get(address).status_code == 200


def test_the_map_says_the_same_in_words_and_leads_on(client, listed):
    found = client.get(MAP, {"state": "all"})
    assert found.context["rows"][0][:2] == ("United States of America", 11)
    assert [light.country for light in found.context["lights"]] == ["US", "PR"]
    assert found.content.decode().count('href="/directory/?state=all&amp;country=PR"') == 2
    assert names(client, state="all", country="PR") == ["CLÍNICA SAN JUAN"]


def test_who_is_on_no_channel_is_counted_by_region(client, listed):
    found = client.get(CHANNELS).context
    assert (found["every"].known, found["every"].silent) == (11, 10)
    assert [(code, silence.known, silence.silent) for code, _label, silence in found["regions"]] == [
        ("north-america", 11, 10)
    ]
    assert [(code, silence.percent) for code, _label, silence in found["who"]] == [("amro", 91)]
    assert [(code, n) for code, _label, n in found["platforms"]] == [("facebook", 1)]


def test_every_page_stands_while_there_is_nothing(client, db):
    for address in (
        LIST,
        MAP,
        CHANNELS,
        reverse("organizations:open-data"),
        reverse("organizations:directory-changes"),
    ):
        assert client.get(address).status_code == 200
    assert rows_of(client.get(CSV))[1:] == []
    assert json.loads(b"".join(client.get(JSON).streaming_content))["organizations"] == []


def rows_of(response):
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline="")))


def test_the_table_holds_every_organisation_with_its_licence_and_no_formula(client, listed):
    header, *rows = rows_of(client.get(CSV))
    found = [dict(zip(header, each, strict=True)) for each in rows]
    assert len(found) == 12
    assert {each["list_licence"] for each in found} == {"Public domain (a work of the United States Government)"}
    assert {each["list_released_on"] for each in found} == {"2026-02-06"}
    assert {each["list_identifier"] for each in found} >= {"000", "001"}
    assert [each["name"] for each in found if "cmd" in each["name"]] == ["'=cmd|' /C calc'!A0"]
    assert not [cell for each in rows for cell in each if cell.startswith(("=", "+", "@", "-"))]


def test_json_says_lists_and_licences_first(client, listed):
    found = json.loads(b"".join(client.get(JSON).streaming_content))
    assert [each["list"] for each in found["lists"]] == ["cms-hospitals"]
    assert len(found["organizations"]) == 12
    assert found["organizations"][3]["channels"] == ["https://www.facebook.com/three"]
    assert found["organizations"][0]["entries"][0]["identifier"] == "000"


def test_a_file_that_did_not_change_is_not_sent_again(client, listed):
    etag = client.get(CSV)["ETag"]
    assert client.get(CSV, headers={"If-None-Match": etag}).status_code == 304
    Organization.objects.filter(name="HOSPITAL 5").update(changed_at=timezone.now())
    assert client.get(CSV, headers={"If-None-Match": etag}).status_code == 200


def test_files_are_sent_only_so_often_to_one_network(client, listed, settings):
    settings.PACES = settings.PACES | {"open_data": (1, 2)}
    assert [client.get(JSON).status_code for _ in range(3)] == [200, 200, 429]
    assert client.head(JSON).status_code == 200


def test_the_feed_says_what_became_of_whom_with_ids_that_stay(client, listed):
    address = reverse("organizations:directory-changes")
    first, second = (ElementTree.fromstring(client.get(address).content) for _ in range(2))
    assert first.findtext(f"{ATOM}id")
    entries = first.findall(f"{ATOM}entry")
    titles = {each.findtext(f"{ATOM}title") for each in entries}
    assert {"Added: HOSPITAL 5", "Closed: HOSPITAL 2"} <= titles
    ids = [each.findtext(f"{ATOM}id") for each in entries]
    assert len(set(ids)) == len(ids) == 12
    assert ids == [each.findtext(f"{ATOM}id") for each in second.findall(f"{ATOM}entry")]
    assert first.find(f"{ATOM}author") is not None


def test_the_feed_is_bounded(client, listed, monkeypatch):
    monkeypatch.setattr(directory, "IN_FEED", 3)
    found = ElementTree.fromstring(client.get(reverse("organizations:directory-changes")).content)
    assert len(found.findall(f"{ATOM}entry")) == 3


def test_an_organisations_page_says_which_list_says_what(client, listed):
    hospital = Organization.objects.get(name="HOSPITAL 5")
    page = client.get(reverse("front:organization", args=[hospital.public_id])).content.decode()
    for said in ("1 MAIN ST", "Hospital General Information", "Public domain", "Acute Care Hospitals", "005"):
        assert said in page
