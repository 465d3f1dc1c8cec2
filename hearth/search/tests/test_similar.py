"""Discussions that may be about what somebody begins to ask: of that community, and only what they may read."""

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from hearth.communities.actions.order import hide_discussion
from hearth.communities.actions.writing import Opening, start_discussion
from hearth.communities.models import Discussion, Joining, Reading
from hearth.communities.tests.people import member_of, open_community
from hearth.members.actions.distance import block
from hearth.search.queries.similar import similar_to
from hearth.search.tests.finding import index_all
from hearth.topics.actions import put_first_vocabulary
from hearth.topics.models import Topic
from tests.people import signed_in

pytestmark = pytest.mark.django_db
COMMON = [f"How did you begin number {number}" for number in range(40)]


def begun(place, title, **given):
    made = start_discussion(place, Opening(title=title, **given), by=member_of(place))
    index_all()
    return made


def found_at(place, title, by, **query):
    browser = signed_in(by)
    address = reverse("search:similar", args=[place.public_id])
    return browser.post(address, {"title": title, **query}, headers={"origin": "http://testserver"})


def titles(place, title, viewer=None, **given):
    return [each.title for each in similar_to(title, within=place, viewer=viewer, language="en", **given)]


def test_words_that_any_question_holds_are_no_likeness(place):
    begun(place, "Salt-free: what do you put on eggs?")
    begun(place, "Después de la operación")
    begun(place, "بعد العملية")
    for title in ("What helped you after coming home", "¿Qué hago después?", "ماذا أفعل بعد السفر"):
        assert titles(place, title) == []
    assert titles(place, "Eggs") == ["Salt-free: what do you put on eggs?"]


def test_a_rare_word_is_found_whatever_its_accents_and_a_common_one_is_not(place, asker):
    for title in COMMON[:10]:
        start_discussion(place, Opening(title=title), by=asker)
    begun(place, "Swollen ankles in the évening")
    assert titles(place, "How did you stand your ANKLES?") == ["Swollen ankles in the évening"]
    assert titles(place, "what of the evening") == ["Swollen ankles in the évening"]
    assert titles(place, "How did you begin") == []
    assert titles(place, "!? ..") == []


def test_it_is_shown_to_members_who_write_as_a_part_of_their_page(place, friend):
    near = begun(place, "Swollen ankles")
    answer = found_at(place, "My ankles", friend)
    assert near.get_absolute_url() in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert not found_at(place, "Nothing alike", friend).content.strip()


def test_what_a_visitor_types_is_sent_nowhere(place):
    address = reverse("search:similar", args=[place.public_id])
    assert Client().post(address, {"title": "ankles"}, headers={"origin": "http://testserver"}).status_code == 302
    assert signed_in(member_of(place)).post(address, {"title": "ankles"}).status_code == 403
    page = Client().get(reverse("communities:discussion-new", args=[place.public_id])).content.decode()
    assert address not in page


def test_a_shared_topic_is_enough(place, asker):
    put_first_vocabulary()
    topic = Topic.objects.get(slug="grief")
    begun(place, "Since he left", topics=[topic])
    assert titles(place, "Evenings alone", topics=["grief"]) == ["Since he left"]
    assert titles(place, "Evenings alone", topics=["sleep", "\u202e"]) == []


def test_nobody_is_shown_what_they_may_not_read(place, asker, friend):
    hidden, parted = begun(place, "Swollen ankles hidden"), begun(place, "Swollen ankles parted")
    elsewhere = begun(open_community(), "Swollen ankles elsewhere")
    hide_discussion(hidden, by=place.memberships.get(role="steward").member)
    block(parted.author, by=friend)
    assert titles(place, "ankles", friend) == []
    assert titles(place, "ankles", asker) == ["Swollen ankles parted"]
    assert elsewhere.title not in titles(place, "ankles", asker)


def test_a_closed_place_answers_like_one_that_is_not_there():
    few = open_community(reading=Reading.ITS_MEMBERS, joining=Joining.ON_REQUEST)
    begun(few, "Swollen ankles")
    assert found_at(few, "ankles", member_of(open_community())).status_code == 404
    assert found_at(few, "ankles", member_of(few)).status_code == 200


def test_what_people_say_here_stands_before_what_was_brought_in(place):
    for number in range(3):
        row = begun(place, f"Brought in about swollen ankles {number}")
        Discussion.objects.filter(pk=row.pk).update(source_key=f"key {number}")
    begun(place, "My ankles")
    found = titles(place, "Swollen ankles")
    assert found[0] == "My ankles"
    assert len(found) == 4


def test_it_asks_as_many_queries_however_much_was_said(place, asker, django_assert_max_num_queries):
    for title in COMMON:
        start_discussion(place, Opening(title=title), by=asker)
    begun(place, "My ankles")
    with django_assert_max_num_queries(13):
        similar_to("Swollen ankles", within=place, viewer=None, topics=["grief"], language="en")


def test_beside_a_discussion_stands_what_others_asked(place, asker, friend):
    own, other = begun(place, "Swollen ankles in the evening"), begun(place, "Ankles that hurt")
    page = signed_in(friend).get(reverse("search:beside", args=[own.public_id])).content.decode()
    assert other.title in page
    assert own.title not in page


def test_bad_input_is_answered_quickly_and_too_many_questions_with_nothing(place, friend, settings):
    for title in ("x" * 5_000, "%", "'; --", "\u202e"):
        assert found_at(place, title, friend, topics=["x" * 2_000]).status_code == 200
    caches["process"].clear()
    settings.PACES = settings.PACES | {"similar": (1, 1)}
    assert [found_at(place, "ankles", friend).status_code for _ in range(2)] == [200, 204]


def test_the_composer_asks_for_it_by_its_address(place, friend):
    address = reverse("search:similar", args=[place.public_id])
    page = signed_in(friend).get(reverse("communities:discussion-new", args=[place.public_id])).content.decode()
    assert f'hx-post="{address}" hx-params="title,topics"' in page


def test_a_discussion_asks_for_what_is_close_by_its_address(place, friend):
    own = begun(place, "Swollen ankles")
    page = signed_in(friend).get(own.get_absolute_url()).content.decode()
    assert f'hx-get="{reverse("search:beside", args=[own.public_id])}"' in page
