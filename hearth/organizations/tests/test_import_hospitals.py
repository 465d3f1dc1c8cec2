"""Reading lists of organisations into the directory."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import IntegrityError
from django.utils import timezone

from hearth.activity.models import Activity
from hearth.organizations.actions import importing
from hearth.organizations.models import DirectoryCount, DirectoryEntry, DirectorySource, Organization
from hearth.organizations.tests.lists import HEADER, row, run, table
from tests.bench.imports import took, write_plainly

REAL = Path(__file__).parents[4] / "shared/data/hospitals_us"
OLDER, NEWER = (REAL / f"hospital_general_information_{age}.csv" for age in ("older", "newer"))
real = pytest.mark.skipif(not REAL.exists(), reason="the lists of hospitals in ../shared/data are not here")
MAPPING = """
[source]
key = "example-list"
title = "Example list"
licence = "CC BY 4.0"
licence_url = "https://creativecommons.org/licenses/by/4.0/"
country = "ES"
language = "es"
[file]
delimiter = ";"
dates = "%d/%m/%Y"
[columns]
identifier = "codigo"
name = "nombre"
kind = "clase"
country = "pais"
closed_on = "cierre"
website = "web"
[kinds]
default = "clinic"
"Hospital general" = "hospital"
[countries]
"España" = "ES"
"""


@pytest.fixture
def bring(tmp_path, db):
    def do(content, *options):
        path = tmp_path / "list.csv"
        path.write_bytes(content)
        return run("import_hospitals", path, *options)

    return do


@pytest.fixture
def mapping(tmp_path):
    path = tmp_path / "mapping.toml"
    path.write_text(MAPPING)
    return f"--mapping={path}"


def everything():
    return [
        list(model.objects.order_by("pk").values_list())
        for model in (Organization, DirectoryEntry, DirectoryCount, Activity)
    ]


@real
def test_the_real_lists_are_counted_as_they_differ(db):
    assert run("import_hospitals", OLDER)[0] == "added 5381, closed 0, changed 0, unchanged 0"
    assert run("import_hospitals", NEWER)[0] == "added 55, closed 15, changed 265, unchanged 5101"
    assert Organization.objects.count() == 5436
    assert DirectoryEntry.objects.filter(identifier="010001").exists()
    before = everything()
    assert run("import_hospitals", NEWER)[0] == "added 0, closed 0, changed 0, unchanged 5421"
    assert everything() == before
    open_ones = DirectoryCount.objects.filter(channel="", is_open=True)
    assert sum(each.n for each in open_ones) == 5421
    assert set(open_ones.values_list("country", flat=True)) == {"US", "PR", "VI", "GU", "AS", "MP"}


@real
def test_a_list_that_lost_its_leading_zeros_is_refused_before_anything_is_written(db, tmp_path):
    run("import_hospitals", OLDER)
    before = everything()
    damaged = tmp_path / "damaged.csv"
    lines = NEWER.read_text().splitlines(keepends=True)
    damaged.write_text("".join(lines[:1] + [line.lstrip("0") for line in lines[1:]]))
    with pytest.raises(CommandError, match="--allow-closures"):
        run("import_hospitals", damaged)
    assert everything() == before


@real
def test_reading_a_list_costs_at_most_ten_times_the_plain_rows(db):
    """Organisations and entries, on the same database: the plain ones are made from those that were read."""
    spent = took(lambda: run("import_hospitals", NEWER)).cpu_seconds
    assert spent <= 10 * write_plainly().cpu_seconds


def test_bad_rows_are_told_by_line_and_the_rest_is_read(bring):
    long = "L" * 161
    content = table(
        row("1"),
        row("2", ""),
        row("", "NO IDENTIFIER"),
        row("3", long),
        row("4", "BIDI \u202e HOSPITAL"),
        row("5", "NUL \x00 HOSPITAL"),
        row("1", "SECOND OF THE SAME"),
        row("6", "=HYPERLINK(1)"),
        row("7")[:9],
        row("8", "GOOD ONE"),
    )
    last, said, wrong = bring(content)
    assert last == "added 3, closed 0, changed 0, unchanged 0"
    assert "7 bad rows were left out." in said
    assert [line.partition(":")[0] for line in wrong.splitlines()] == [
        "line 3", "line 4", "line 5", "line 6", "line 7", "line 10", "line 8",
    ]  # fmt: skip
    assert Organization.objects.get(entries__identifier="6").name == "=HYPERLINK(1)"


def test_no_more_than_twenty_bad_rows_are_told_one_by_one(bring):
    _last, said, wrong = bring(table(row("1"), *(row(f"{number}", "") for number in range(2, 52))))
    assert len(wrong.splitlines()) == 21
    assert "and 30 more bad rows." in wrong
    assert "50 bad rows" in said


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "it is empty"),
        (b"a,b,c\n1,2,3\n", "it has no column 'Facility ID', 'Facility Name'"),
        ("Facility ID,Facility Name\n".encode("utf-16"), "UTF-16"),
        (b"\xff\xfe", "UTF-16"),
        ("Facility ID,Facility Name\n".encode("utf-16-le"), "no text"),
        (b"PK\x03\x04 a workbook", "workbook"),
        (b"\x1f\x8b packed", "archive"),
        (b"1,2\r" * 20_000, "its first line is no header"),
        (table().replace(b",", b";"), "its first line is no header with ',' between the cells"),
        (b"Facility ID;Facility Name\n1;A\n", "may be parted by ';', not by ','"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_the_reason(bring, content, told):
    with pytest.raises(CommandError, match=told):
        bring(content)
    assert not Organization.objects.exists()


def test_a_file_that_is_not_there_is_refused(db, tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run("import_hospitals", tmp_path / "nothing.csv")


def test_utf8_with_and_without_a_mark_and_latin1_are_read_alike(bring):
    content = table(row("1", "HOSPITAL DE LA MUÑECA"))
    assert bring(content)[0].startswith("added 1")
    assert bring(b"\xef\xbb\xbf" + content)[0] == "added 0, closed 0, changed 0, unchanged 1"
    last, _said, wrong = bring(content.decode().encode("latin-1"))
    assert last == "added 0, closed 0, changed 0, unchanged 1"
    assert "read as Latin-1" in wrong


def test_one_broken_letter_does_not_make_the_whole_file_latin1(bring):
    rows = [row(f"{number}", "CLÍNICA") for number in range(5)]
    content = table(*rows) + table(row("9", "BROKEN")).splitlines()[1].replace(b"BROKEN", b"BRO\xffKEN")
    last, _said, wrong = bring(content)
    assert last.startswith("added 5")
    assert "line 7" in wrong
    assert "could not be read" in wrong


def test_a_quotation_mark_that_is_never_closed_spoils_its_own_line(bring):
    lines = table(*(row(f"{number}") for number in range(40))).splitlines(keepends=True)
    lines[5] = lines[5].replace(b'SPRINGFIELD"', b"SPRINGFIELD")
    last, _said, wrong = bring(b"".join(lines))
    assert last.startswith("added 39")
    assert wrong.startswith("line 6:")


def test_what_closes_stays_and_opens_again_when_it_reappears(bring):
    rows = [row(f"{number}") for number in range(20)]
    bring(table(*rows))
    assert bring(table(*rows[:-1]), "--released=2026-02-06")[0] == "added 0, closed 1, changed 0, unchanged 19"
    gone = Organization.objects.get(entries__identifier="19")
    assert gone.closed_on == gone.entries.get().closed_on == date(2026, 2, 6)
    assert bring(table(*rows))[0] == "added 0, closed 0, changed 1, unchanged 19"
    gone.refresh_from_db()
    assert gone.closed_on is None


def test_more_than_a_tenth_is_closed_only_when_told_so(bring):
    rows = [row(f"{number}") for number in range(20)]
    bring(table(*rows))
    before = everything()
    with pytest.raises(CommandError, match=r"3 of 20 entries \(15.0 %\)"):
        bring(table(*rows[:17]))
    assert everything() == before
    assert bring(table(*rows[:17]), "--allow-closures")[0] == "added 0, closed 3, changed 0, unchanged 17"


def test_a_row_that_cannot_be_read_closes_nothing(bring):
    rows = [row(f"{number}") for number in range(20)]
    bring(table(*rows))
    last, _said, _wrong = bring(table(*rows[:19], row("19", "BAD \u202e NAME")))
    assert last == "added 0, closed 0, changed 0, unchanged 19"
    assert not Organization.objects.filter(closed_on__isnull=False).exists()


def test_a_file_that_is_cut_off_closes_nothing_unless_told_so(bring):
    whole = table(*(row(f"{number:03}") for number in range(60)))
    bring(whole)
    before = everything()
    cut = whole[: whole.index(b'"057"') - 20]
    assert "as in a file that was cut off; 4 of 60 entries" in bring(cut, "--dry-run")[2]
    with pytest.raises(CommandError, match=r"cut off; 4 of 60 entries are missing\. Nothing was written"):
        bring(cut)
    assert everything() == before
    last, said, wrong = bring(cut, "--allow-closures")
    assert last == "added 0, closed 4, changed 0, unchanged 56"
    assert "1 bad row was left out." in said
    assert wrong.startswith("line 58:")


def test_rows_of_empty_cells_are_none(bring):
    assert bring(table(row("1"), [""] * len(HEADER), [" "] * 3))[2] == ""


def test_a_day_of_release_is_a_day_that_has_come(bring):
    for day, told in (("2026-02-31", "is no day"), ("yesterday", "is no day"), ("9999-01-01", "has not come yet")):
        with pytest.raises(CommandError, match=told):
            bring(table(row("1")), f"--released={day}")
    assert not Organization.objects.exists()


def test_another_list_closes_nothing_of_this_one(bring, mapping):
    bring(table(row("1")))
    assert bring("codigo;nombre;clase;pais;cierre;web\nA1;Clínica;;;;\n".encode(), mapping)[0].startswith("added 1")
    assert not Organization.objects.filter(closed_on__isnull=False).exists()


def test_a_mapping_lets_another_list_in(bring, mapping):
    content = (
        "codigo;nombre;clase;pais;cierre;web\n"
        "001;Clínica del Sol;Ambulatorio;España;;https://sol.example\n"
        "002;Hospital del Mar;Hospital general;;;not an address\n"
        "003;Cerrado;;ES;31/12/2020;\n"
        "004;Nunca;;ES;31/02/2020;\n"
        "005;Atlántida;;XX;;\n"
        "006;Namibia Clinic;;NA;;\n"
    )
    last, _said, wrong = bring(content.encode(), mapping)
    assert last == "added 4, closed 0, changed 0, unchanged 0"
    assert "line 5: '31/02/2020' is no date." in wrong
    assert "line 6: its country 'XX' is not known." in wrong
    sun, sea, closed, namibia = Organization.objects.order_by("pk")
    assert (sun.kind, sun.country, sun.website, sun.lang) == ("clinic", "ES", "https://sol.example", "es")
    assert (sea.kind, sea.website) == ("hospital", "")
    assert closed.closed_on == date(2020, 12, 31)
    assert (namibia.country, namibia.region_id) == ("NA", "africa")
    assert DirectorySource.objects.get().licence == "CC BY 4.0"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("", "key or title or licence"),
        ("[source", "no TOML"),
        (MAPPING.replace('"clinic"', '"castle"'), "'castle' is no kind"),
        (MAPPING.replace('name = "nombre"', ""), "does not say which column is the name"),
        (MAPPING.replace('country = "ES"', 'country = "Spain"', 1), "longer than 2"),
        (MAPPING.replace("%d/%m/%Y", "day"), "no format of dates"),
        (MAPPING + "\n[magic]\n", "unknown table: magic"),
    ],
)
def test_a_mapping_that_does_not_do_is_refused_with_the_reason(bring, tmp_path, wrong, told):
    path = tmp_path / "wrong.toml"
    path.write_text(wrong)
    with pytest.raises(CommandError, match=told):
        bring(table(row("1")), f"--mapping={path}")


def test_a_dry_run_says_the_same_and_writes_nothing(bring):
    rows = [row(f"{number}") for number in range(20)]
    assert bring(table(*rows), "--dry-run")[0] == "added 20, closed 0, changed 0, unchanged 0"
    assert everything() == [[], [], [], []]
    bring(table(*rows))
    before = everything()
    changed = table(*rows[:18], row("18", "NEW NAME"), row("20"))
    assert bring(changed, "--dry-run")[0] == "added 1, closed 1, changed 1, unchanged 18"
    assert everything() == before
    assert bring(changed)[0] == "added 1, closed 1, changed 1, unchanged 18"


def test_what_its_people_say_is_not_written_over(bring):
    bring(table(row("1", "OLD NAME"), *(row(f"{number}") for number in range(2, 20))))
    claimed = Organization.objects.get(entries__identifier="1")
    Organization.objects.filter(pk=claimed.pk).update(name="Our own name", claimed_at=timezone.now())
    bring(table(row("1", "NEW NAME"), *(row(f"{number}") for number in range(2, 20))))
    claimed.refresh_from_db()
    assert claimed.name == "Our own name"
    assert claimed.entries.get().name == "NEW NAME"
    bring(table(*(row(f"{number}") for number in range(2, 20))))
    claimed.refresh_from_db()
    assert claimed.closed_on is None
    assert claimed.entries.get().closed_on is not None


def test_an_import_that_was_killed_goes_on_where_it_was(bring, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 5)
    rows = [row(f"{number}") for number in range(20)]
    put, done = importing.put_entries, []

    def put_twice_then_die(*args):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(1)
        return put(*args)

    with monkeypatch.context() as patch:
        patch.setattr(importing, "put_entries", put_twice_then_die)
        with pytest.raises(KeyboardInterrupt):
            bring(table(*rows))
    assert Organization.objects.count() == DirectoryEntry.objects.count() == 10
    assert bring(table(*rows))[0] == "added 10, closed 0, changed 0, unchanged 10"


def test_a_batch_is_one_activity(bring):
    bring(table(*(row(f"{number}") for number in range(20))))
    assert list(Activity.objects.values_list("verb", "subject_type")) == [
        ("directory.imported", "organizations.directorysource")
    ]


def test_an_identifier_is_one_entry_of_its_list(bring):
    bring(table(row("1")))
    entry = DirectoryEntry.objects.get()
    entry.pk = None
    with pytest.raises(IntegrityError):
        entry.save()


def test_seen_entries_take_a_bit_each():
    seen = importing.Seen()
    assert seen.add(1_000_000)
    assert not seen.add(1_000_000)
    assert 1_000_000 in seen
    assert 999_999 not in seen
    assert len(seen._bits) < 140_000


def test_the_columns_of_a_list_may_come_in_any_order(bring):
    turned = table(list(reversed(row("1", "TURNED"))), header=tuple(reversed(HEADER)))
    bring(turned)
    assert Organization.objects.get().name == "TURNED"
