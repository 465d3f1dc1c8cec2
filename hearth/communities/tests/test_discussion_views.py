"""A discussion as each person sees it, and what they may do there."""

import html
import re
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hearth.communities.actions.order import hide_discussion, hide_reply, lock_discussion
from hearth.communities.actions.writing import Answer, Opening, delete_reply, post_reply, start_discussion
from hearth.communities.models import Attention, Joining, Reading, Role
from hearth.communities.queries.naming import Name
from hearth.communities.tests.people import member_of, open_community
from hearth.members.models import Member, Standing
from tests.pages import code_of
from tests.people import join_person, signed_in

pytestmark = pytest.mark.django_db


def reply_by(discussion, member, body="I remember the coat.", **given):
    return post_reply(discussion, Answer(body=body, **given), by=member)


def page_of(client, written):
    return client.get(written.get_absolute_url(), follow=True)


def text(answer):
    return answer.content.decode()


def test_the_id_decides_and_the_title_is_in_the_address(client, discussion):
    bare = reverse("communities:discussion", args=[discussion.public_id])
    for address in (bare, f"{bare}some-other-words/", f"{bare}?cursor=x"):
        answer = client.get(address)
        assert answer.status_code == 301
        assert answer.url.startswith(f"{bare}afraid-to-walk-alone/")
    assert client.get(f"{bare}?cursor=x").url.endswith("?cursor=x")
    answer = client.get(discussion.get_absolute_url())
    assert answer.status_code == 200
    assert "I stand at the door." in text(answer)
    assert f'rel="canonical" href="{settings.CONFIG.site_url}{discussion.get_absolute_url()}"' in text(answer)


def test_a_title_that_is_an_address_of_ours_has_another_slug(place, asker):
    edit = start_discussion(place, Opening(title="Edit"), by=asker)
    answer = signed_in(asker).get(edit.get_absolute_url())
    assert "Start" not in text(answer)
    assert "<h1" in text(answer)
    assert edit.slug == "edit-discussion"


def test_arabic_titles_have_arabic_addresses(place, asker, client):
    found = start_discussion(place, Opening(title="متى يزول الخوف؟", language="ar"), by=asker)
    answer = client.get(found.get_absolute_url())
    assert answer.status_code == 200
    assert '<h1 id="h" lang="ar" ' in text(answer)


def test_a_closed_place_answers_like_nothing_at_all(place, client):
    inside = open_community(reading=Reading.ITS_MEMBERS, joining=Joining.ON_REQUEST)
    member = member_of(inside)
    hidden = start_discussion(inside, Opening(title="Secret", body="Words"), by=member)
    reply = reply_by(hidden, member)
    outsider = signed_in(join_person())
    made_up = "zzzzzzzzzz"
    for browser in (client, outsider):
        for name, key, found in [
            ("discussion", "discussion_id", hidden),
            ("reply", "reply_id", reply),
            ("reply-create", "discussion_id", hidden),
            ("news", "discussion_id", hidden),
        ]:
            for public_id in (found.public_id, made_up):
                assert browser.get(reverse(f"communities:{name}", kwargs={key: public_id})).status_code == 404
    assert page_of(signed_in(member), hidden).status_code == 200


@pytest.mark.parametrize(("body", "said"), [("I stand at the door.", "I stand at the door."), ("", "Only a title")])
def test_a_discussion_without_a_text_is_described_by_its_title(place, asker, client, body, said):
    found = start_discussion(place, Opening(title="Only a title", body=body), by=asker)
    assert f'<meta name="description" content="{said}">' in page_of(client, found).content.decode()


def test_signed_in_places_are_closed_to_visitors(client):
    place = open_community(reading=Reading.SIGNED_IN)
    found = start_discussion(place, Opening(title="For members"), by=member_of(place))
    assert client.get(found.get_absolute_url()).status_code == 404
    assert signed_in(join_person()).get(found.get_absolute_url()).status_code == 200


