"""What one person sees of another, part by part."""

import re

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hearth.members.actions.profile import Profile, edit_profile, give_standing, set_audiences
from hearth.members.audiences import PARTS
from hearth.members.models import Audience, Follow, Member, Standing, TopicFollow
from hearth.members.queries.profiles import profile_for, profiles_for
from hearth.organizations.models import CommunityLeader, Region
from hearth.topics.models import Topic
from tests.cast import World
from tests.people import join_person, show_photo, signed_in

pytestmark = pytest.mark.django_db
SEEN_AS = {
    "photo": "/photo/",
    "line": "Line of Rosa",
    "roles": "Health professional",
    "about": "Rosa in her own words",
    "languages": "Kiswahili",
    "country": "Bouvet Island",
    "interests": "Tired heart",
}
READERS = ["visitor", "member", "followed", "self"]
ADMITTED = {"only_me": READERS[3:], "followed": READERS[2:], "members": READERS[1:], "everyone": READERS}


@pytest.fixture
def topic(db):
    return World.build().topic


@pytest.fixture
def rosa(topic):
    rosa = join_person("Rosa M.", audience="everyone")
    words = {"line": "Line of Rosa", "about": "Rosa in her own words", "country": "BV", "languages": ["sw"]}
    edit_profile(rosa, Profile(name="Rosa M.", roles=["clinician"], **words), by=rosa)
    TopicFollow.objects.create(follower=rosa, topic=topic)
    show_photo(rosa)
    set_audiences(rosa, "everyone", {}, by=rosa)
    return Member.objects.get(pk=rosa.pk)


@pytest.fixture
def readers(rosa):
    followed = join_person("Followed")
    Follow.objects.create(follower=rosa, member=followed)
    # Whom somebody else follows, and who follows Rosa, is nearer to nobody.
    member = join_person("Member")
    Follow.objects.create(follower=member, member=rosa)
    Follow.objects.create(follower=followed, member=member)
    return {
        "visitor": Client(),
        "member": signed_in(member),
        "followed": signed_in(followed),
        "self": signed_in(rosa),
    }


def open_to(member, page, **parts):
    set_audiences(member, page, dict.fromkeys(PARTS, "page") | parts, by=member)


def main_of(client, member):
    answer = client.get(reverse("front:person", args=[member.public_id]))
    return answer.content.decode().partition("<main")[2].partition("</main")[0] if answer.status_code == 200 else None


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("audience", Audience.values)
def test_each_part_is_seen_by_its_audience_and_by_nobody_else(rosa, readers, part, audience):
    open_to(rosa, "everyone", **{part: audience})
    for reader, client in readers.items():
        page = main_of(client, rosa)
        assert (SEEN_AS[part] in page) == (reader in ADMITTED[audience]), (reader, audience)
        for other in set(PARTS) - {part}:
            assert SEEN_AS[other] in page


@pytest.mark.parametrize("page", Audience.values)
def test_no_part_is_wider_than_the_page(rosa, readers, page):
    open_to(rosa, page, **dict.fromkeys(PARTS, "everyone"))
    for reader, client in readers.items():
        assert (main_of(client, rosa) is not None) == (reader in ADMITTED[page])
    profile = profile_for(Member.objects.get(pk=rosa.pk), viewer=None)
    seen = (profile.photo, profile.line, profile.about_html, profile.country, profile.interests)
    assert (page == "everyone") == any(seen)
    assert profile.name == "Rosa M."


def test_what_one_is_interested_in_begins_with_oneself(topic):
    newcomer = join_person("Newcomer", audience="everyone")
    TopicFollow.objects.create(follower=newcomer, topic=topic)
    assert "Tired heart" not in main_of(Client(), newcomer)
    assert "Tired heart" in main_of(signed_in(newcomer), newcomer)


def test_a_self_declared_clinician_has_no_badge(rosa):
    page = main_of(Client(), rosa)
    assert "(as they say themselves)" in page
    assert "verified" not in page
    assert "role--clinician" not in page


def test_what_the_badge_vouches_for_is_not_called_their_own_word(rosa):
    give_standing(rosa, Standing.CLINICIAN)
    page = main_of(Client(), rosa)
    assert "role--clinician" in page
    assert "(as they say themselves)" not in page
    assert "Health professional" not in page


def test_a_photo_is_served_to_those_who_may_see_it_only(rosa, readers):
    address = reverse("members:photo", args=[rosa.public_id, rosa.photo, "small"])
    for audience in Audience.values:
        open_to(rosa, "everyone", photo=audience)
        for reader, client in readers.items():
            assert (client.get(address).status_code == 200) == (reader in ADMITTED[audience]), (reader, audience)
    open_to(rosa, "only_me", photo="everyone")
    assert readers["member"].get(address).status_code == 404


