"""Asking and answering: who may, under which name, and what becomes of words that cannot be posted."""

import pytest
from django.urls import reverse

from hearth.communities.actions.belonging import leave_community
from hearth.communities.actions.order import hide_discussion, lock_discussion
from hearth.communities.actions.places import archive_community
from hearth.communities.actions.writing import (
    Answer,
    Opening,
    delete_reply,
    post_reply,
    start_discussion,
)
from hearth.communities.models import Discussion, Draft, Joining, Membership, Reading, Reply, Role
from hearth.communities.tests.composing import filled, new_url, send, text, write_url
from hearth.communities.tests.people import member_of, open_community
from tests.pages import forms_of
from tests.people import join_person, signed_in

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


# Answering


def test_a_reply_is_posted_from_the_page_and_lands_where_it_stands(discussion, friend):
    browser = signed_in(friend)
    answer = filled(browser, discussion.get_absolute_url(), body="I remember the coat.")
    reply = Reply.objects.get()
    assert answer.url == reply.get_absolute_url()
    page = browser.get(answer.url, follow=True)
    assert "I remember the coat." in text(page)
    assert "You appear as Thomas O., as before in this discussion." in text(page)
    assert reply.author == friend


def test_a_form_sent_twice_posts_once(discussion, friend):
    browser = signed_in(friend)
    forms = forms_of(text(browser.get(write_url(discussion))))
    (form,) = [form for form in forms if "body" in form.fields]
    first, second = (browser.post(form.action, form.filled(body="Once only.")) for _each in range(2))
    assert first.url == second.url
    assert Reply.objects.count() == 1


def test_one_may_answer_an_answer_and_only_one_level_shows(discussion, friend, asker):
    top = post_reply(discussion, Answer(body="Top."), by=friend)
    nested = post_reply(discussion, Answer(body="Nested.", parent=top), by=asker)
    browser = signed_in(friend)
    page = text(browser.get(write_url(discussion), {"answer": nested.public_id}))
    assert "Nested." in page
    send(browser, write_url(discussion), answer=nested.public_id)
    assert Reply.objects.latest("pk").parent == top


def test_a_parent_of_another_discussion_is_not_taken(discussion, friend, place, asker):
    elsewhere = start_discussion(place, Opening(title="Elsewhere"), by=asker)
    foreign = post_reply(elsewhere, Answer(body="Foreign."), by=asker)
    send(signed_in(friend), write_url(discussion), answer=foreign.public_id)
    assert Reply.objects.latest("pk").parent is None


def test_what_was_answered_and_is_gone_keeps_the_words(discussion, friend, asker):
    top = post_reply(discussion, Answer(body="Top."), by=asker)
    key = top.public_id
    delete_reply(top, by=asker)
    answer = send(signed_in(friend), write_url(discussion), answer=key, body="My long answer.")
    assert answer.status_code == 404
    assert "My long answer." in text(answer)


@pytest.mark.parametrize("body", ["", "   ", "<p></p>", "<p>\u200b</p><script>x</script>", "\u202e"])
def test_nothing_is_not_posted(discussion, friend, body):
    answer = send(signed_in(friend), write_url(discussion), body=body)
    assert answer.status_code == 200
    assert not Reply.objects.exists()


@pytest.mark.parametrize("size", [20_001, 400_001, 1_000_000])
def test_too_much_is_said_and_kept(discussion, friend, size):
    answer = send(signed_in(friend), write_url(discussion), body="x" * size)
    assert answer.status_code == 200
    assert "x" * 20_000 in text(answer)
    assert "error-summary" in text(answer)
    assert not Reply.objects.exists()


def test_bad_choices_are_said(discussion, friend):
    browser = signed_in(friend)
    for given in (
        {"name": "somebody"},
        {"language": "xx"},
        {"name": "pseudonym"},
        {"name": "pseudonym", "pseudonym": "<b>"},
    ):
        answer = send(browser, write_url(discussion), **given)
        assert answer.status_code == 200
        assert "I remember the coat." in text(answer)
    assert not Reply.objects.exists()


def test_lines_with_a_quotation_mark_become_a_quotation(discussion, friend, asker):
    reply = post_reply(discussion, Answer(body="Walk to the bench."), by=asker)
    browser = signed_in(friend)
    address = f"{write_url(discussion)}?quote={reply.public_id}"
    page = text(browser.get(address))
    assert "&gt; Marisol V. (http://localhost:8000/replies/" in page
    at = f"http://localhost:8000/replies/{reply.public_id}/"
    said = f"> Marisol V. ({at})\r\n>\r\n> Walk to the bench.\r\n\r\nI will."
    send(browser, write_url(discussion), body=said)
    html = Reply.objects.latest("pk").body_html
    link = f'<a href="{at}" rel="nofollow ugc noopener">{at}</a>'
    assert html == f"<blockquote><p>{link}</p><p>Walk to the bench.</p></blockquote><p>I will.</p>"


def test_what_one_may_not_see_is_not_quoted(discussion, friend):
    inside = open_community(reading=Reading.ITS_MEMBERS, joining=Joining.ON_REQUEST)
    hidden = start_discussion(inside, Opening(title="Secret", body="Hidden words."), by=member_of(inside))
    answer = signed_in(friend).get(write_url(discussion), {"quote": hidden.public_id})
    assert "Hidden words." not in text(answer)


# Places that changed while somebody wrote


def test_words_stay_when_the_discussion_closed_meanwhile(discussion, friend, place):
    moderator = member_of(place, Role.MODERATOR)
    browser = signed_in(friend)
    lock_discussion(discussion, by=moderator)
    answer = send(browser, write_url(discussion), body="My long answer.")
    assert answer.status_code == 200
    assert "A moderator has closed this discussion." in text(answer)
    assert "My long answer." in text(answer)
    hide_discussion(discussion, by=moderator)
    answer = send(browser, write_url(discussion), body="<p>My <strong>long</strong> answer.</p>")
    assert answer.status_code == 404
    assert "My long answer." in text(answer)
    assert not Reply.objects.exists()


