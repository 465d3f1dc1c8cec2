"""Somebody asks for the first time: what helps them to ask, what becomes of it, and the mark by which they are met."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.communities.actions.writing import Answer, Opening, delete_discussion, post_reply, start_discussion
from hearth.communities.excerpts import excerpt_of
from hearth.communities.models import Discussion, Draft
from hearth.communities.models.discussion import GREETED
from hearth.communities.queries.naming import Name
from hearth.communities.tests.composing import filled, new_url, send, text
from hearth.communities.tests.people import member_of
from hearth.communities.views.addresses import of_community
from hearth.communities.waiting_words import KEY
from tests.cast import MADE_UP_ID
from tests.people import join_person, signed_in

pytestmark = pytest.mark.django_db
PARTS = {"tried": "Shorter walks.\n\nA stick.", "wanted": "Does it <b>pass</b>?", "since": "2019"}
HELPS = "this helps people to answer"
WOVEN = (
    "<p>I stand at the door.</p><h3>What I have tried</h3><p>Shorter walks.</p><p>A stick.</p>"
    "<h3>What I want to know</h3><p>Does it &lt;b&gt;pass&lt;/b&gt;?</p>"
)
ASKED = {"title": "Afraid to walk", "body": "I stand at the door.", **PARTS}


def test_whoever_wrote_nothing_here_is_told_what_the_parts_are_good_for(place, discussion, asker, friend):
    for browser, is_first in ((Client(), True), (signed_in(friend), True), (signed_in(asker), False)):
        page = text(browser.get(new_url(place)))
        assert (HELPS in page) is is_first
        assert all(f'name="{name}"' in page for name in PARTS)


def test_the_parts_stand_in_a_fold_that_is_open_while_one_is_filled(place, friend):
    browser = signed_in(friend)
    folds = [text(browser.get(new_url(place))), text(send(browser, new_url(place), title="", **PARTS))]
    before = [page[: page.index("Say what you have tried")].rpartition("<details")[2] for page in folds]
    assert [" open>" in each for each in before] == [False, True]


def test_what_cannot_wait_is_one_press_away_before_the_form_begins(place):
    page = text(Client().get(new_url(place)))
    assert page.index('href="#urg"') < page.index('name="title"') < page.index('id="urg"')


def test_whoever_answered_under_another_name_is_not_new(place, discussion, friend):
    post_reply(discussion, Answer(body="Me too.", name=Name.ALIAS), by=friend)
    assert HELPS not in text(signed_in(friend).get(new_url(place)))


def test_what_is_written_in_the_parts_stands_in_the_post_under_headings(place, friend):
    filled(signed_in(friend), new_url(place), **ASKED)
    found = Discussion.objects.get()
    assert (found.body, found.body_html, found.since) == (WOVEN, WOVEN, 2019)
    assert found.excerpt == (
        "I stand at the door. What I have tried: Shorter walks. A stick. What I want to know: Does it <b>pass</b>?"
    )
    assert "Part of life since 2019" in text(Client().get(found.get_absolute_url()))


def test_the_headings_are_in_the_language_of_the_words(place, friend):
    filled(signed_in(friend), new_url(place), **ASKED, language="es")
    assert "<h3>Lo que he probado</h3>" in Discussion.objects.get().body


def test_a_post_may_be_its_parts_alone(place, friend):
    filled(signed_in(friend), new_url(place), title="Only this", body="", wanted="Does it pass?")
    assert Discussion.objects.get().body == "<h3>What I want to know</h3><p>Does it pass?</p>"


@pytest.mark.parametrize("heading", ["Why?", "So:", "<b>Well.</b>"])
def test_a_heading_that_ends_by_itself_is_left_as_it_is(heading):
    assert excerpt_of(f"<h3>{heading}</h3><p>Yes</p>") == f"{heading.removeprefix('<b>').removesuffix('</b>')} Yes"


def test_nothing_is_woven_twice_when_a_form_comes_back(place, friend):
    page = text(send(signed_in(friend), new_url(place), **ASKED | {"title": ""}))
    assert page.count("What I have tried") == 1
    assert "Shorter walks." in page
    assert not Discussion.objects.exists()


def test_a_draft_and_a_visitors_words_keep_the_parts(place, friend):
    browser, visitor = signed_in(friend), Client()
    send(browser, new_url(place), draft="1", **ASKED)
    assert (Draft.objects.get().body, Draft.objects.get().since) == (WOVEN, 2019)
    filled(browser, new_url(place))
    assert (Discussion.objects.get().body, Discussion.objects.get().since) == (WOVEN, 2019)
    send(visitor, new_url(place), **ASKED, language="en", is_lived="on", read_in="A book")
    waits = visitor.session[KEY]
    assert (waits["body"], waits["since"], waits["is_lived"], waits["read_in"]) == (WOVEN, 2019, True, "A book")
    page = text(visitor.get(reverse("communities:waiting")))
    assert "Shorter walks." in page
    assert "Part of life since 2019" in page
    visitor.force_login(join_person(name="Rosa Lind").owner)
    filled(visitor, new_url(place))
    found = Discussion.objects.get(author__name="Rosa Lind")
    assert (found.body, found.since, found.is_lived, found.read_in) == (WOVEN, 2019, True, "A book")


@pytest.mark.parametrize(
    ("year", "said"),
    [
        *((year, "Write the year in four digits") for year in ("1899", "nineteen", "-1")),
        *((year, "This year is still to come.") for year in (str(timezone.localdate().year + 1), "9" * 40)),
    ],
)
def test_a_year_that_is_none_is_said_and_nothing_is_lost(year, said, place, friend):
    page = text(send(signed_in(friend), new_url(place), **ASKED | {"since": year}))
    assert said in page
    assert "Shorter walks." in page
    assert not Discussion.objects.exists()


def test_parts_that_are_too_long_together_are_refused(place, friend):
    page = text(send(signed_in(friend), new_url(place), **ASKED | {"body": "x" * 19_990}))
    assert "at most 20000 characters" in page
    assert not Discussion.objects.exists()


def test_words_of_a_refused_form_are_given_back_whole(place, friend):
    browser, address = signed_in(friend), reverse("communities:discussion-new", args=[MADE_UP_ID])
    answer = browser.post(address, ASKED)
    assert answer.status_code == 404
    assert all(words in text(answer) for words in ("I stand at the door.", "Shorter walks.", "Does it"))


class TestTheMark:
    """Members greet a name whose first words these are; whoever is not signed in is not told."""

    mark = "First post here"

    def test_whoever_answers_is_asked_to_say_welcome(self, place, friend, asker):
        first, second = (start_discussion(place, Opening(title=title), by=friend) for title in ("One", "Two"))
        line, browser = "a word of welcome helps", signed_in(asker)
        assert line in text(browser.get(first.get_absolute_url()))
        assert line not in text(browser.get(second.get_absolute_url()))
        for other in (signed_in(friend), Client()):
            assert line not in text(other.get(first.get_absolute_url()))

    def test_it_stands_on_the_first_post_of_a_name_alone(self, place, friend, asker):
        first, second = (start_discussion(place, Opening(title=title), by=friend) for title in ("One", "Two"))
        for who, sees in ((asker, True), (None, False)):
            browser = signed_in(who) if who else Client()
            assert (self.mark in text(browser.get(first.get_absolute_url()))) is sees
            assert text(browser.get(of_community(place))).count(self.mark) == int(sees)
            assert self.mark not in text(browser.get(second.get_absolute_url()))

    def test_it_goes_after_two_weeks(self, place, friend, asker):
        first = start_discussion(place, Opening(title="One"), by=friend)
        Discussion.objects.update(created_at=timezone.now() - GREETED)
        assert self.mark not in text(signed_in(asker).get(first.get_absolute_url()))

    def test_whoever_answered_before_is_not_new(self, place, discussion, friend):
        post_reply(discussion, Answer(body="Me too."), by=friend)
        assert not start_discussion(place, Opening(title="And I"), by=friend).is_first

    def test_a_one_off_name_never_carries_it_and_a_name_for_a_community_does(self, place):
        one, other = member_of(place), member_of(place)
        alias = start_discussion(place, Opening(title="Quietly", name=Name.ALIAS), by=one)
        named = Opening(title="Here", name=Name.PSEUDONYM, pseudonym="Quiet Alder")
        assert not alias.is_first
        assert start_discussion(place, named, by=other).is_first

    def test_it_goes_with_the_words(self, discussion, asker, friend):
        post_reply(discussion, Answer(body="Me too."), by=friend)
        delete_discussion(discussion, by=asker)
        discussion.refresh_from_db()
        assert not discussion.is_first
        assert discussion.since is None
