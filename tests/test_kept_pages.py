"""What must be gone at once for visitors is gone at the next request, though pages are kept for all of them."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from hearth.communities.actions.order import hide_discussion, hide_reply, move_discussion
from hearth.communities.actions.places import Description, describe_community
from hearth.communities.actions.writing import (
    Answer,
    Opening,
    delete_discussion,
    delete_reply,
    post_reply,
    start_discussion,
)
from hearth.communities.models import Reading
from hearth.communities.tests.people import member_of, open_community
from hearth.communities.views.addresses import of_community
from hearth.members.actions.leaving import close_account, erase_account
from hearth.members.actions.photo import remove_photo
from hearth.members.actions.profile import Profile, edit_profile, set_audiences
from hearth.members.actions.staff_edits import edit_member_as_staff
from hearth.members.actions.suspension import suspend
from hearth.members.models import Audience
from hearth.moderation.actions.deciding import Ruling, decide
from hearth.moderation.actions.reporting import Told, report
from tests.cast import World
from tests.inventory import INVENTORY, address_of
from tests.people import account_of, appoint, join_person, show_photo, signed_in
from tests.visitors import Browser

pytestmark = pytest.mark.django_db
MARK = "Canary at the window"


class Street:
    """An open community in which somebody whom everybody may meet asked, was answered, and answered again."""

    def __init__(self):
        cache.clear()
        self.steward = join_person()
        self.place = open_community(steward=self.steward, name="On the street")
        self.elsewhere = open_community(steward=self.steward, reading=Reading.ITS_MEMBERS)
        self.author = join_person("Rosa at the window", audience=Audience.EVERYONE)
        edit_profile(self.author, Profile(name="Rosa at the window", line=MARK, about=MARK), by=self.author)
        show_photo(self.author)
        self.talk = start_discussion(self.place, Opening(title=f"{MARK}?", body=MARK), by=self.author)
        self.answered = post_reply(self.talk, Answer(body="I see you."), by=member_of(self.place))
        self.other = start_discussion(self.place, Opening(title="Another matter"), by=self.steward)
        self.reply = post_reply(self.other, Answer(body=MARK), by=self.author)

    def narrow(self):
        said = Description(name="On the street", description="For few.", reading=Reading.SIGNED_IN)
        describe_community(self.place, said, by=self.steward)

    def close(self, **how):
        close_account(account_of(self.author), at_once=False, **how)

    def erase(self):
        self.close(keep_writing=False)
        erase_account(account_of(self.author))


def talk(street):
    return street.talk.get_absolute_url()


def other(street):
    return street.other.get_absolute_url()


def place(street):
    return of_community(street.place)


def page(street):
    return f"/people/{street.author.public_id}/"


ROSA = "Rosa at the window"
GONE = {
    "a hidden discussion": (lambda s: hide_discussion(s.talk, by=s.steward), MARK, (talk, place)),
    "a hidden reply": (lambda s: hide_reply(s.reply, by=s.steward), MARK, (other,)),
    "a discussion taken back": (lambda s: delete_discussion(s.talk, by=s.author), MARK, (talk, place)),
    "a reply taken back": (lambda s: delete_reply(s.reply, by=s.author), MARK, (other,)),
    "a discussion moved behind a door": (
        lambda s: move_discussion(s.talk, s.elsewhere, by=s.steward),
        MARK,
        (talk, place),
    ),
    "a community for fewer people": (Street.narrow, MARK, (talk, place)),
    "a page for fewer people": (lambda s: set_audiences(s.author, Audience.MEMBERS, {}, by=s.author), MARK, (page,)),
    "a part for fewer people": (
        lambda s: set_audiences(s.author, Audience.EVERYONE, {"line": "only_me", "about": "only_me"}, by=s.author),
        MARK,
        (page,),
    ),
    "words taken off a page": (lambda s: edit_profile(s.author, Profile(name="Rosa"), by=s.author), ROSA, (page, talk)),
    "a photo": (lambda s: remove_photo(s.author, by=s.author), "/photo/", (page, talk, other)),
    "somebody who left with their words": (lambda s: s.close(keep_writing=False), MARK, (page, talk, other, place)),
    "somebody who left": (lambda s: s.close(keep_writing=True), ROSA, (page, talk, other, place)),
    "somebody who was erased": (Street.erase, MARK, (page, talk, other, place)),
}


def hide_by_decision(street):
    case = report(street.talk, Told(kind="other"), by=join_person()).case
    decide(case, Ruling(verdict="hidden", rule="kind", reason="It harms."), by=street.steward)


GONE["a discussion hidden by a decision"] = (hide_by_decision, MARK, (talk, place))
KEPT = {
    "communities:about",
    "communities:community",
    "communities:discussion",
    "communities:list",
    "communities:sitemap",
    "communities:sitemap-month",
    "front:about",
    "front:accessibility",
    "front:helplines",
    "front:network",
    "front:organization",
    "front:person",
    "front:privacy",
    "front:region",
    "front:rules",
    "front:topic",
    "front:topics",
    "front:welcome",
    "front:who",
    "front:who-region",
    "organizations:directory",
    "organizations:directory-channels",
    "organizations:directory-map",
    "organizations:join",
    "organizations:open-data",
    "organizations:rules",
}


@pytest.fixture
def moderator(db):
    return appoint(join_person("June"), "moderators")


@pytest.mark.parametrize("what", GONE)
def test_what_must_be_gone_is_gone_at_the_next_request(what, django_capture_on_commit_callbacks):
    street, browser = Street(), Browser()
    act, mark, pages = GONE[what]
    paths = [each(street) for each in pages]
    for path in (*paths, *paths):
        status, shown = browser.get(path)
        assert (status, mark in shown) == (200, True), path
    assert browser.asked == len(paths), "Kept, or this proves nothing."
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        act(street)
    for path in paths:
        assert mark not in browser.get(path)[1], path


def test_what_staff_take_away_is_gone_at_once(django_capture_on_commit_callbacks, moderator):
    street, browser = Street(), Browser()
    assert MARK in browser.get(page(street))[1]
    with django_capture_on_commit_callbacks(execute=True):
        for part in ("line", "about"):
            edit_member_as_staff(street.author, part, by=moderator, reason="It harms.")
    assert MARK not in browser.get(page(street))[1]
    with django_capture_on_commit_callbacks(execute=True):
        suspend(street.author, by=moderator, reason="It harms.", until=timezone.now() + timedelta(days=1))
    assert browser.get(page(street))[0] == 404
    assert f"/people/{street.author.public_id}/" not in browser.get(talk(street))[1]


def test_no_kept_page_holds_a_token_a_cookie_or_a_person(django_capture_on_commit_callbacks):
    """Every page is asked for as a visitor and, in between, as somebody: what is kept afterwards is looked into."""
    world, browser = World.build(), Browser()
    owner = signed_in(world.owner)
    cookie = "; ".join(f"{name}={each.value}" for name, each in owner.cookies.items())
    for name, page in INVENTORY.items():
        if "GET" in page.takes and not page.needs_state:
            browser.get(address_of(name, world), cookie=cookie)
            assert not any(kept.route == name for kept in browser.cache.pages.values()), name
            browser.get(address_of(name, world))
    pages = list(browser.cache.pages.values())
    assert {kept.route for kept in pages} == KEPT, "Is the page of a view that says `kept_for_visitors` really one?"
    for kept in pages:
        assert b"csrfmiddlewaretoken" not in kept.body, kept.route
        assert world.owner.name.encode() not in kept.body, kept.route
        assert not {"set-cookie", "etag"} & {header.lower() for header, _value in kept.headers}, kept.route
        assert ("Cache-Control", "private, no-store") in kept.headers, "Nothing else on the way keeps it."