def test_words_stay_when_the_place_was_left_or_closed_meanwhile(asker):
    place = open_community(joining=Joining.ON_REQUEST)
    friend = member_of(place)
    discussion = start_discussion(place, Opening(title="One"), by=friend)
    browser = signed_in(friend)
    leave_community(place, by=friend)
    for address in (write_url(discussion), new_url(place)):
        answer = send(browser, address, title="A title", body="My long answer.")
        assert "You can ask to join it." in text(answer)
        assert "My long answer." in text(answer)
    steward = Membership.objects.get(community=place, role=Role.STEWARD).member
    archive_community(place, by=steward)
    assert "This community is closed." in text(
        send(signed_in(steward), new_url(place), title="A title", body="My words.")
    )


def test_what_is_not_there_gives_the_words_back_the_same_as_what_is_hidden(friend):
    inside = open_community(reading=Reading.ITS_MEMBERS, joining=Joining.BY_INVITATION)
    hidden = start_discussion(inside, Opening(title="Secret"), by=member_of(inside))
    browser = signed_in(friend)
    answers = [
        send(browser, address, title="T", body="My words.")
        for address in (
            write_url(hidden),
            reverse("communities:reply-create", args=["zzzzzzzzzz"]),
            new_url(inside),
            reverse("communities:discussion-new", args=["zzzzzzzzzz"]),
        )
    ]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert all("My words." in text(answer) for answer in answers)


# Who may answer


def test_a_discussion_is_started_and_shown(place, asker):
    browser = signed_in(asker)
    answer = filled(browser, new_url(place), title="  Dizzy when   I stand up ", body="Since Monday.")
    found = Discussion.objects.get()
    assert found.title == "Dizzy when I stand up"
    assert answer.url == found.get_absolute_url()
    assert "Since Monday." in text(browser.get(answer.url))


@pytest.mark.parametrize("title", ["", "   ", "???", "\u202e\u202d", "x" * 151])
def test_a_title_has_a_word_and_fits(place, asker, title):
    answer = send(signed_in(asker), new_url(place), title=title, body="Kept words.")
    assert answer.status_code == 200
    assert "Kept words." in text(answer)
    assert "error-summary" in text(answer)


def test_whoever_writes_in_an_open_place_joins_with_it(place):
    newcomer = join_person("New here")
    send(signed_in(newcomer), new_url(place), title="Hello", body="")
    assert Membership.objects.filter(community=place, member=newcomer).exists()


def test_one_chooses_where_to_ask(place, asker, client):
    closed = open_community(name="By asking only", joining=Joining.ON_REQUEST)
    mine = open_community(name="Mine by asking", joining=Joining.ON_REQUEST)
    member_of(mine)
    page = text(client.get(reverse("communities:ask")))
    assert "Tired hearts" in page
    assert closed.name not in page
    page = text(signed_in(asker).get(reverse("communities:ask")))
    assert "Your communities" in page


# Names


def test_a_draft_waits_in_both_composers(discussion, friend, place):
    browser = signed_in(friend)
    for address, page in ((write_url(discussion), discussion.get_absolute_url()), (new_url(place), new_url(place))):
        answer = send(browser, address, title="Half a title", body="Half a sentence", draft="1")
        assert answer.status_code == 302
        assert "Half a sentence" in text(browser.get(page))
    assert not Reply.objects.exists()
    kept = text(browser.get(reverse("communities:bookmarks")))
    assert "Half a title" in kept
    assert "Afraid to walk alone" in kept
    assert "Half a sentence" not in text(signed_in(join_person()).get(discussion.get_absolute_url()))
    send(browser, write_url(discussion), body="Now it is whole.")
    send(browser, new_url(place), title="Whole", body="Now it is whole.")
    assert not Draft.objects.exists()


def test_an_empty_draft_is_forgotten_and_too_long_a_one_is_said(discussion, friend):
    browser = signed_in(friend)
    send(browser, write_url(discussion), body="Half", draft="1")
    assert send(browser, write_url(discussion), body="x" * 20_001, draft="1").status_code == 200
    assert Draft.objects.get().body == "<p>Half</p>"
    send(browser, write_url(discussion), body="", draft="1")
    assert not Draft.objects.exists()


# In place


def test_htmx_gets_the_reply_and_a_fresh_composer(discussion, friend):
    browser = signed_in(friend)
    given = {"body": "In place.", "name": "usual"}
    answer = browser.post(write_url(discussion), given, headers=HTMX)
    assert answer.status_code == 200
    assert 'hx-swap-oob="beforeend:#replies"' in text(answer)
    assert text(answer).count("data-focus") == 1  # the reply, which takes the focus
    assert text(answer).count('id="said"') == 1
    assert "In place." in text(answer)
    assert "<html" not in text(answer)
    top = Reply.objects.get()
    composer = text(browser.get(write_url(discussion), {"answer": top.public_id}, headers=HTMX))
    assert f'value="{top.public_id}"' in composer
    assert "data-focus" in composer
    assert "data-focus" not in text(browser.get(discussion.get_absolute_url()))
    answer = browser.post(write_url(discussion), given | {"answer": top.public_id}, headers=HTMX)
    assert f'hx-swap-oob="beforeend:#answers-{top.public_id}"' in text(answer)
    answer = browser.post(write_url(discussion), given | {"body": ""}, headers=HTMX)
    assert "Write something first." in text(answer)
