import io
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as site
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from hearth.members import photos
from hearth.members.actions.photo import erase_left_over_photos, put_photo, remove_photo
from hearth.members.actions.profile import set_audiences
from hearth.members.models import Member
from tests.people import join_person, picture, show_photo, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return lambda: sorted(path.name for path in tmp_path.glob("media/**/*") if path.is_file())


@pytest.fixture
def rosa():
    return join_person("Rosa M.", audience="everyone")


def send(client, content, name="photo.png"):
    given = {"photo": SimpleUploadedFile(name, content)}
    return client.post(reverse("members:settings-photo"), given)


def addresses(member):
    member.refresh_from_db()
    return [reverse("members:photo", args=[member.public_id, member.photo or "gone", size]) for size in photos.SIZES]


def test_a_photo_is_drawn_in_three_sizes_and_shown(kept, rosa, client, django_capture_on_commit_callbacks):
    assert send(signed_in(rosa), picture((700, 600))).status_code == 302
    assert len(kept()) == 3
    for address, side in zip(addresses(rosa), photos.SIZES.values(), strict=True):
        answer = client.get(address)
        assert Image.open(io.BytesIO(answer.content)).size == (side, side)
        assert answer["Content-Type"] == "image/webp"
        assert answer["Cache-Control"].startswith("private")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
        assert "Cookie" in answer["Vary"]
        assert client.head(address).status_code == 200
        assert client.post(address).status_code in {403, 405}
    page = client.get(reverse("front:person", args=[rosa.public_id])).content.decode()
    assert rosa.photo in page
    assert "photo.png" not in page


@pytest.mark.parametrize(
    ("page", "part", "said"),
    [
        ("only_me", "", "Only you see it."),
        ("everyone", "only_me", "Only you see it."),
        ("members", "followed", "The people you follow see it."),
        ("members", "", "Members who are signed in see it."),
        ("everyone", "", "Anyone on the internet can see it."),
    ],
)
def test_whoever_shows_a_photo_is_told_who_sees_it(kept, page, part, said):
    rosa = join_person("Rosa M.", audience=page)
    set_audiences(rosa, page, {"photo": part}, by=rosa)
    client = signed_in(rosa)
    send(client, picture())
    assert said in client.get(reverse("members:settings-photo")).content.decode()


def test_the_one_before_is_erased_from_disk(kept, rosa, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        put_photo(rosa, io.BytesIO(picture()), by=rosa)
    before = addresses(rosa)
    with django_capture_on_commit_callbacks(execute=True):
        put_photo(rosa, io.BytesIO(picture((200, 200))), by=rosa)
    assert len(kept()) == 3
    assert {client.get(address).status_code for address in before} == {404}
    assert {client.get(address).status_code for address in addresses(rosa)} == {200}


def test_a_photo_taken_away_leaves_nothing(kept, rosa, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        put_photo(rosa, io.BytesIO(picture()), by=rosa)
        before = addresses(rosa)
    with django_capture_on_commit_callbacks(execute=True):
        assert signed_in(rosa).post(reverse("members:photo-removal")).status_code == 302
    assert kept() == []
    rosa.refresh_from_db()
    assert rosa.photo == ""
    assert {client.get(address).status_code for address in before} == {404}


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "cannot read this file"),
        (b"<script>alert(1)</script>", "photo.jpg", "cannot read this file"),
        (b"", "photo.jpg", "cannot read this file"),
        (b"x" * (8 * 1024 * 1024 + 1), "photo.jpg", "larger than 8 MB"),
        (picture((90, 90)), "photo.png", "too small"),
    ],
    ids=["svg", "html", "empty", "large", "small"],
)
def test_what_is_no_photo_is_refused_and_the_one_before_stays(kept, rosa, content, name, said):
    show_photo(rosa)
    page = send(signed_in(rosa), content, name)
    assert page.status_code == 200
    assert said in page.content.decode()
    assert rosa.photo in page.content.decode()
    assert len(kept()) == 3


def test_nobody_changes_the_photo_of_another(kept, rosa):
    for change in (lambda by: put_photo(rosa, io.BytesIO(picture()), by=by), lambda by: remove_photo(rosa, by=by)):
        with pytest.raises(PermissionDenied):
            change(join_person())
    assert kept() == []


def test_a_transaction_undone_leaves_no_file(kept, rosa, monkeypatch):
    Member.objects.filter(pk=rosa.pk).delete()
    with pytest.raises(Member.DoesNotExist):
        put_photo(rosa, io.BytesIO(picture()), by=rosa)
    assert kept() == []


@pytest.mark.parametrize(
    "chosen", [{"audience": "members"}, {"audience": "everyone", "audiences": {"photo": "members"}}]
)
def test_a_private_photo_is_asked_for_each_time_and_sent_once(kept, rosa, chosen):
    show_photo(rosa)
    Member.objects.filter(pk=rosa.pk).update(**chosen)
    friend = signed_in(join_person("A friend"))
    (address, *_others) = addresses(rosa)
    first = friend.get(address)
    assert first["Cache-Control"] == "private, no-cache"
    again = friend.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", "private, no-cache")
    Member.objects.filter(pk=rosa.pk).update(audience="only_me")
    for known in ({}, {"If-None-Match": first["ETag"]}, {"If-None-Match": "*"}):
        answer = friend.get(address, headers=known)
        assert (answer.status_code, answer["Cache-Control"]) == (404, "private, no-store")


def test_a_photo_for_everybody_is_kept_for_a_moment(kept, rosa, client):
    show_photo(rosa)
    assert client.get(addresses(rosa)[0])["Cache-Control"] == "private, max-age=300"


def test_a_photo_under_another_key_or_size_is_not_there(kept, rosa, client):
    show_photo(rosa)
    other = join_person("Other", audience="everyone")
    show_photo(other)
    for key, size in ((other.photo, "small"), (rosa.photo, "huge"), (rosa.photo, "96"), ("x", "small")):
        assert client.get(reverse("members:photo", args=[rosa.public_id, key, size])).status_code == 404
    for path in (site.MEDIA_URL + f"photos/{rosa.photo}-96.webp", f"/photos/{rosa.photo}-96.webp"):
        assert client.get(path).status_code == 404


def test_a_file_that_is_gone_is_a_photo_that_is_not_there(kept, rosa, client):
    show_photo(rosa)
    photos.erase(rosa.photo)
    assert client.get(addresses(rosa)[0]).status_code == 404


def test_what_a_stopped_process_left_behind_is_erased_after_a_day(kept, rosa):
    show_photo(rosa)
    left = photos.keep(dict.fromkeys(photos.SIZES.values(), b"left over"))
    assert erase_left_over_photos() == 0
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert sorted(photos.keys_older_than(timezone.now())) == sorted([rosa.photo, left]), "each once"
        assert erase_left_over_photos() == 1
        assert erase_left_over_photos() == 0
    assert not any(name.startswith(left) for name in kept())
    assert len(kept()) == 3


def test_photos_are_not_uploaded_without_end(kept, rosa):
    cache.clear()
    client = signed_in(rosa)
    answers = [send(client, picture()).status_code for _ in range(31)]
    assert answers == [302] * 30 + [429]


def test_where_nobody_sees_a_photo_initials_stand(kept, rosa, client):
    page = client.get(reverse("front:person", args=[rosa.public_id])).content.decode()
    assert ">RM</span>" in page
    assert "/photo/" not in page
