"""Pictures in posts: drawn anew, with words for them, seen by whoever may see the post, gone when it is."""

import io
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from hearth.communities.actions.order import hide_discussion, hide_reply, move_discussion, restore_reply
from hearth.communities.actions.picturing import erase_left_over_pictures, store_pictures
from hearth.communities.actions.writing import (
    Answer,
    Opening,
    delete_discussion,
    delete_reply,
    post_reply,
    start_discussion,
)
from hearth.communities.models import Discussion, Draft, Joining, Picture, Reading, Reply, Role
from hearth.communities.picture_files import WIDTHS
from hearth.communities.tests.people import member_of, open_community
from hearth.communities.views.pictures import HEADERS
from hearth.core.pictures import MAX_BYTES, whole
from tests.people import join_person, picture, signed_in

pytestmark = pytest.mark.django_db
WORDS = "I walked to the lemon tree."


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    """Return a function that names the files there are."""
    cache.clear()
    settings.MEDIA_ROOT = tmp_path / "media"
    return lambda: sorted(path.name for path in tmp_path.glob("media/**/*") if path.is_file())


@pytest.fixture
def new_url(place):
    return reverse("communities:discussion-new", args=[place.public_id])


def upload(content: bytes | None = None, name: str = "lemon-tree.png"):
    return SimpleUploadedFile(name, picture((1800, 1200)) if content is None else content)


def ask(client, address, **given):
    said = {"title": "The tree", "body": WORDS, "name": "usual"}
    return client.post(address, said | {"picture_1": upload(), "alternative_1": "A lemon tree by a wall"} | given)


def answer(client, discussion, **given):
    address = reverse("communities:reply-create", args=[discussion.public_id])
    said = {"body": WORDS, "name": "usual", "picture_1": upload(), "alternative_1": "A bench"}
    return client.post(address, said | given)


@pytest.fixture
def discussion(asker, new_url):
    assert ask(signed_in(asker), new_url).status_code == 302
    return Discussion.objects.get()


@pytest.fixture
def reply(discussion, place):
    assert answer(signed_in(member_of(place, name="Thomas O.")), discussion).status_code == 302
    return Reply.objects.get()


def addresses(written):
    its = {"reply": written} if isinstance(written, Reply) else {"discussion": written, "reply": None}
    return [source.url for source in Picture.objects.get(**its).sources]


def text(response):
    return response.content.decode()


def test_a_picture_is_shown_in_three_widths_with_its_words(client, discussion, kept):
    page = text(client.get(discussion.get_absolute_url()))
    assert 'alt="A lemon tree by a wall"' in page
    assert 'width="1600" height="1067"' in page
    found = addresses(discussion)
    for address, width in zip(found, sorted(WIDTHS.values()), strict=True):
        assert f"{address} {width}w" in page
        shown = client.get(address)
        assert Image.open(io.BytesIO(shown.content)).size[0] == width
        assert shown["Content-Type"] == "image/webp"
        assert shown["Cache-Control"] == "private, no-cache"
        assert shown["X-Content-Type-Options"] == "nosniff"
        assert shown["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
        assert "Cookie" in shown["Vary"]
        assert client.head(address).status_code == 200
        assert client.post(address).status_code in {403, 405}
    assert len(kept()) == 3
    assert "lemon-tree.png" not in page
    assert client.get(found[0].replace("small", "huge")).status_code == 404


def test_a_browser_asks_again_and_is_told_that_nothing_changed(client, discussion, place):
    address = addresses(discussion)[0]
    first = client.get(address)
    etag = first["ETag"]
    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    for name in (*HEADERS, "ETag", "X-Robots-Tag"):
        assert again[name] == first[name], name
    assert again["Cache-Control"] == "private, no-cache", "or the browser would throw away what it has"
    hide_discussion(discussion, by=member_of(place, Role.MODERATOR))
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 404


def test_a_narrow_picture_is_not_blown_up(asker, new_url, client, kept):
    ask(signed_in(asker), new_url, picture_1=upload(picture((300, 200))))
    shown = Picture.objects.get()
    assert (shown.width, shown.height, shown.sizes) == (300, 200, {"large": 300})
    assert len(kept()) == 1


def test_nothing_of_the_file_is_left_but_the_picture(client, asker, new_url):
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010E] = "Canary of the camera"
    exif.get_ifd(0x8825)[1] = "N"
    photo = picture((1200, 800), format="JPEG", exif=exif, comment=b"Canary comment")
    assert b"Canary" in photo
    ask(signed_in(asker), new_url, picture_1=upload(photo, "x.jpg"))
    for address in addresses(Discussion.objects.get()):
        content = client.get(address).content
        assert b"Canary" not in content
        drawn = Image.open(io.BytesIO(content))
        assert drawn.size[1] > drawn.size[0]
        assert not drawn.getexif()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "cannot read this file"),
        (b"GIF89a" + b"\x00" * 200, "cannot read this file"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * (MAX_BYTES + 1), "larger than 8 MB"),
        (picture((6000, 5000), mode="1"), "more than 24 million pixels"),
        (picture((20, 2000)), "too small"),
        (b"", "empty"),
    ],
    ids=["svg", "gif", "heavy", "flood", "thin", "empty"],
)
def test_what_is_no_picture_is_refused_and_the_words_stay(asker, new_url, content, said, kept):
    client = signed_in(asker)
    given = {"picture_2": upload(content), "alternative_2": "What I saw"}
    page = ask(client, new_url, **given)
    assert page.status_code == 200
    assert said in text(page)
    assert WORDS in text(page)
    assert "What I saw" in text(page)
    assert "Choose your pictures again" in text(page)
    assert not Discussion.objects.exists()
    assert kept() == []


