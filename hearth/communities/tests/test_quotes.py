"""Who is quoted is said to readers and kept in no text: whoever leaves is a former member in quotations too."""

import html as markup
import re
import time

import pytest
from django.urls import reverse

from hearth.communities.actions.order import hide_reply
from hearth.communities.actions.writing import Answer, Opening, delete_reply, post_reply, start_discussion
from hearth.communities.models import Draft, Reply, Role
from hearth.communities.queries.naming import Name
from hearth.communities.quotes import attributed, keys_in, without_names
from hearth.communities.tests.people import member_of
from hearth.members.actions.leaving import close_account, erase_account
from tests.people import account_of, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(discussion, asker):
    return post_reply(discussion, Answer(body="Walk to the bench."), by=asker)


def composer(discussion, member, quoted):
    """Return the composer in which `member` quotes: where to post, the text area's words and the editor's HTML."""
    address = reverse("communities:reply-create", args=[discussion.public_id])
    page = signed_in(member).get(address, {"quote": quoted.public_id}).content.decode()
    words = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1].strip("\n")
    editor = re.search(r'data-editor-html="([^"]*)"', page)[1]
    return address, markup.unescape(words), markup.unescape(editor)


def quote(discussion, member, quoted, *, in_editor=True):
    address, words, editor = composer(discussion, member, quoted)
    body = f"{editor}<p>I will.</p>" if in_editor else f"{words}\n\nI will."
    signed_in(member).post(address, {"body": body, "language": "en"})
    return Reply.objects.latest("pk")


def page(browser, discussion):
    return browser.get(discussion.get_absolute_url(), follow=True).content.decode()


@pytest.mark.parametrize("in_editor", [True, False])
def test_the_name_is_shown_and_not_kept(discussion, asker, friend, said, client, in_editor):
    _address, words, editor = composer(discussion, friend, said)
    assert "Marisol V." in words
    assert "Marisol V." in editor
    reply = quote(discussion, friend, said, in_editor=in_editor)
    assert "Marisol" not in f"{reply.body}{reply.body_html}"
    shown = page(client, discussion)
    assert f'<cite><a href="/replies/{said.public_id}/">Marisol V. wrote:</a></cite>' in shown
    assert shown.count("Walk to the bench.") >= 2


@pytest.mark.parametrize("keep", [True, False])
def test_whoever_leaves_is_named_in_no_quotation(discussion, asker, friend, client, said, keep):
    reply = quote(discussion, friend, said)
    quote(discussion, friend, discussion)
    assert "Marisol V. wrote:" in page(client, discussion)
    close_account(account_of(asker), keep_writing=keep, at_once=False)
    assert "Marisol" not in page(client, discussion), "from the moment the account is closed"
    erase_account(account_of(asker))
    shown = page(client, discussion)
    assert "Marisol" not in shown
    assert ("A former member wrote:" if keep else "Said earlier:") in shown
    assert Reply.objects.get(pk=reply.pk).body == reply.body


def test_what_is_gone_or_hidden_is_quoted_without_a_name(discussion, friend, client, said, place, asker):
    other = post_reply(discussion, Answer(body="Rest first."), by=asker)
    for each in (said, other):
        quote(discussion, friend, each)
    delete_reply(said, by=asker)
    hide_reply(other, by=member_of(place, Role.MODERATOR))
    assert page(client, discussion).count("Said earlier:") == 2


def test_a_quotation_of_an_alias_shows_the_alias(discussion, place, friend, client):
    member = member_of(place, name="Known Name")
    alias = post_reply(discussion, Answer(body="Under another name.", name=Name.ALIAS), by=member)
    quote(discussion, friend, alias)
    shown = page(client, discussion)
    assert f"{alias.author.name} wrote:" in shown
    assert "Known Name" not in shown


def test_what_was_said_in_another_discussion_gets_no_name(discussion, friend, place, client, said):
    other = start_discussion(place, Opening(title="Elsewhere"), by=friend)
    reply = quote(discussion, friend, said)
    post_reply(other, Answer(body=reply.body), by=friend)
    assert "Marisol" not in page(client, other)


def test_a_draft_keeps_no_name_either(discussion, friend, said):
    address, _words, editor = composer(discussion, friend, said)
    signed_in(friend).post(address, {"body": editor, "language": "en", "draft": "1"})
    assert "Marisol" not in Draft.objects.get().body


def test_a_page_of_quotations_costs_one_query_more(discussion, friend, asker, django_assert_max_num_queries):
    for number in range(4):
        quote(discussion, friend, post_reply(discussion, Answer(body=f"Step {number}."), by=asker))
    browser = signed_in(friend)
    page(browser, discussion)
    with django_assert_max_num_queries(9):
        page(browser, discussion)


@pytest.mark.parametrize(
    "html",
    [
        '<blockquote><p>Ann (<a href="https://elsewhere.example/replies/abc/">x</a>)</p></blockquote>',
        '<p>Ann <a href="http://localhost:8000/replies/abc/">x</a></p>',
        f'<blockquote><p>{"long " * 20}<a href="http://localhost:8000/replies/abc/">x</a></p></blockquote>',
        "<blockquote><p>Ann wrote:</p></blockquote>",
    ],
)
def test_other_words_stay_as_they_are(html):
    assert without_names(html) == html
    assert "Said earlier" not in attributed(without_names(html), {}) or list(keys_in(html))


def test_a_text_of_many_quotations_costs_no_more_than_another(discussion, friend):
    address = reverse("communities:reply-create", args=[discussion.public_id])
    browser, began = signed_in(friend), time.process_time()
    for lines, ending in (("> a\nb\n", 80_000), ("> a\nb\n", 2_000), ("> a\nb\n", 100)):
        answer = browser.post(address, {"body": lines * ending, "language": "en"})
        assert answer.status_code in {200, 302}
    assert time.process_time() - began < 3
    html = Reply.objects.latest("pk").body_html
    assert html.count("<blockquote><p>a</p></blockquote><p>b</p>") == 100