def test_a_line_for_friends_is_on_no_list(rosa, readers):
    region = Region.objects.first()
    CommunityLeader.objects.create(member=rosa, region=region, since="2026-01-01")
    address = reverse("front:region", args=[region.code])
    open_to(rosa, "everyone", line="followed", photo="followed", about="members")
    for reader, client in readers.items():
        page = client.get(address).content.decode()
        assert "Rosa M." in page
        assert ("Line of Rosa" in page) == (f"/{rosa.public_id}/photo/" in page) == (reader in ADMITTED["followed"])
        assert ("Rosa in her own words" in page) == (reader in ADMITTED["members"])


def test_a_list_of_people_asks_once(rosa, django_assert_num_queries):
    people = [join_person(audience="followed") for _ in range(5)]
    viewer = join_person()
    Follow.objects.create(follower=people[0], member=viewer)
    with django_assert_num_queries(1):
        seen = profiles_for([*people, rosa], viewer=viewer)
    assert [seen[each.pk].is_open for each in people] == [True, False, False, False, False]
    with django_assert_num_queries(0):
        profiles_for([*people, rosa], viewer=None)
        profiles_for([rosa], viewer=viewer)


@pytest.mark.parametrize("reader", READERS[:3])
def test_a_preview_shows_what_that_reader_sees(rosa, readers, reader):
    open_to(rosa, "members", line="everyone", photo="followed", about="only_me", interests="members")
    client = signed_in(rosa)
    preview = client.get(reverse("front:preview"), {"as": reader}).content.decode()
    shown = preview.partition('id="page"')[2].partition("</main")[0]
    really = main_of(readers[reader], rosa)
    assert (really is None) == ("They cannot open your page" in shown)
    for mark in SEEN_AS.values():
        assert (mark in shown) == (mark in (really or "")), mark
    own = preview.partition('id="beside"')[2].partition('id="page"')[0]
    assert "Rosa M." in own
    assert ("Line of Rosa" in own) == (reader in ADMITTED["members"])
    assert ('href="/people/' in own) == (really is not None)  # no name leads where nothing is


def test_a_preview_through_unknown_eyes_is_a_visitors(rosa):
    for given in ("self", "", "only_me'"):
        page = signed_in(rosa).get(reverse("front:preview"), {"as": given}).content.decode()
        assert re.search(r'\?as=visitor" aria-current="page"', page)


def test_audiences_are_chosen_part_by_part(rosa):
    client, given = signed_in(rosa), dict.fromkeys(PARTS, "page") | {"audience": "members", "line": "followed"}
    assert client.post(reverse("members:settings-privacy"), given).status_code == 302
    rosa.refresh_from_db()
    assert (rosa.audience, rosa.audiences) == ("members", {"line": "followed"})
    page = client.get(reverse("members:settings-privacy")).content.decode()
    assert re.search(r'<select name="line".*?<option value="followed" selected', page, re.DOTALL)


@pytest.mark.parametrize("change", [{"line": "nobody"}, {"line": ""}, {"photo": None}])
def test_a_form_that_lacks_a_part_opens_nothing(rosa, change):
    open_to(rosa, "members", line="only_me", photo="only_me")
    given = dict.fromkeys(PARTS, "page") | {"audience": "everyone"} | change
    given = {name: value for name, value in given.items() if value is not None}
    assert signed_in(rosa).post(reverse("members:settings-privacy"), given).status_code == 200
    rosa.refresh_from_db()
    assert (rosa.audience, rosa.audiences) == ("members", {"line": "only_me", "photo": "only_me"})


def test_somebody_may_say_only_roughly_where_they_are(rosa):
    edit_profile(rosa, Profile(name="Rosa M.", country="south-america"), by=rosa)
    assert "South America" in main_of(Client(), rosa)
    assert signed_in(rosa).get(reverse("front:home")).status_code == 200


def test_a_raw_member_shows_no_line_and_no_photo(rosa):
    """A page that forgot to ask who is looking shows less, not more."""
    byline = render_to_string("parts/byline.html", {"member": rosa, "when": "today"})
    assert "Rosa M." in byline
    assert "Line of Rosa" not in byline
    assert "/photo/" not in byline


def test_a_person_page_costs_a_steady_number_of_queries(rosa, topic):
    with CaptureQueriesContext(connection) as few:
        Client().get(reverse("front:person", args=[rosa.public_id]))
    for number in range(5):
        TopicFollow.objects.create(follower=rosa, topic=Topic.objects.create(slug=f"topic-{number}", icon="heart"))
    with CaptureQueriesContext(connection) as many:
        Client().get(reverse("front:person", args=[rosa.public_id]))
    assert len(few) == len(many)
