"""What search engines read of a discussion (schema.org): whole, true, and nobody's other name or page in it."""

from datetime import datetime

import pytest
from django.conf import settings
from django.urls import reverse

from hearth.communities.actions.finding import find
from hearth.communities.actions.importing import Collection, put_entries, put_library
from hearth.communities.actions.order import hide_reply
from hearth.communities.actions.writing import Answer, Opening, delete_discussion, post_reply, start_discussion
from hearth.communities.entries import Entry
from hearth.communities.models import WHOLE, FindingKind, Role
from hearth.communities.queries.naming import Name
from hearth.communities.tests.people import member_of
from hearth.communities.views.addresses import of_community
from hearth.members.actions.leaving import close_account
from hearth.members.models import Audience
from tests.microdata import items_of
from tests.people import account_of, join_person

pytestmark = pytest.mark.django_db


def items(client, address):
    return items_of(client.get(address).content.decode())


def item_of(client, discussion):
    (found,) = items(client, discussion.get_absolute_url())
    return found


def test_a_discussion_is_a_posting_with_its_comments(client, discussion, asker, friend):
    reply = post_reply(discussion, Answer(body="<p>I <em>remember</em> the coat.</p>"), by=friend)
    post_reply(discussion, Answer(body="Thank you.", parent=reply), by=asker)
    found = item_of(client, discussion)
    assert found.kind == "DiscussionForumPosting"
    assert found.one("headline") == "Afraid to walk alone"
    assert found.one("text") == "I stand at the door."
    assert found.one("url") == settings.CONFIG.site_url + discussion.get_absolute_url()
    assert found.one("commentCount") == "2"
    assert datetime.fromisoformat(found.one("datePublished")) == discussion.created_at.replace(microsecond=0)
    assert [(each.kind, each.one("text")) for each in found.all("comment")] == [
        ("Comment", "I remember the coat."),
        ("Comment", "Thank you."),
    ]
    for each, name in [(found, asker.name), *zip(found.all("comment"), (friend.name, asker.name), strict=True)]:
        assert (each.one("author").kind, each.one("author").said) == ("Person", {"name": [name]})
        assert each.one("url").startswith(settings.CONFIG.site_url)


def test_a_list_names_its_authors_and_nothing_beside(client, place):
    for role in (Role.MENTOR, Role.CLINICIAN, Role.MEMBER):
        start_discussion(place, Opening(title=f"Asked as {role}"), by=member_of(place, role, name=f"Rosa as {role}"))
    for address in (of_community(place), "/"):
        for each in items(client, address):
            if each.kind == "DiscussionForumPosting":
                role = each.one("headline").removeprefix("Asked as ")
                assert each.one("author").said == {"name": [f"Rosa as {role}"]}
                assert each.one("url").startswith("/discussions/")
                assert datetime.fromisoformat(each.one("datePublished"))


def test_what_was_brought_in_is_a_question_with_its_answer(client):
    collection = Collection(name="Answers", license="CC BY 4.0")
    library = put_library(collection)
    given = {"title": "What is rest?", "body": "", "answer": "Lying down.", "source": "NHLBI"}
    put_entries(library, collection, [Entry(key="7", url="https://example.org/a", **given)])
    discussion = library.discussions.get()
    page = item_of(client, discussion)
    question = page.one("mainEntity")
    assert (page.kind, question.kind) == ("QAPage", "Question")
    assert question.one("name") == discussion.title
    assert question.one("answerCount") == "1"
    answer = question.one("acceptedAnswer")
    assert (answer.kind, answer.one("text"), answer.one("author").said) == (
        "Answer",
        "Lying down.",
        {"name": ["NHLBI (collection)"]},
    )


def test_a_discussion_is_a_question_once_it_is_known_what_helped(client, discussion, place, asker, friend):
    bodies = ("I remember the coat.", "The bench was my trick.", "Count the trees.")
    replies = [post_reply(discussion, Answer(body=body), by=friend) for body in bodies]
    find(replies[1], FindingKind.HELPED, [WHOLE], by=asker)
    find(replies[2], FindingKind.HELPED, [WHOLE], by=member_of(place, Role.MENTOR))
    page = item_of(client, discussion)
    question = page.one("mainEntity")
    assert (page.kind, question.kind) == ("QAPage", "Question")
    assert (question.one("name"), question.one("answerCount")) == ("Afraid to walk alone", "3")
    assert [(each.kind, each.one("text")) for each in question.all("acceptedAnswer")] == [("Answer", bodies[1])]
    assert [each.one("text") for each in question.all("suggestedAnswer")] == [bodies[0], bodies[2]]
    assert not question.all("comment")
    delete_discussion(discussion, by=asker)
    found = items(client, reverse("communities:discussion", args=[discussion.public_id, "discussion"]))
    assert {each.kind for each in found} <= {"QAPage", "Comment"}


def test_nothing_leads_from_a_name_to_another(client, place):
    member = member_of(place, name="Known name")
    other = member_of(place, name="Behind the alias")
    opening = Opening(title="Under another name", body="Words", name=Name.PSEUDONYM, pseudonym="Quiet reed")
    discussion = start_discussion(place, opening, by=member)
    post_reply(discussion, Answer(body="Me too", name=Name.ALIAS), by=other)
    told = str(item_of(client, discussion)) + str(items(client, of_community(place)))
    assert "Quiet reed" in told
    assert "/people/" not in told
    for name in ("Known name", "Behind the alias", member.public_id, other.public_id):
        assert name not in told


def test_a_page_for_few_is_linked_for_machines_neither(client, place):
    member = join_person("Opens to nobody", audience=Audience.ONLY_ME)
    found = item_of(client, start_discussion(place, Opening(title="Asked aloud", body="Words"), by=member))
    assert found.one("author").said == {"name": ["Opens to nobody"]}


def test_whoever_left_is_nobody_for_machines_too(client, discussion, asker, friend):
    post_reply(discussion, Answer(body="I remember the coat."), by=friend)
    close_account(account_of(asker), keep_writing=True, at_once=False)
    assert item_of(client, discussion).one("author").said == {"name": ["A former member"]}


def test_hidden_words_are_told_to_no_machine(client, discussion, place, friend):
    reply = post_reply(discussion, Answer(body="Buy my pills."), by=friend)
    post_reply(discussion, Answer(body="Please do not.", parent=reply), by=member_of(place))
    hide_reply(reply, by=member_of(place, Role.MODERATOR))
    assert [each.one("text") for each in item_of(client, discussion).all("comment")] == ["Please do not."]


def test_answers_to_what_was_taken_back_belong_to_nothing_made_up(client, discussion, asker, friend):
    post_reply(discussion, Answer(body="I remember the coat."), by=friend)
    delete_discussion(discussion, by=asker)
    found = items(client, reverse("communities:discussion", args=[discussion.public_id, "discussion"]))
    assert [(each.kind, each.one("text")) for each in found] == [("Comment", "I remember the coat.")]