def test_replies_come_by_key_with_their_answers(discussion, asker):
    friend = member_of(discussion.community, name="Thomas O.")
    rows = [reply_by(discussion, friend, f"Word {number}.") for number in range(23)]
    reply_by(discussion, asker, "Nested answer.", parent=rows[0])
    browser = signed_in(friend)
    first = text(page_of(browser, discussion))
    assert "Word 19." in first
    assert "Word 20." not in first
    assert "Nested answer." in first
    landed = browser.get(rows[22].get_absolute_url())
    assert landed.url.endswith(f"#reply-{rows[22].public_id}")
    second = text(browser.get(landed.url))
    assert "Word 22." in second
    assert "Word 2." not in second
    early = browser.get(rows[3].get_absolute_url())
    assert "cursor" not in early.url


def test_a_hidden_reply_is_seen_by_its_author_and_moderators(discussion, client):
    friend = member_of(discussion.community)
    moderator = member_of(discussion.community, Role.MODERATOR)
    reply = reply_by(discussion, friend, "Buy my pills.")
    hide_reply(reply, by=moderator)
    for browser, sees in [
        (client, False),
        (signed_in(join_person()), False),
        (signed_in(friend), True),
        (signed_in(moderator), True),
    ]:
        assert ("Buy my pills." in text(page_of(browser, discussion))) is sees
        assert browser.get(reply.get_absolute_url()).status_code == (302 if sees else 404)


def test_answers_to_a_hidden_reply_stay_below_a_mark(discussion, asker, client):
    friend = member_of(discussion.community, name="Sells pills")
    moderator = member_of(discussion.community, Role.MODERATOR)
    reply = reply_by(discussion, friend, "Buy my pills.")
    lonely = reply_by(discussion, friend, "And my tea.")
    reply_by(discussion, asker, "Please do not.", parent=reply)
    for each in (reply, lonely):
        hide_reply(each, by=moderator)
    for browser in (client, signed_in(join_person())):
        page = text(page_of(browser, discussion))
        assert page.count("A moderator has taken a reply away.") == 1
        assert "Please do not." in page
        assert "Buy my pills." not in page
        assert "Sells pills" not in page
    assert "Buy my pills." in text(page_of(signed_in(moderator), discussion))


def test_a_deleted_reply_with_answers_leaves_a_quiet_mark(discussion, asker, client):
    friend = member_of(discussion.community, name="Gone away")
    reply = reply_by(discussion, friend, "Soon erased.")
    reply_by(discussion, asker, "It helped me.", parent=reply)
    delete_reply(reply, by=friend)
    page = text(page_of(client, discussion))
    assert "Soon erased." not in page
    assert "Gone away" not in page
    assert "has taken it back" in page
    assert "It helped me." in page


def test_what_is_new_since_the_last_visit_is_marked_once(discussion, asker):
    friend = member_of(discussion.community)
    browser = signed_in(friend)
    page_of(browser, discussion)
    reply_by(discussion, asker, "Today I walked to the tree.")
    assert "New since your last visit" in text(page_of(browser, discussion))
    assert "New since your last visit" not in text(page_of(browser, discussion))
    assert Attention.objects.get(member=friend, discussion=discussion).follows is False


def test_a_page_read_before_writes_nothing(discussion, asker):
    browser = signed_in(asker)
    page_of(browser, discussion)
    with CaptureQueriesContext(connection) as queries:
        page_of(browser, discussion)
    assert not [each["sql"] for each in queries if not each["sql"].startswith("SELECT")]


@pytest.mark.parametrize("count", [1, 8])
def test_queries_do_not_grow_with_replies(discussion, count, django_assert_max_num_queries):
    friend = member_of(discussion.community)
    for number in range(count):
        top = reply_by(discussion, member_of(discussion.community), f"Word {number}")
        reply_by(discussion, friend, "Answer", parent=top)
    browser = signed_in(friend)
    page_of(browser, discussion)
    with django_assert_max_num_queries(7):
        browser.get(discussion.get_absolute_url())
    with django_assert_max_num_queries(3):
        Client().get(discussion.get_absolute_url())


