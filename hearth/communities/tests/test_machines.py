"""What machines are told and given: robots, sitemap, feeds, and addresses that outlive a move."""

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.communities.actions.belonging import admit
from hearth.communities.actions.order import hide_discussion, hide_reply, move_discussion, restore_discussion
from hearth.communities.actions.places import Description, describe_community
from hearth.communities.actions.writing import (
    Answer,
    Opening,
    delete_discussion,
    delete_reply,
    edit_discussion,
    post_reply,
    start_discussion,
)
from hearth.communities.models import Community, Crawling, Joining, Reading, Role
from hearth.communities.queries import machines
from hearth.communities.queries.sentences import ROBOTS
from hearth.communities.tests.people import member_of, open_community
from hearth.communities.views.addresses import of_community
from hearth.members.actions.leaving import close_account, erase_account
from tests.conversations import pictured
from tests.people import account_of, join_person, signed_in
from tests.visitors import Browser

pytestmark = pytest.mark.django_db
ATOM, SITEMAP = "{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def feed_of(written):
    name, key = ("feed", "community_id") if isinstance(written, Community) else ("discussion-feed", "discussion_id")
    return reverse(f"communities:{name}", kwargs={key: written.public_id})


def told(client, month):
    """Return what the map says of a part: each address with the day it last changed."""
    answer = client.get(f"/sitemap-{month}.xml")
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    found = ElementTree.fromstring(answer.content)
    return {each.findtext(f"{SITEMAP}loc"): each.findtext(f"{SITEMAP}lastmod") for each in found}


def told_in_all(client):
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    parts = [each.text.rpartition("/sitemap-")[2].removesuffix(".xml") for each in index.iter(f"{SITEMAP}loc")]
    return {address for part in parts for address in told(client, part)}


def steward_of(*places):
    steward = join_person()
    for place in places:
        admit(place, steward, role=Role.STEWARD)
    return steward


# Robots


MEANS = {
    Crawling.INDEX: (set(), {"noindex", "noai", "noarchive"}),
    Crawling.SNIPPET: ({"index", "max-snippet:160", "max-image-preview:none", "noai", "noarchive"}, {"noindex"}),
    Crawling.NO_TRAINING: ({"index", "noai", "noimageai"}, {"noindex", "nosnippet"}),
    Crawling.NOTHING: ({"noindex", "nofollow", "nosnippet", "noai", "noimageai"}, {"index", "follow"}),
}


def test_every_setting_says_to_robots_what_it_means():
    assert set(MEANS) == set(Crawling) == set(ROBOTS)
    for crawling, (says, never) in MEANS.items():
        words = set(ROBOTS[crawling].split(", "))
        assert says <= words
        assert not never & words


@pytest.mark.parametrize("reading", Reading)
@pytest.mark.parametrize("crawling", Crawling)
def test_everything_of_a_community_tells_robots_the_same(crawling, reading):
    place = open_community(crawling=crawling, reading=reading)
    member = member_of(place)
    talk = start_discussion(place, Opening(title="For readers", body="Beginning."), by=member)
    picture = reverse("communities:picture", args=[pictured(talk, b"webp").public_id, "large"])
    wanted = ROBOTS[crawling if reading == Reading.EVERYONE else Crawling.NOTHING]
    reader = Client() if reading == Reading.EVERYONE else signed_in(member)
    pages = [of_community(place), reverse("communities:about", args=[place.public_id]), talk.get_absolute_url()]
    feeds = [feed_of(place), feed_of(talk)] if reading == Reading.EVERYONE else []
    for address in (*pages, *feeds, picture):
        answer = reader.get(address)
        assert (answer.status_code, answer["X-Robots-Tag"]) == (200, wanted), address
    for address in pages:
        assert f'<meta name="robots" content="{wanted}">' in reader.get(address).content.decode()
        shown = 'type="application/atom+xml"' in reader.get(address).content.decode()
        assert not shown or (reading == Reading.EVERYONE and crawling != Crawling.NOTHING)


