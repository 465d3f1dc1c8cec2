"""Composers that htmx sends: what comes back goes where it belongs, and a whole page never into part of another."""

import json
import re
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from hearth.communities.actions.order import hide_discussion
from hearth.communities.actions.writing import Answer, post_reply
from hearth.communities.models import Reply, Role
from hearth.communities.tests.people import member_of
from hearth.communities.tests.test_composers import HTMX, text, write_url
from tests.people import signed_in

pytestmark = pytest.mark.django_db


def at_page(discussion):
    """What htmx says of itself on the page of a discussion."""
    return HTMX | {"HX-Current-URL": f"http://testserver{discussion.get_absolute_url()}"}


def test_htmx_loads_the_page_anew_for_a_draft_instead_of_putting_it_inside(discussion, friend):
    browser = signed_in(friend)
    given = {"body": "Half a sentence", "draft": "1"}
    answer = browser.post(write_url(discussion), given, headers=at_page(discussion))
    assert (answer.status_code, answer.content, answer["HX-Refresh"]) == (200, b"", "true")
    assert answer["HX-Redirect"] == f"{discussion.get_absolute_url()}#write"
    assert not answer.has_header("Location")
    assert "Kept for thirty days" in text(browser.get(discussion.get_absolute_url()))


def htmx_posts(page):
    """Return every address that htmx posts to from a page."""
    return set(re.findall(r'hx-post="([^"]+)"', page))


def test_whoever_is_signed_out_meanwhile_is_led_to_a_whole_page_by_htmx(discussion, friend, asker):
    post_reply(discussion, Answer(body="Look at the sky."), by=asker)
    page = text(signed_in(friend).get(discussion.get_absolute_url()))
    addresses = htmx_posts(page)
    assert len(addresses) == 10
    for address in addresses:
        answer = Client().post(address, {"body": "My words."}, headers=at_page(discussion))
        assert (answer.status_code, answer.content) == (200, b"")
        if address == write_url(discussion):
            assert answer["HX-Redirect"] == reverse("communities:waiting")
        else:  # and back to the page, not to an address that only takes what it sent
            assert answer["HX-Redirect"] == f"/sign-in/?{urlencode({'next': discussion.get_absolute_url()})}"
        assert not answer.has_header("HX-Refresh")


def test_htmx_is_told_in_a_line_that_the_place_is_gone(discussion, friend, place):
    browser, given = signed_in(friend), {"body": "My words."}
    hide_discussion(discussion, by=member_of(place, Role.MODERATOR))
    missing = reverse("communities:reply-create", args=["zzzzzzzzzz"])
    answers = [browser.post(address, given, headers=HTMX) for address in (write_url(discussion), missing)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert 'role="alert"' in text(answers[0])
    assert "Your words are still here" in text(answers[0])
    assert "<html" not in text(answers[0])


def test_an_answer_at_the_foot_of_the_page_leaves_a_fresh_composer_there(discussion, friend, asker):
    top = post_reply(discussion, Answer(body="Top."), by=asker)
    given = {"body": "To you.", "answer": top.public_id}
    at_foot = HTMX | {"HX-Target": "write"}
    page = text(signed_in(friend).post(write_url(discussion), given | {"name": "nobody"}, headers=at_foot))
    assert 'id="write"' in page
    page = text(signed_in(friend).post(write_url(discussion), given, headers=at_foot))
    assert f'hx-swap-oob="beforeend:#answers-{top.public_id}"' in page
    assert 'id="write"' in page


def test_the_page_counts_what_is_posted_in_place(discussion, friend):
    browser = signed_in(friend)
    assert "Nobody has answered yet." in text(browser.get(discussion.get_absolute_url()))
    page = text(browser.post(write_url(discussion), {"body": "First."}, headers=HTMX | {"HX-Target": "write"}))
    replied = page.partition('id="replied" hx-swap-oob="true"')[2].partition("</div>")[0]
    assert "1 reply" in replied
    assert "Nobody has answered yet." not in page
    assert f"/replies/{Reply.objects.get().public_id}/edit/" in page, "one may change it at once"


def test_a_composer_alone_on_its_page_leads_to_what_was_posted(discussion, friend):
    on_its_page = HTMX | {"HX-Current-URL": f"http://testserver{write_url(discussion)}?quote=x", "HX-Target": "write"}
    answer = signed_in(friend).post(write_url(discussion), {"body": "Seen."}, headers=on_its_page)
    assert answer["HX-Redirect"] == Reply.objects.get().get_absolute_url()
    assert "posted" in json.loads(answer["HX-Trigger"])
