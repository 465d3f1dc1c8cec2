"""Many answers to one reply: a page shows the first, and leads to the others."""

from html import unescape

import pytest
from django.urls import reverse

from hearth.communities.models import Reply
from hearth.communities.queries import answers
from hearth.communities.queries.answers import SHOWN
from hearth.communities.queries.discussions import REPLIES
from tests.people import signed_in

pytestmark = pytest.mark.django_db
MANY = SHOWN + REPLIES + 5


def answered(discussion, author, count):
    """Return a reply with `count` answers to it, "Answer 0." first."""
    parent = Reply.objects.create(discussion=discussion, author=author, body="Up.", body_html="<p>Up.</p>")
    for number in range(count):
        words = f"Answer {number}."
        Reply.objects.create(discussion=discussion, parent=parent, author=author, body=words, body_html=words)
    return parent


def said(client, address):
    response = client.get(address, follow=True)
    assert response.status_code == 200
    page = unescape(response.content.decode())
    return page, [number for number in range(MANY) if f"Answer {number}." in page]


def link(page, words):
    """Return where the link leads whose words begin so."""
    return page.partition(f">{words}")[0].rpartition('href="')[2].partition('"')[0]


@pytest.fixture
def crowd(discussion, friend):
    return answered(discussion, friend, MANY)


@pytest.mark.parametrize("is_member", [True, False])
def test_the_first_stand_below_and_links_lead_through_all(client, discussion, crowd, asker, is_member):
    reader = signed_in(asker) if is_member else client
    page, shown = said(reader, discussion.get_absolute_url())
    assert shown == list(range(SHOWN))
    assert f"Show {REPLIES + 5} more answers" in page
    page, shown = said(reader, link(page, "Show"))
    assert shown == list(range(SHOWN, SHOWN + REPLIES))
    assert "Up." in page
    following = page.partition('" rel="next"')[0].rpartition('href="')[2]
    assert said(reader, discussion.get_absolute_url() + following)[1] == list(range(SHOWN + REPLIES, MANY))


@pytest.mark.parametrize("most", [SHOWN - 1, answers.MOST])
def test_of_more_than_a_page_shows_each_reply_keeps_its_first(
    monkeypatch, client, discussion, friend, most, django_assert_max_num_queries
):
    monkeypatch.setattr(answers, "MOST", most)
    crowded, quiet = answered(discussion, friend, SHOWN + 2), answered(discussion, friend, 1)
    with django_assert_max_num_queries(8):
        page, shown = said(client, discussion.get_absolute_url())
    assert shown == list(range(SHOWN))
    assert "Show 2 more answers" in page
    below = {each.public_id: page.partition(f'id="answers-{each.public_id}"')[2] for each in (crowded, quiet)}
    assert [words.partition("</ol>")[0].count("Answer 0.") for words in below.values()] == [1, 1]


@pytest.mark.parametrize("number", [0, SHOWN - 1, SHOWN, REPLIES - 1, REPLIES, MANY - 1])
def test_an_address_leads_to_the_page_that_holds_it(client, crowd, number):
    answer = crowd.replies.get(body=f"Answer {number}.")
    page, shown = said(client, reverse("communities:reply", args=[answer.public_id]))
    assert number in shown
    assert f'id="reply-{answer.public_id}"' in page


def test_as_many_as_are_shown_need_no_link(client, discussion, friend):
    answered(discussion, friend, SHOWN)
    page, shown = said(client, discussion.get_absolute_url())
    assert shown == list(range(SHOWN))
    assert "more answer" not in page


def test_what_is_hidden_is_not_counted(client, discussion, crowd):
    hidden = crowd.replies.order_by("pk")[SHOWN : SHOWN + REPLIES]
    Reply.objects.filter(pk__in=[reply.pk for reply in hidden]).update(hidden_at=discussion.created_at)
    assert "Show 5 more answers" in said(client, discussion.get_absolute_url())[0]


def test_of_another_discussion_nothing_is_shown(client, place, discussion, crowd, friend):
    other = type(discussion).objects.create(community=place, author=friend, title="Another")
    assert said(client, f"{other.get_absolute_url()}?under={crowd.public_id}")[1] == []


def test_many_crowded_replies_cost_as_much_as_one(client, discussion, friend, django_assert_max_num_queries):
    for _number in range(4):
        answered(discussion, friend, SHOWN + 1)
    with django_assert_max_num_queries(6):
        assert said(client, discussion.get_absolute_url())[0].count("Show 1 more answer<") == 4
