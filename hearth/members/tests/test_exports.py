"""Take my data along: asked for, made, mailed, opened by me alone, gone after three days."""

import io
import json
import stat
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.core.leases import LEASE
from hearth.core.models import OutgoingMail
from hearth.core.work import sweep
from hearth.members import ports
from hearth.members.actions.exports import ask_for_export, erase_expired_exports, make_export
from hearth.members.models import DataExport, Follow, Member
from hearth.members.queries.exports import folder, path_of
from tests.inventory import code_in_last_mail
from tests.people import PASSWORD, account_of, join_person, signed_in

pytestmark = pytest.mark.django_db
DATA = "members:settings-data"


@pytest.fixture
def marisol():
    return join_person(
        "Marisol V.", email="marisol@example.org", audience="members", reasons=["loss"], keep_situation=True
    )


@pytest.fixture
def client(marisol):
    return signed_in(marisol)


@pytest.fixture
def asked(client, run_worker):
    """Marisol's download, made."""
    client.post(reverse(DATA))
    run_worker()
    return DataExport.objects.get()


def prove(client):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def archive(client, export):
    answer = prove(client).get(reverse("members:export", args=[export.public_id]))
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_a_download_is_asked_for_made_and_mailed(client, run_worker):
    assert "Put together my download" in client.get(reverse(DATA)).content.decode()
    assert client.post(reverse(DATA)).url == reverse(DATA)
    assert "We are putting it together" in client.get(reverse(DATA)).content.decode()
    run_worker()
    export = DataExport.objects.get()
    assert reverse("members:export", args=[export.public_id]) in client.get(reverse(DATA)).content.decode()


def test_the_mail_leads_to_it_and_names_nothing(client, mailoutbox, asked):
    (letter,) = mailoutbox
    assert letter.to == ["marisol@example.org"]
    assert reverse("members:export", args=[asked.public_id]) in letter.body
    assert "Marisol" not in letter.body + letter.subject


def test_it_asks_again_who_it_is(client, asked):
    address = reverse("members:export", args=[asked.public_id])
    assert client.get(address).url == f"{reverse('account_reauthenticate')}?next={address.replace('/', '%2F')}"
    answer = prove(client).get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith('attachment; filename="my-data-20')
    assert "no-store" in answer["Cache-Control"]


def test_whoever_has_no_password_is_asked_for_a_code(run_worker):
    client = signed_in(join_person("Quiet Heron", password_hash=""))
    client.post(reverse(DATA))
    run_worker()
    address = reverse("members:export", args=[DataExport.objects.get().public_id])
    ask = client.get(address).url
    assert ask.startswith(reverse("members:still-you"))
    client.post(ask, {"send": "1", "next": address})
    assert client.post(reverse("members:still-you"), {"code": code_in_last_mail(), "next": address}).url == address
    assert client.get(address).status_code == 200


def test_it_is_nobody_elses(asked):
    address = reverse("members:export", args=[asked.public_id])
    assert Client().get(address).url.startswith(reverse("account_login"))
    other = prove(signed_in(join_person("Somebody else")))
    assert other.get(address).status_code == 404
    assert "is ready" not in other.get(reverse(DATA)).content.decode()


def test_it_can_be_read_by_people_and_by_programs(client, asked):
    found = archive(client, asked)
    assert sorted(found.namelist()) == ["data.json", "index.html", "style.css"]
    kept = json.loads(found.read("data.json"))
    assert kept["account"][0]["email"] == "marisol@example.org"
    assert kept["names"][0]["audience"] == "members"
    assert kept["situation"][0]["reasons"] == ["loss"]
    assert kept["consents"][0]["withdrawn_at"] is None
    page = found.read("index.html").decode()
    assert "Marisol V." in page
    assert "I lost someone I loved" in page
    assert "Members of Hearth" in page
    assert "md5$" not in page + json.dumps(kept)


def test_it_speaks_the_language_it_was_asked_for_in(client, run_worker):
    client.cookies["hearth_language"] = "ar"
    client.post(reverse(DATA))
    run_worker()
    page = archive(client, DataExport.objects.get()).read("index.html").decode()
    assert '<html lang="ar" dir="rtl">' in page


