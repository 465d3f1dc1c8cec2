"""Reading lists of official accounts into the directory."""

from pathlib import Path

import pytest
from django.core.management import CommandError
from django.utils import timezone

from hearth.organizations.models import DirectoryCount, OfficialAccount, Organization
from hearth.organizations.tests.lists import row, run, table

REAL = Path(__file__).parents[4] / "shared/data/social_accounts"
PAGES, AGENCIES = REAL / "usdr_facebook_health_2017.csv", REAL / "usdr_agencies_2017.csv"
real = pytest.mark.skipif(not REAL.exists(), reason="the lists of accounts in ../shared/data are not here")
HEADER = ("url", "name", "is_valid", "error", "id")


@pytest.fixture
def bring(tmp_path, db):
    def do(*rows, header=HEADER, command="import_accounts"):
        path = tmp_path / "list.csv"
        path.write_bytes(table(*rows, header=header))
        return run(command, path)

    return do


@pytest.fixture
def hospital(bring):
    bring(row("1", "CITY HOSPITAL"), header=tuple(_cms()), command="import_hospitals")
    return Organization.objects.get()


def _cms():
    return table().decode().strip().replace('"', "").split(",")


def page(number, name, living="True", path=""):
    return (f"https://www.facebook.com/{path or f'page{number}'}", name, living, "", f"{number}")


def page_line(number, name):
    return table(page(number, name), header=HEADER).splitlines(keepends=True)[1]


@real
def test_the_real_lists_are_counted_and_read_again_without_effect(db):
    assert run("import_accounts", AGENCIES)[0].startswith("added 29, matched 0, changed 0, unchanged 0, left out 418,")
    assert run("import_accounts", PAGES)[0] == (
        "added 303, matched 12, changed 0, unchanged 0, left out 0, dead 7, unreadable 0"
    )
    for path in (PAGES, AGENCIES):
        before = list(OfficialAccount.objects.values_list()), list(Organization.objects.values_list())
        assert run("import_accounts", path)[0].startswith("added 0, matched 0, changed 0, unchanged")
        assert before == (list(OfficialAccount.objects.values_list()), list(Organization.objects.values_list()))
    assert not OfficialAccount.objects.filter(verified_at__isnull=False).exists()


def test_a_page_goes_to_the_organisation_of_its_name(bring, hospital):
    assert bring(page(7, "City Hospital (CH)"))[0].startswith("added 0, matched 1")
    account = hospital.accounts.get()
    assert (account.platform, account.source, account.verified_at) == ("facebook", "us-digital-registry", None)
    assert DirectoryCount.objects.filter(channel="facebook").get().n == 1
    assert not DirectoryCount.objects.filter(channel="none").exists()


def test_ways_to_write_one_address_are_one_account(bring, hospital):
    bring(page(1, "City Hospital", path="CityHospital"), page(2, "City Hospital", path="cityhospital/"))
    assert hospital.accounts.count() == 1


def test_a_name_that_several_have_is_nobodys(bring):
    rows = [row("1", "CITY HOSPITAL"), row("2", "CITY HOSPITAL")]
    bring(*rows, header=tuple(_cms()), command="import_hospitals")
    assert "left out 1" in bring(page(1, "City Hospital"))[0]
    assert not OfficialAccount.objects.exists()


def test_what_is_dead_is_not_shown_and_goes_where_it_was(bring, hospital):
    assert "dead 1" in bring(page(1, "City Hospital", "False"))[0]
    bring(page(1, "City Hospital"))
    assert hospital.accounts.count() == 1
    assert "changed 1" in bring(page(1, "", "False"))[0]
    assert hospital.accounts.count() == 0


def test_whoever_claimed_an_organisation_says_its_channels(bring, hospital):
    Organization.objects.update(claimed_at=timezone.now())
    assert "unchanged 1" in bring(page(1, "City Hospital"))[0]
    assert not OfficialAccount.objects.exists()


def test_what_is_no_channel_is_told_by_line(bring):
    _last, _said, wrong = bring(("https://example.org/", "Somebody", "True", "", "1"), page(2, ""))
    assert "line 2: 'https://example.org/' is no address of a channel." in wrong
    assert "line 3: it has no name with a letter." in wrong


def test_an_agency_gives_its_web_site_and_enters_only_when_it_is_about_health(bring, hospital):
    header = ("id", "name", "info_url", "social_media_count")
    rows = [("1", "City Hospital", "http://city.example/", "0"), ("2", "Bureau of Roads", "", "0")]
    last = bring(*rows, ("3", "Office of Health", "", "0"), header=header)[0]
    assert last.startswith("added 1, matched 1, changed 0, unchanged 0, left out 1")
    hospital.refresh_from_db()
    assert hospital.website == "http://city.example/"
    assert Organization.objects.get(name="Office of Health").kind == "agency"


def test_the_lines_of_a_spoilt_list_are_told_and_the_rest_is_read(bring, tmp_path):
    whole = table(
        page(1, "=City Hospital"), page(2, "CLÍNICA"), ("https://x.com/@a", "B\u202eAD", "True", "", "3"), header=HEADER
    )
    spoilt = whole + page_line(4, "Lake Clinic") + b'"https://www.facebook.com/cut'
    for content in (spoilt, b"\xef\xbb\xbf" + spoilt):
        path = tmp_path / "spoilt.csv"
        path.write_bytes(content)
        last, said, wrong = run("import_accounts", path)
        assert [line.partition(":")[0] for line in wrong.splitlines()] == ["line 4", "line 6"]
        assert "2 bad rows were left out." in said
    assert last == "added 0, matched 0, changed 0, unchanged 3, left out 0, dead 0, unreadable 2"
    path.write_bytes(whole.decode().replace("\u202e", "").encode("latin-1"))
    assert "read as Latin-1" in run("import_accounts", path)[2]
    assert {each.name for each in Organization.objects.all()} >= {"=City Hospital", "CLÍNICA", "Lake Clinic"}


def test_one_identifier_is_one_organisation_whatever_its_rows_call_it(bring):
    first, second = page(1, "City Hospital"), page(1, "The City Hospital", path="city2")
    assert bring(first, second)[0].startswith("added 1, matched 1, ")
    assert OfficialAccount.objects.filter(organization=Organization.objects.get()).count() == 2


def test_a_list_of_tomorrow_is_refused(tmp_path):
    for command in ("import_accounts", "import_hospitals"):
        with pytest.raises(CommandError, match="has not come yet"):
            run(command, tmp_path / "any.csv", "--released=2999-01-01")


def test_a_list_of_other_columns_needs_a_mapping(bring):
    with pytest.raises(CommandError, match="--mapping"):
        bring(("1", "2"), header=("a", "b"))