def test_collectors_are_kept_from_all_that_people_say(client):
    everybody, collectors = client.get("/robots.txt").content.decode().split("# Programs")
    refused = {line.removeprefix("Disallow: ") for line in collectors.splitlines() if line.startswith("Disallow")}
    assert {"/$", "/communities/", "/discussions/", "/replies/", "/pictures/", "/people/"} <= refused
    assert "User-agent: GPTBot" in collectors
    for path in ("/reports/", "/bookmarks/", "/moderation/", "/cases/", "/decisions/", "/settings/"):
        assert f"Disallow: {path}\n" in everybody
    assert f"Sitemap: {settings.CONFIG.site_url}/sitemap.xml" in collectors


# Sitemap


def test_the_map_names_open_places_and_what_is_said_there(client):
    place = open_community(name="On the map")
    talk = start_discussion(place, Opening(title="On the map"), by=member_of(place))
    assert told_in_all(client) == {
        settings.CONFIG.site_url + of_community(place),
        settings.CONFIG.site_url + talk.get_absolute_url(),
    }


@pytest.mark.parametrize(
    "closed", [{"reading": Reading.SIGNED_IN}, {"reading": Reading.ITS_MEMBERS}, {"crawling": Crawling.NOTHING}]
)
def test_the_map_names_no_other_place(client, closed):
    place = open_community()
    start_discussion(place, Opening(title="Was on the map"), by=member_of(place))
    assert len(told_in_all(client)) == 2
    open_otherwise = {"reading": Reading.EVERYONE, "crawling": Crawling.INDEX}
    said = Description(name="Not there", description="Gone.", **open_otherwise | closed)
    describe_community(place, said, by=steward_of(place))
    assert told_in_all(client) == set()


LEAVES_THE_MAP = {
    "hidden": lambda talk, place: hide_discussion(talk, by=steward_of(place)),
    "taken back": lambda talk, place: delete_discussion(talk, by=talk.author),
    "moved": lambda talk, place: move_discussion(
        talk, (closed := open_community(reading=Reading.ITS_MEMBERS)), by=steward_of(place, closed)
    ),
    "withdrawn": lambda talk, place: close_account(account_of(talk.author), keep_writing=False, at_once=False),
}


@pytest.mark.parametrize("is_answered", [False, True])
@pytest.mark.parametrize("act", LEAVES_THE_MAP)
def test_what_is_gone_leaves_the_map_and_the_feeds(client, discussion, place, friend, act, is_answered):
    if is_answered:
        post_reply(discussion, Answer(body="I remember the coat."), by=friend)
    address = settings.CONFIG.site_url + discussion.get_absolute_url()
    assert address in told_in_all(client)
    LEAVES_THE_MAP[act](discussion, place)
    assert told_in_all(client) == {settings.CONFIG.site_url + of_community(place)}
    assert discussion.public_id not in client.get(feed_of(place)).content.decode()
    assert client.get(feed_of(discussion)).status_code == 404
    assert "<sitemap><loc>" in client.get("/sitemap.xml").content.decode()
    assert f"{timezone.now():%Y-%m}" not in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Auckland", "America/Los_Angeles"])
def test_a_month_holds_what_began_in_it_wherever_the_site_stands(client, place, zone):
    asker = member_of(place)
    newyear = datetime(2026, 1, 1, tzinfo=UTC)
    began = {f"{at:%Y-%m}": at for at in (newyear - timedelta(minutes=1), newyear)}
    for month, at in began.items():
        start_discussion(place, Opening(title=f"Began in {month}"), by=asker, at=at)
    with timezone.override(zone):
        index = client.get("/sitemap.xml").content.decode()
        assert index.count("<sitemap>") == 3
        for month in began:
            assert f"/sitemap-{month}.xml" in index
            assert [address.endswith(f"/began-in-{month}/") for address in told(client, month)] == [True]
    assert told(client, "2025-11") == {}
    for bad in ("2026-13", "1999-01", "2026", "people", "2025-12-0", "2025-12-x", "2025-12-99999"):
        assert client.get(f"/sitemap-{bad}.xml").status_code == 404