def test_what_was_written_stays_text(marisol, client, run_worker):
    Member.objects.filter(pk=marisol.pk).update(line="<script>alert(1)</script>", about_html="<p>a &lt;b&gt;</p>")
    client.post(reverse(DATA))
    run_worker()
    page = archive(client, DataExport.objects.get()).read("index.html").decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page
    assert "http" not in page.replace("http://localhost:8000", "")


def test_of_others_it_holds_no_more_than_their_page_says(marisol, client, run_worker):
    open_, hidden = join_person("Open door", audience="everyone"), join_person("Hidden door")
    for other in (open_, hidden):
        Follow.objects.create(follower=marisol, member=other)
        Follow.objects.create(follower=other, member=marisol)
    client.post(reverse(DATA))
    run_worker()
    found = archive(client, DataExport.objects.get())
    words = (found.read("data.json") + found.read("index.html")).decode()
    assert words.count("Open door") == 2
    assert "Hidden door" not in words
    assert account_of(open_).email not in words


def test_only_the_site_itself_may_read_the_file(asked):
    assert stat.S_IMODE(path_of(asked).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder().stat().st_mode) == 0o700


def test_one_at_a_time(client, run_worker):
    client.post(reverse(DATA))
    first = DataExport.objects.get()
    client.post(reverse(DATA))
    assert DataExport.objects.get() == first
    run_worker()
    client.post(reverse(DATA))
    assert DataExport.objects.get() != first
    assert not path_of(first).exists()
    assert client.get(reverse("members:export", args=[first.public_id])).status_code == 302
    assert prove(client).get(reverse("members:export", args=[first.public_id])).status_code == 404


def test_after_three_days_it_is_over_and_erased(client, asked):
    path = path_of(asked)
    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1), tick=False):
        assert prove(client).get(reverse("members:export", args=[asked.public_id])).status_code == 404
        assert "is ready" not in client.get(reverse(DATA)).content.decode()
        assert path.exists()
        assert erase_expired_exports() == 1
        assert not path.exists()
        assert not DataExport.objects.exists()


def test_a_file_that_nobody_knows_of_is_erased(asked):
    stray = folder() / "zzzzzzzzzz.part"
    stray.write_bytes(b"half")
    erase_expired_exports()
    assert stray.exists(), "It may be in the making."
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        erase_expired_exports()
    assert not stray.exists()
    assert path_of(asked).exists()


def test_a_killed_worker_mails_nobody_twice(marisol, mailoutbox, run_worker):
    ask_for_export(account_of(marisol), language="en")
    export = DataExport.objects.claim(DataExport.objects.get().pk)
    make_export(export)  # and killed before it could say so
    run_worker()
    with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=30), tick=False):
        sweep()
    assert DataExport.objects.get().state == "done"
    assert OutgoingMail.objects.count() == 1


def test_a_copy_of_somebody_who_left_meanwhile_is_not_left_behind(marisol):
    ask_for_export(account_of(marisol), language="en")
    export = DataExport.objects.claim(DataExport.objects.get().pk)
    DataExport.objects.all().delete()
    with pytest.raises(DatabaseError):
        make_export(export)
    assert not path_of(export).exists()
    assert not OutgoingMail.objects.exists()


def test_nobody_keeps_the_worker_busy_with_it(client):
    assert {client.post(reverse(DATA)).status_code for _turn in range(10)} == {302}
    assert client.post(reverse(DATA)).status_code == 429


def test_files_keep_their_place_whatever_they_are_called(client, run_worker, monkeypatch):
    class Album:
        covers = frozenset()

        def export(self, person):
            return [
                ports.Section("album", "Album", [], {"../../etc/pass wd<b>.png": b"1", "..": b"2", "فصل.jpg": b"3"})
            ]

        def ties(self, person):
            return []

        def erase(self, person, *, keep_writing):
            return frozenset()

    monkeypatch.setattr(ports, "_PARTS", [*ports.parts(), Album()])
    client.post(reverse(DATA))
    run_worker()
    names = archive(client, DataExport.objects.get()).namelist()
    assert [name for name in names if "album" in name] == [
        "files/album/1-pass-wd-b-.png",
        "files/album/2-",
        "files/album/3-jpg",
    ]