def test_a_picture_needs_words_and_words_need_a_picture(asker, new_url, kept):
    client = signed_in(asker)
    page = text(ask(client, new_url, alternative_1=" \u202e "))
    assert "Say in words what is to be seen" in page
    page = text(client.post(new_url, {"title": "The tree", "body": WORDS, "alternative_3": "A tree"}))
    assert "Choose the picture, or leave out what is to be seen on it." in page
    assert not Discussion.objects.exists()
    assert kept() == []


def test_what_comes_with_a_picture_is_not_called_optional(asker, new_url):
    page = text(signed_in(asker).get(new_url))
    whole = {found[1]: found[0] for found in re.finditer(r'<label for="id_(\w+)".*?</label>', page, re.DOTALL)}
    assert "(optional)" in whole["body"]
    assert "(optional)" not in whole["picture_1"] + whole["alternative_1"]


def test_the_same_form_sent_twice_keeps_one_picture(asker, new_url, kept):
    client = signed_in(asker)
    once = {"once": "the-same-key"}
    first, second = (ask(client, new_url, **once) for _time in range(2))
    assert first.url == second.url
    assert Picture.objects.count() == 1
    assert len(kept()) == 3


def test_a_refused_post_leaves_no_file(asker, new_url, kept):
    join_person("Rosa M.")
    page = ask(signed_in(asker), new_url, name="pseudonym", pseudonym="Rosa M.")
    assert page.status_code == 200
    assert not Discussion.objects.exists()
    assert kept() == []


def test_a_draft_keeps_the_words_only(asker, new_url, kept):
    client = signed_in(asker)
    page = client.post(new_url, {"body": WORDS, "draft": "1", "picture_1": upload(b"no picture")}, follow=True)
    assert "Pictures are not" in text(page)
    assert WORDS in Draft.objects.get().body
    assert kept() == []


def test_visitors_are_told_and_send_none(client, discussion, kept):
    before = kept()
    address = reverse("communities:reply-create", args=[discussion.public_id])
    page = text(client.get(address))
    assert "once you have joined" in page
    assert 'name="picture_1"' not in page
    assert answer(client, discussion).status_code == 302
    assert kept() == before


def test_too_many_pictures_in_an_hour_wait(asker, new_url, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"pictures": "1/h/user"}
    client = signed_in(asker)
    assert ask(client, new_url).status_code == 302
    page = ask(client, new_url)
    assert "many pictures this hour" in text(page)
    assert WORDS in text(page)
    assert client.post(new_url, {"title": "The tree", "body": WORDS}).status_code == 302


def test_a_hidden_reply_hides_its_pictures(client, reply, place):
    moderator = member_of(place, Role.MODERATOR)
    author, outsider = reply.author, join_person()
    hide_reply(reply, by=moderator)
    for address in addresses(reply):
        assert client.get(address).status_code == 404
        assert signed_in(outsider).get(address).status_code == 404
        assert signed_in(author).get(address).status_code == 200
        assert signed_in(moderator).get(address).status_code == 200
    restore_reply(reply, by=moderator)
    assert client.get(addresses(reply)[0]).status_code == 200


