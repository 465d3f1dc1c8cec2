"""Lists that grow with the years: a page at a time, and nothing of them lost."""

import re

import pytest
from django.urls import reverse

from hearth.communities.actions.keeping import Unposted, bookmark_discussion, keep_draft
from hearth.communities.actions.order import pin_discussion
from hearth.communities.actions.writing import Answer, Opening, edit_reply, post_reply, start_discussion
from hearth.communities.models import Role
from hearth.communities.queries import discussions, kept, revisions
from hearth.communities.tests.people import member_of
from hearth.communities.views.addresses import of_community
from tests.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def talks(place, asker):
    return [start_discussion(place, Opening(title=f"Number {n} of five"), by=asker) for n in range(5)]


def told(html):
    """Return the numbers that a page says, as it says them."""
    return re.findall(r"Number (\d) of five", html)


def walk(browser, address, part=""):
    """Return what each page of a list says, from the first to the last."""
    pages = [browser.get(address).content.decode()]
    wanted = rf'href="(\?[^"]*{f"part={part}" if part else ""}[^"]*)" rel="next"'
    while found := re.search(wanted, pages[-1]):
        pages.append(browser.get(address + found[1].replace("&amp;", "&")).content.decode())
    return [told(page) for page in pages]


def test_what_one_saved_comes_a_page_at_a_time(talks, friend, monkeypatch):
    monkeypatch.setattr(kept, "PAGE", 2)
    for talk in talks:
        bookmark_discussion(talk, by=friend)
    pages = walk(signed_in(friend), reverse("communities:bookmarks"), "saved")
    assert pages == [["4", "3"], ["2", "1"], ["0"]]


def test_drafts_come_a_page_at_a_time(talks, friend, monkeypatch):
    monkeypatch.setattr(kept, "PAGE", 2)
    for talk in talks:
        keep_draft(talk.community, talk, Unposted(body="Not yet."), by=friend)
    pages = walk(signed_in(friend), reverse("communities:bookmarks"), "drafts")
    assert pages == [["4", "3"], ["2", "1"], ["0"]]


def test_a_history_comes_a_page_at_a_time(discussion, friend, monkeypatch):
    monkeypatch.setattr(revisions, "SHOWN", 2)
    reply = post_reply(discussion, Answer(body="Number 0 of five"), by=friend)
    for n in range(1, 6):
        reply = edit_reply(reply, f"Number {n} of five", by=friend)
    pages = walk(signed_in(friend), reverse("communities:reply-history", args=[reply.public_id]))
    assert pages == [["4", "3"], ["2", "1"], ["0"]]


def test_the_latest_pinned_stand_above_the_list_and_the_others_in_it(talks, place, client, monkeypatch):
    monkeypatch.setattr(discussions, "MOST_PINNED", 2)
    moderator = member_of(place, Role.MODERATOR)
    for talk in talks[:3]:
        pin_discussion(talk, by=moderator)
    shown = client.get(of_community(place)).content.decode()
    assert list(dict.fromkeys(told(shown))) == ["1", "2", "4", "3", "0"]
