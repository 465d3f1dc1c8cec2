"""What lists, homes and answers ask of the database: as much for many rows as for few."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.adapters import CommunitiesPart
from hearth.communities.queries.discussions import get_reply, get_reply_to_delete
from hearth.communities.queries.kept import list_bookmarks, list_drafts
from hearth.communities.queries.told import replies_told
from hearth.communities.tests.people import member_of
from hearth.communities.views.addresses import of_community
from hearth.members import faces
from hearth.topics.actions import put_first_vocabulary
from hearth.topics.models import Topic
from tests.people import account_of, signed_in
from tests.plans import plans_of

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[1, 12])
def filled(request, place, friend):
    """A place with few or many discussions, half of them answered; the answer to each is new to the friend."""
    for number in range(request.param):
        asker = member_of(place)
        talk = start_discussion(place, Opening(title=f"Question {number}", body="Who knows?"), by=asker)
        if number % 2:
            post_reply(talk, Answer(body="I do."), by=member_of(place))
    return place


def test_a_list_costs_the_same_however_long(filled, friend, django_assert_max_num_queries):
    browser = signed_in(friend)
    browser.get(of_community(filled))
    with django_assert_max_num_queries(8):
        assert b"Question 0" in browser.get(of_community(filled)).content


def test_a_home_costs_the_same_however_much_is_new(filled, friend, django_assert_max_num_queries):
    browser = signed_in(friend)
    browser.get(reverse("front:home"))
    with django_assert_max_num_queries(12):
        assert browser.get(reverse("front:home")).context["waiting"]


def test_a_second_answer_is_twenty_queries_at_most(filled, friend, django_assert_max_num_queries):
    discussion, browser = filled.discussions.order_by("pk")[0], signed_in(friend)
    address = reverse("communities:reply-create", args=[discussion.public_id])
    browser.post(address, {"body": "Me too.", "language": "en", "once": "a"})
    with django_assert_max_num_queries(
        22
    ):  # two more than on a site: here the transaction is a savepoint of the test's
        assert browser.post(address, {"body": "And again.", "language": "en", "once": "b"}).status_code == 302
    assert discussion.replies.filter(author=friend).count() == 2


def test_a_copy_costs_the_same_however_much_somebody_began(place, asker):
    put_first_vocabulary()
    topics = list(Topic.objects.order_by("pk")[:2])
    person = faces.person_behind(account_of(asker))

    def copy():
        start_discussion(place, Opening(title="Once more", body="Who knows?", topics=topics), by=asker)
        with CaptureQueriesContext(connection) as asked:
            begun = next(each for each in CommunitiesPart().export(person) if each.key == "discussions")
        (said,) = [fact.value for fact in begun.rows[-1] if fact.key == "topics"]
        assert {*said} == {topic.slug for topic in topics}
        return len(asked)

    assert copy() == copy() == copy()


@pytest.mark.parametrize("asked", ["one", "told", "own"])
def test_a_reply_is_found_without_a_list_of_all_that_one_may_read(place, friend, discussion, asked):
    reply = post_reply(discussion, Answer(body="I do."), by=member_of(place))
    with CaptureQueriesContext(connection) as seen:
        {
            "one": lambda: get_reply(reply.public_id, viewer=friend),
            "told": lambda: replies_told([reply.pk], viewer=friend),
            "own": lambda: get_reply_to_delete(reply.public_id, viewer=friend),
        }[asked]()
    said = seen.captured_queries[0]["sql"]
    assert not re.search(
        r'IN \(SELECT \w+\."id" FROM "communities_(reply|discussion)"', said.replace(' AS "pk"', "")
    ), said


@pytest.mark.parametrize("kept", [list_bookmarks, list_drafts])
def test_what_somebody_keeps_is_read_without_all_discussions_there_are(friend, kept):
    (plan,) = plans_of(lambda: kept(friend), about="communities_discussion")
    assert "SCAN" not in plan
