"""What a draft keeps beside its words: the name that was chosen, what it answers, and all the rest."""

import pytest

from hearth.communities.actions import keeping
from hearth.communities.actions.writing import Answer, Opening, delete_reply, post_reply, start_discussion
from hearth.communities.models import Answering, Discussion, Draft, Reply
from hearth.communities.tests.people import open_community
from hearth.communities.tests.test_composers import filled, new_url, send, text, write_url
from hearth.members.models import Kind, Member
from hearth.topics.actions import put_first_vocabulary
from hearth.topics.models import Topic
from tests.pages import forms_of
from tests.people import signed_in

pytestmark = pytest.mark.django_db


def checked(page, name):
    """Return what is chosen of `name` in the composer of a page."""
    (form,) = [form for form in forms_of(page) if "body" in form.fields]
    return [value.strip() for value in form.fields[name].values]


def test_a_draft_of_an_opening_comes_back_with_all_that_was_chosen(asker):
    place = open_community(languages=["en", "es"])
    put_first_vocabulary()
    browser, topic = signed_in(asker), Topic.objects.get(slug="grief")
    given = {
        "title": "Half",
        "body": "Half",
        "name": "alias",
        "answering": "nobody",
        "language": "es",
        "topics": [topic.slug],
        "pseudonym": "Quiet  Alder",
    }
    send(browser, new_url(place), draft="1", **given)
    page = text(browser.get(new_url(place)))
    for name, value in (given | {"topics": topic.slug, "pseudonym": "Quiet Alder"}).items():
        assert checked(page, name) == [value], name
    assert not Member.objects.exclude(kind=Kind.MAIN).exists()  # a choice is kept, no name is made
    filled(browser, new_url(place), title="Whole")
    posted = Discussion.objects.get()
    assert (posted.author.kind, posted.answering, posted.language) == (Kind.ALIAS, Answering.NOBODY, "es")
    assert list(posted.topics.all()) == [topic]


def test_a_draft_of_an_answer_stays_an_answer_under_the_name_that_was_chosen(discussion, friend, asker):
    top, other = (post_reply(discussion, Answer(body=body), by=asker) for body in ("Top.", "Other."))
    browser = signed_in(friend)
    send(browser, write_url(discussion), answer=top.public_id, body="To you.", name="alias", draft="1")
    page = text(browser.get(discussion.get_absolute_url()))
    assert checked(page, "answer") == [top.public_id]
    assert checked(page, "name") == ["alias"]
    assert "You are answering <bdi>Marisol V.</bdi>" in page
    in_place = {each: text(browser.get(write_url(discussion), {"answer": each.public_id})) for each in (top, other)}
    assert "To you." in in_place[top]
    assert "To you." not in in_place[other]
    answer = filled(browser, discussion.get_absolute_url(), body="To you alone.")
    posted = Reply.objects.latest("pk")
    assert (answer.url, posted.parent, posted.author.kind) == (posted.get_absolute_url(), top, Kind.ALIAS)
    assert not Draft.objects.exists()


def test_an_emptied_draft_is_forgotten_and_not_said_to_be_kept(discussion, friend):
    browser = signed_in(friend)
    send(browser, write_url(discussion), body="Half a thought", draft="1")
    assert "Half a thought" in text(browser.get(discussion.get_absolute_url()))
    send(browser, write_url(discussion), body=" ", draft="1")
    page = text(browser.get(discussion.get_absolute_url()))
    assert "no draft is kept" in page
    assert "Kept for thirty days" not in page
    assert "Half a thought" not in page


def test_a_draft_of_an_answer_to_what_is_gone_is_one_to_the_discussion(discussion, friend, asker, place):
    top = post_reply(discussion, Answer(body="Top."), by=asker)
    browser = signed_in(friend)
    send(browser, write_url(discussion), answer=top.public_id, body="To you.", draft="1")
    delete_reply(top, by=asker)
    page = text(browser.get(discussion.get_absolute_url()))
    assert "To you." in page
    assert "You are answering" not in page
    assert filled(browser, discussion.get_absolute_url()).status_code == 302
    assert Reply.objects.latest("pk").parent is None


def test_one_keeps_so_many_drafts_and_no_more(discussion, friend, place, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_DRAFTS", 1)
    browser = signed_in(friend)
    assert send(browser, write_url(discussion), body="First", draft="1").status_code == 302
    assert send(browser, write_url(discussion), body="First, longer", draft="1").status_code == 302
    other = start_discussion(place, Opening(title="Another"), by=friend)
    refused = send(browser, write_url(other), body="Second", draft="1")
    assert "You keep 1 drafts already." in text(refused)
    assert "Second" in text(refused)
    assert [each.body for each in Draft.objects.all()] == ["<p>First, longer</p>"]
