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
from tests.people import account_of, appoint, join_person, show_photo
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