def test_roles_are_shown_and_clinicians_carry_their_note(discussion, client):
    for role, word in [(Role.MENTOR, "Mentor"), (Role.CLINICIAN, "Clinician, verified"), (Role.STEWARD, "Steward")]:
        member = member_of(discussion.community, role)
        Member.objects.filter(pk=member.pk, memberships__role=Role.CLINICIAN).update(standing=Standing.CLINICIAN)
        reply_by(discussion, member)
        assert word in text(page_of(client, discussion))
    assert text(page_of(client, discussion)).count("General information, not advice about you.") == 1


def test_nobody_learns_who_an_alias_is(discussion, client):
    member = member_of(discussion.community, name="Known Name")
    reply = reply_by(discussion, member, "Under another name.", name=Name.ALIAS)
    for browser in (client, signed_in(join_person())):
        page = text(page_of(browser, discussion))
        assert reply.author.name in page
        assert "Known Name" not in page
        assert reverse("front:person", args=[reply.author.public_id]) not in page


def test_news_counts_what_others_said_since(discussion, asker, client):
    friend = member_of(discussion.community)
    browser, address = signed_in(friend), reverse("communities:news", args=[discussion.public_id])
    since = {"since": "2020-01-01T00:00:00+00:00"}
    assert browser.get(address, since).status_code == 204
    first = reply_by(discussion, asker)
    reply_by(discussion, asker)
    reply_by(discussion, friend)
    answer = browser.get(address, since)
    assert "2 new replies, show them" in text(answer)
    assert first.get_absolute_url() in text(answer)
    nonsense = ("", "yesterday", "2020-13-45T00:00:00Z", "2020-01-01T00:00:00", "9" * 500)
    far = ("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "1999-12-31T00:00:00Z", "2200-01-01T00:00:00Z")
    for bad in (*nonsense, *far):
        assert browser.get(address, {"since": bad}).status_code == 204


def test_news_are_shown_where_they_belong_and_what_is_on_another_page_stays_a_link(discussion, asker, client):
    friend = member_of(discussion.community)
    rows = [reply_by(discussion, asker, f"Word {number}.") for number in range(18)]
    browser, address = signed_in(friend), reverse("communities:news", args=[discussion.public_id])
    since = timezone.now().isoformat()
    reply_by(discussion, asker, "Under the first.", parent=rows[0])
    for number in range(3):
        reply_by(discussion, asker, f"New {number}.")
    notice = text(browser.get(address, {"since": since}))
    asked = html.unescape(re.search(r'hx-get="([^"]+)"', notice)[1])
    shown = text(browser.get(asked, headers={"HX-Request": "true"}))
    assert f'hx-swap-oob="beforeend:#answers-{rows[0].public_id}"' in shown
    assert "Under the first." in shown
    assert shown.count('hx-swap-oob="beforeend:#replies"') == 2
    assert shown.count("autofocus") == 1
    assert "Word 3." not in shown
    assert "New 2." not in shown  # it stands on the next page
    assert "1 new reply, show it" in shown
    assert "<html" not in shown
    assert not re.search(r'data-look hx-get="[^"]*' + re.escape(quote(since)), shown)
    assert signed_in(member_of(discussion.community)).get(address, {"show": "1"}).status_code == 204


def test_a_locked_or_hidden_discussion_says_so(discussion, asker, client):
    moderator = member_of(discussion.community, Role.MODERATOR)
    lock_discussion(discussion, by=moderator)
    assert "A moderator has closed this discussion." in text(page_of(client, discussion))
    hide_discussion(discussion, by=moderator)
    assert page_of(client, discussion).status_code == 404
    assert "Only you and moderators see it." in text(page_of(signed_in(asker), discussion))


def test_script_in_every_field_runs_nowhere(place, asker, client):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    found = start_discussion(place, Opening(title=evil, body=f"<p>{evil}</p>"), by=asker)
    reply_by(found, asker, f"<p>{evil}<a href='javascript:alert(1)'>x</a></p>")
    for browser in (client, signed_in(asker)):
        found_code = [each for each in code_of(text(page_of(browser, found))) if "alert" in each]
        assert not found_code