def test_what_a_part_has_no_room_for_stands_in_the_next(client, place, monkeypatch):
    monkeypatch.setattr(machines, "IN_PART", 2)
    asker, began = member_of(place), datetime(2026, 1, 5, tzinfo=UTC)
    talks = [start_discussion(place, Opening(title=f"No {n}"), by=asker, at=began) for n in range(5)]
    others = [open_community(name=f"Other {n}") for n in range(2)]
    index = client.get("/sitemap.xml").content.decode()
    assert re.findall(r"sitemap-(.*?)\.xml", index) == [
        "communities",
        "communities-2",
        "2026-01",
        "2026-01-2",
        "2026-01-3",
    ]
    paths = [talk.get_absolute_url() for talk in talks] + [of_community(each) for each in (place, *others)]
    assert told_in_all(client) == {settings.CONFIG.site_url + path for path in paths}
    assert told(client, "2026-01-4") == {}


def test_the_map_is_kept_for_the_next_who_asks(discussion):
    browser = Browser()
    for path in ("/sitemap.xml", "/sitemap-communities.xml", f"/sitemap-{discussion.created_at:%Y-%m}.xml"):
        asked = browser.asked
        assert browser.get(path) == browser.get(path)
        assert browser.asked == asked + 1


def test_the_map_says_when_something_was_last_said(client, place):
    asker, began = member_of(place), datetime(2026, 1, 5, tzinfo=UTC)
    talk = start_discussion(place, Opening(title="In January"), by=asker, at=began)
    post_reply(talk, Answer(body="In March."), by=asker, at=datetime(2026, 3, 9, tzinfo=UTC))
    assert list(told(client, "2026-01").values()) == ["2026-03-09"]
    assert "<lastmod>2026-03-09</lastmod>" in client.get("/sitemap.xml").content.decode()


# Feeds


