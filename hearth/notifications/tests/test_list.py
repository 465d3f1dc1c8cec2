"""The list of what one was told."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hearth.communities.actions.belonging import leave_community
from hearth.communities.actions.keeping import mark_read
from hearth.communities.actions.order import hide_reply
from hearth.communities.actions.writing import Answer, Opening, delete_reply, post_reply, start_discussion
from hearth.communities.models import Attention
from hearth.communities.tests.people import member_of, open_community
from hearth.members.actions.distance import block
from hearth.notifications.models import Notification
from tests.people import signed_in

pytestmark = pytest.mark.django_db
LIST = reverse("notifications:list")


@pytest.fixture
def look(asker):
    """Open the list as whoever asked; return its HTML."""
    client = signed_in(asker)
    return lambda **asked: client.get(LIST, asked).content.decode()


def rows_in(html):
    return html.count('class="told told--new"'), html.count('class="told"')


def test_an_empty_list_is_said_kindly(look):
    assert "All quiet" in look()


def test_the_latest_stands_for_its_discussion_and_opens_to_all(look, answer, carry, discussion):
    for words in ("First words", "Second words", "Third words"):
        answer(words)
    carry()
    html = look()
    assert rows_in(html) == (1, 0)
    assert "2 more" in html
    assert "3 new" in html  # and not "New" beside "2 new"
    assert html.count(" new</span>") == 1
    assert f"discussion={discussion.public_id}" in html
    assert rows_in(look(discussion=discussion.public_id)) == (3, 0)


def test_going_there_reads_it(look, asker, answer, carry):
    reply = answer()
    carry()
    row = Notification.objects.get(member=asker)
    address = reverse("notifications:notification", args=[row.public_id])
    client = signed_in(asker)
    for ahead in (client.head(address), client.get(address, headers={"Sec-Purpose": "prefetch;prerender"})):
        assert ahead.status_code == 302
        assert rows_in(look()) == (1, 0)
    assert client.get(address).url == reverse("communities:reply", args=[reply.public_id])
    assert rows_in(look()) == (0, 1)


def test_reading_the_discussion_reads_it(look, asker, answer, carry, discussion):
    answer()
    carry()
    signed_in(asker).get(discussion.get_absolute_url())
    assert rows_in(look()) == (0, 1)


def test_what_is_read_of_somebody_else_s_is_read_by_nobody(look, friend, answer, carry, discussion):
    answer()
    carry()
    mark_read(discussion, by=friend, up_to=timezone.now())
    assert rows_in(look()) == (1, 0)


def test_all_is_read_that_the_page_had_shown(look, asker, answer, carry):
    answer()
    carry()
    shown = timezone.now()
    answer("Said meanwhile")
    carry()
    signed_in(asker).post(reverse("notifications:reading"), {"until": shown.isoformat()})
    assert Notification.objects.of(asker).unread().count() == 1
    signed_in(asker).post(reverse("notifications:reading"))
    assert rows_in(look()) == (0, 1)


def test_all_of_one_discussion_is_read_and_nothing_else(asker, place, answer, friend, carry, discussion):
    answer()
    other = start_discussion(place, Opening(title="Another", body="So."), by=asker)
    post_reply(other, Answer(body="Yes."), by=friend)
    carry()
    signed_in(asker).post(reverse("notifications:reading"), {"discussion": discussion.public_id})
    assert [row.discussion for row in Notification.objects.of(asker).unread()] == [other]


@pytest.mark.parametrize("how", ["taken back", "hidden", "blocked"])
def test_what_may_not_be_read_any_more_is_in_no_list_and_no_count(how, look, asker, friend, answer, carry, place):
    reply = answer("Canary-words")
    carry()
    row = Notification.objects.get(member=asker)
    assert rows_in(look()) == (1, 0)
    if how == "taken back":
        delete_reply(reply, by=friend)
    elif how == "hidden":
        hide_reply(reply, by=place.memberships.get(role="steward").member)
    else:
        block(friend, by=asker)
    carry()
    client = signed_in(asker)
    assert client.get(reverse("notifications:count")).json()["count"] == 0
    assert rows_in(look()) == (0, 0)
    assert client.get(reverse("notifications:notification", args=[row.public_id])).status_code == 404


def test_whoever_left_a_closed_place_hears_nothing_of_it(carry):
    den = open_community(name="Canary-den", reading="its_members", joining="on_request")
    asker, friend = member_of(den), member_of(den)
    talk = start_discussion(den, Opening(title="Canary-title", body="So."), by=asker)
    post_reply(talk, Answer(body="Yes."), by=friend)
    carry()
    client = signed_in(asker)
    assert "Canary-title" in client.get(LIST).content.decode()
    leave_community(den, by=asker)
    assert client.get(reverse("notifications:count")).json()["count"] == 0
    assert "Canary" not in client.get(LIST).content.decode()
    assert client.get(LIST, {"discussion": talk.public_id}).status_code == 404


def test_what_is_told_of_something_gone_is_forgotten_when_the_list_comes_to_it(look, asker, answer, carry):
    reply = answer()
    answer("Still here")
    carry()
    Notification.objects.filter(member=asker, subject_id=reply.pk).update(subject_id=0, at=timezone.now())
    assert rows_in(look()) == (1, 0)
    assert Notification.objects.filter(member=asker).count() == 1


def test_nobody_opens_what_somebody_else_was_told(friend, asker, answer, carry):
    answer()
    carry()
    row = Notification.objects.get(member=asker)
    address = reverse("notifications:notification", args=[row.public_id])
    assert signed_in(friend).get(address).status_code == 404


def test_what_one_missed_stands_above_after_days(look, asker, answer, carry):
    for number in range(7):
        answer(f"Words {number}")
    carry()
    assert "What you missed" not in look()
    Notification.objects.filter(member=asker).update(at=timezone.now() - timedelta(days=4))
    Attention.objects.update(read_at=None)
    html = look()
    assert "What you missed" in html
    assert "New answers: 7, in 1 discussion." in html


def test_the_list_costs_the_same_for_many(asker, place, friend, carry, django_assert_max_num_queries):
    client = signed_in(asker)

    def put(number):
        talk = start_discussion(place, Opening(title=f"Asked {number}", body="So."), by=asker)
        for words in ("One.", "Two."):
            post_reply(talk, Answer(body=words), by=friend)

    for number in range(2):
        put(number)
    carry()
    with django_assert_max_num_queries(16) as few:
        client.get(LIST)
    for number in range(2, 12):
        put(number)
    carry()
    with django_assert_max_num_queries(len(few)):
        html = client.get(LIST).content.decode()
    assert rows_in(html) == (12, 0)