def test_a_closed_place_shows_pictures_to_its_members_only(client, discussion, asker, place):
    steward = member_of(place, Role.STEWARD)
    closed = open_community(steward=steward, reading=Reading.ITS_MEMBERS, joining=Joining.BY_INVITATION)
    insider = member_of(closed)
    address = addresses(discussion)[0]
    move_discussion(discussion, closed, by=steward)
    missing = client.get(reverse("communities:picture", args=["zzzzzzzzzz", "small"]))
    for looks in (client, signed_in(join_person())):
        shown = looks.get(address)
        assert (shown.status_code, shown["Content-Type"]) == (404, missing["Content-Type"])
    assert signed_in(insider).get(address).status_code == 200


def test_pictures_are_erased_with_their_posts(
    client, discussion, reply, asker, kept, django_capture_on_commit_callbacks
):
    found = [*addresses(discussion), *addresses(reply)]
    assert len(kept()) == 6
    with django_capture_on_commit_callbacks(execute=True):
        delete_discussion(discussion, by=asker)
    assert len(kept()) == 3
    assert client.get(addresses(reply)[0]).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        delete_reply(reply, by=reply.author)
    assert kept() == []
    assert not Picture.objects.exists()
    assert {client.get(address).status_code for address in found} == {404}


def test_their_words_are_changed_and_they_are_taken_away(client, reply, kept, django_capture_on_commit_callbacks):
    editing, address = signed_in(reply.author), reverse("communities:reply-edit", args=[reply.public_id])
    name = reply.pictures.get().public_id
    page = text(editing.get(address))
    assert f'name="alternative_{name}" value="A bench"' in page
    assert "Say in words" in text(editing.post(address, {"body": WORDS, f"alternative_{name}": ""}))
    assert editing.post(address, {"body": WORDS, f"alternative_{name}": "A red bench"}).status_code == 302
    assert 'alt="A red bench"' in text(client.get(reply.discussion.get_absolute_url()))
    found = addresses(reply)
    with django_capture_on_commit_callbacks(execute=True):
        editing.post(address, {"body": WORDS, f"alternative_{name}": "", f"removal_{name}": "on"})
    assert len(kept()) == 3  # those of the opening
    assert client.get(found[0]).status_code == 404
    reply.refresh_from_db()
    assert not reply.has_pictures


def test_nobody_changes_pictures_of_others(reply, discussion, asker):
    name = discussion.pictures.get(reply=None).public_id
    address = reverse("communities:reply-edit", args=[reply.public_id])
    signed_in(reply.author).post(
        address,
        {
            "body": WORDS,
            f"alternative_{name}": "Mine now",
            f"removal_{name}": "on",
            f"alternative_{reply.pictures.get().public_id}": "A bench",
        },
    )
    assert discussion.pictures.get(reply=None).alternative == "A lemon tree by a wall"


def test_a_day_later_files_without_a_post_are_erased(discussion, kept):
    store_pictures([(whole(io.BytesIO(picture()), tuple(WIDTHS.values())), "Left over")])
    assert len(kept()) == 4
    assert erase_left_over_pictures() == 0
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert erase_left_over_pictures() == 1
    assert len(kept()) == 3


def test_the_storage_is_asked_for_the_time_of_no_picture_that_a_post_shows(discussion, kept, monkeypatch):
    asked, time_of = [], default_storage.get_modified_time
    monkeypatch.setattr(default_storage, "get_modified_time", lambda name: asked.append(name) or time_of(name))
    assert (erase_left_over_pictures(), asked) == (0, [])
    (left,) = store_pictures([(whole(io.BytesIO(picture()), tuple(WIDTHS.values())), "Left over")])
    erase_left_over_pictures()
    assert asked
    assert all(left.key in name for name in asked)


def test_pages_without_pictures_ask_for_none(client, place, asker, django_assert_max_num_queries):
    plain = start_discussion(place, Opening(title="Nothing to see", body="Words."), by=asker)
    post_reply(plain, Answer(body="Just words."), by=member_of(place))
    client.get(plain.get_absolute_url())
    with django_assert_max_num_queries(4):
        client.get(plain.get_absolute_url())