def test_a_reader_that_has_the_feed_is_told_so(client, discussion, place, friend):
    for of in (place, discussion, open_community()):
        first = client.get(feed_of(of))
        again = client.get(feed_of(of), headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        for answer in (first, again):
            assert answer["Cache-Control"] == "private, no-cache"
            assert answer["ETag"] == first["ETag"]
        assert client.head(feed_of(of), headers={"If-None-Match": first["ETag"]}).status_code == 304
        assert client.get(feed_of(of), headers={"If-None-Match": '"another"'}).status_code == 200


CHANGES_THE_FEED = {
    "another": lambda talk, reply: post_reply(talk, Answer(body="Another."), by=talk.author),
    "changed": lambda talk, reply: edit_discussion(talk, Opening(title="Changed"), by=talk.author),
    "hidden": lambda talk, reply: hide_reply(reply, by=steward_of(talk.community)),
    "taken back": lambda talk, reply: delete_reply(reply, by=reply.author),
    "somebody left": lambda talk, reply: close_account(account_of(reply.author), keep_writing=True, at_once=False),
}


@pytest.mark.parametrize("act", CHANGES_THE_FEED)
def test_a_feed_that_changed_is_given_anew(client, discussion, friend, act):
    reply = post_reply(discussion, Answer(body="I remember the coat."), by=friend)
    kept = client.get(feed_of(discussion))["ETag"]
    CHANGES_THE_FEED[act](discussion, reply)
    answer = client.get(feed_of(discussion), headers={"If-None-Match": kept})
    assert (answer.status_code, answer["ETag"] != kept) == (200, True)


def test_a_feed_of_what_is_closed_is_found_by_nobody_whatever_they_have(client, discussion, place, asker):
    kept = {of: client.get(feed_of(of))["ETag"] for of in (place, discussion)}
    describe_community(place, Description(name="Closed", description="For few."), by=steward_of(place))
    for reader in (client, signed_in(asker)):
        for of, etag in kept.items():
            answer = reader.get(feed_of(of), headers={"If-None-Match": etag})
            assert (answer.status_code, answer["Cache-Control"]) == (404, "private, no-store")


def test_a_feed_is_whole_for_its_readers(client, discussion, place, friend):
    post_reply(discussion, Answer(body="Coat \x0b & <em>hat</em>"), by=friend)
    for of, entries in ((place, 1), (discussion, 2), (open_community(), 0)):
        found = ElementTree.fromstring(client.get(feed_of(of)).content)
        assert len(found.findall(f"{ATOM}entry")) == entries
        for each in (found, *found.findall(f"{ATOM}entry")):
            assert each.findtext(f"{ATOM}id").startswith("tag:")
            assert datetime.fromisoformat(each.findtext(f"{ATOM}updated"))
        assert found.find(f"{ATOM}link[@rel='self']").get("href") == settings.CONFIG.site_url + feed_of(of)


def test_what_a_member_may_see_is_in_no_feed(discussion, asker, place):
    """A feed is the same whoever asks: what only its author and moderators see is not in it for them either."""
    reply = post_reply(discussion, Answer(body="Only for some."), by=asker)
    hide_reply(reply, by=steward_of(place))
    tags = set()
    for reader in (Client(), signed_in(asker), signed_in(steward_of(place))):
        answer = reader.get(feed_of(discussion))
        assert "Only for some." not in answer.content.decode()
        tags.add(answer["ETag"])
    assert len(tags) == 1


# Old addresses


def old_addresses(discussion, reply):
    slug = reverse("communities:discussion", args=[discussion.public_id, "words-of-long-ago"])
    bare = reverse("communities:discussion", args=[discussion.public_id])
    return bare, slug, discussion.get_absolute_url(), reply.get_absolute_url()


@pytest.mark.parametrize("reading", Reading)
def test_old_addresses_of_a_moved_discussion_lead_where_one_may_read_it(discussion, place, asker, friend, reading):
    reply = post_reply(discussion, Answer(body="I remember the coat."), by=friend)
    to = open_community(name="Where it went", reading=reading, joining=Joining.ON_REQUEST)
    insider = member_of(to)
    move_discussion(discussion, to, by=steward_of(place, to))
    may = {
        Client(): reading == Reading.EVERYONE,
        signed_in(join_person()): reading != Reading.ITS_MEMBERS,
        signed_in(friend): reading != Reading.ITS_MEMBERS,
        signed_in(insider): True,
    }
    for reader, reads in may.items():
        for address in old_addresses(discussion, reply):
            answer = reader.get(address, follow=True)
            assert answer.status_code == (200 if reads else 404), address
            assert ("Where it went" in answer.content.decode()) is reads
            assert ("I remember the coat." in answer.content.decode()) is reads


GOES = {
    "taken back": lambda talk: delete_discussion(talk, by=talk.author),
    "closed": lambda talk: close_account(account_of(talk.author), keep_writing=False, at_once=False),
    "erased": lambda talk: (
        close_account(account_of(talk.author), keep_writing=False, at_once=False),
        erase_account(account_of(talk.author)),
    ),
}


@pytest.mark.parametrize("act", GOES)
def test_what_nobody_answered_is_gone_and_what_was_answered_stays_below_a_mark(client, place, friend, act):
    author = member_of(place, name="Rosa leaving")
    alone = start_discussion(place, Opening(title="Heard by nobody", body="Rosa's words"), by=author)
    heard = start_discussion(place, Opening(title="Heard by a friend", body="Rosa's words"), by=author)
    reply = post_reply(heard, Answer(body="I remember the coat."), by=friend)
    before = [alone.get_absolute_url(), *old_addresses(heard, reply)]
    for address in before:
        assert client.get(address, follow=True).status_code == 200
    GOES[act](heard)
    if act == "taken back":
        delete_discussion(alone, by=author)
    for reader in (client, signed_in(friend)):
        assert reader.get(before[0], follow=True).status_code == 404
        for address in before[1:]:
            shown = reader.get(address, follow=True).content.decode()
            assert "Whoever wrote this has taken it back" in shown
            assert "I remember the coat." in shown
            for word in ("Rosa", "Heard by a friend", "heard-by-a-friend"):
                assert word not in shown


def test_a_hidden_discussion_comes_back_to_its_address(client, discussion, place):
    steward = steward_of(place)
    hide_discussion(discussion, by=steward)
    assert client.get(discussion.get_absolute_url()).status_code == 404
    restore_discussion(discussion, by=steward)
    assert client.get(discussion.get_absolute_url()).status_code == 200
