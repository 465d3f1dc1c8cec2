"""How far somebody has read, and what is new to them: the same wherever it is said."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hearth.communities.actions.keeping import follow_discussion, mute_discussion
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Attention, Discussion, Reply
from hearth.communities.queries.answers import SHOWN
from hearth.communities.queries.discussions import REPLIES
from hearth.communities.tests.people import member_of
from hearth.communities.views.addresses import of_community
from hearth.members.actions.distance import block, mute
from tests.people import signed_in

pytestmark = pytest.mark.django_db
GO_ON = "Go on where you stopped"


def text(browser, address):
    answer = browser.get(address, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def say(discussion, by, count=1, **given):
    return [post_reply(discussion, Answer(body=f"Word {each}", **given), by=by) for each in range(count)][-1]


def last_page(discussion):
    return Reply.objects.filter(discussion=discussion).latest("pk").get_absolute_url()


def test_one_goes_on_where_one_stopped_and_a_later_page_is_not_all_of_it(discussion, asker, friend):
    browser, address = signed_in(friend), discussion.get_absolute_url()
    say(discussion, asker, REPLIES)
    assert GO_ON not in text(browser, address)
    unread = say(discussion, asker)
    for each in (asker, member_of(discussion.community)):  # one alone may not say so much in an hour
        say(discussion, each, REPLIES)
    text(browser, last_page(discussion))
    page = text(browser, address)
    assert GO_ON in page
    assert f'href="{unread.get_absolute_url()}"' in page
    reading = text(browser, unread.get_absolute_url())
    assert reading.count("Read up to here") == 1
    assert reading.index("Read up to here") < reading.index(f'id="reply-{unread.public_id}"')
    assert f'href="#reply-{unread.public_id}"' in reading
    while more := browser.get(text_next(reading, address)) if text_next(reading, address) else None:
        reading = more.content.decode()
    assert GO_ON not in text(browser, address)


def text_next(page, address):
    found = page.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0] if 'rel="next"' in page else ""
    return f"{address}{found}" if found else ""


def test_what_came_on_this_page_is_gone_to_in_place(discussion, asker, friend):
    browser = signed_in(friend)
    text(browser, discussion.get_absolute_url())
    reply = say(discussion, asker)
    page = text(browser, discussion.get_absolute_url())
    assert f'href="#reply-{reply.public_id}"' in page
    assert "Read up to here" not in page, "nothing stands above it"
    assert GO_ON not in text(browser, discussion.get_absolute_url())


def test_answers_that_are_folded_away_are_read_where_they_stand(discussion, asker, friend):
    browser, address = signed_in(friend), discussion.get_absolute_url()
    top = say(discussion, asker)
    say(discussion, asker, SHOWN, parent=top)
    text(browser, address)
    folded = say(discussion, asker, parent=top)
    say(discussion, asker)
    for _visit in range(2):
        page = text(browser, address)
        assert GO_ON in page
        assert f'id="reply-{folded.public_id}"' not in page
    assert "talk--new" in text(browser, of_community(discussion.community))
    assert "New since your last visit" in text(browser, folded.get_absolute_url())
    text(browser, address)  # the reply below them, which a single mark of how far one read cannot count as read before
    assert GO_ON not in text(browser, address)
    assert "talk--new" not in text(browser, of_community(discussion.community))


def test_what_a_block_takes_from_sight_keeps_nothing_new(discussion, asker, friend, place):
    browser, address = signed_in(friend), discussion.get_absolute_url()
    parted = member_of(place)
    top = say(discussion, parted)
    block(parted, by=friend)
    text(browser, address)
    say(discussion, asker, parent=top)
    text(browser, address)
    assert GO_ON not in text(browser, address)
    assert "talk--new" not in text(browser, of_community(discussion.community))


@pytest.mark.parametrize("case", ["unread", "read", "old", "muted", "by somebody muted", "from a collection"])
def test_new_means_the_same_in_the_filter_the_mark_and_at_home(discussion, asker, friend, case):
    say(discussion, member_of(discussion.community))
    browser = signed_in(friend)
    if case == "read":
        text(browser, discussion.get_absolute_url())
    if case == "old":
        Discussion.objects.update(active_at=timezone.now() - timedelta(days=31))
    if case == "muted":
        mute_discussion(discussion, by=friend)
    if case == "by somebody muted":
        mute(asker, by=friend)
    if case == "from a collection":
        Discussion.objects.update(source_key="a-key")
    address, is_new = of_community(discussion.community), case == "unread"
    mark = "talk--new"
    assert (mark in text(browser, address)) is is_new
    assert (mark in text(browser, f"{address}?show=new")) is is_new
    assert (discussion.title in text(browser, f"{address}?show=new")) is is_new
    assert (discussion.title in text(browser, reverse("front:home"))) is is_new


def test_a_mute_lets_a_follow_rest(discussion, place, asker, friend):
    follow_discussion(discussion, by=friend)
    browser, base = signed_in(friend), reverse("communities:discussion", args=[discussion.public_id])
    browser.post(f"{base}mute/")
    assert "You hear nothing of this discussion." in text(browser, base)
    say(discussion, asker)
    assert discussion.title not in text(browser, reverse("front:home"))
    browser.post(f"{base}mute/end/")
    assert "You follow this discussion" in text(browser, base)
    other = start_discussion(place, Opening(title="Not followed"), by=asker)
    base = reverse("communities:discussion", args=[other.public_id])
    browser.post(f"{base}mute/")
    browser.post(f"{base}mute/end/")
    assert not Attention.objects.get(member=friend, discussion=other).follows
