"""Somebody who was asked not to write for a time reads so before they write, with the day and the reason."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hearth.communities.actions.reacting import react
from hearth.communities.actions.restricting import lift_restriction, restrict
from hearth.communities.actions.writing import Answer, post_reply
from hearth.communities.models import Discussion, Reaction, ReactionKind, Role
from hearth.communities.queries.naming import Name
from hearth.communities.tests.people import member_of
from tests.people import signed_in

pytestmark = pytest.mark.django_db
WHY = "You sent people to a shop, twice."
TOLD = "You can write here again from"


@pytest.fixture
def moderator(place):
    return member_of(place, Role.MODERATOR)


@pytest.fixture
def held_back(place, discussion, friend, moderator):
    """The friend wrote under a one-off name and reacted; the moderator restricted that name."""
    reply = post_reply(discussion, Answer(body="Buy these.", name=Name.ALIAS), by=friend)
    react(discussion, ReactionKind.HELPFUL, by=friend)
    until = timezone.now() + timedelta(days=7)
    restrict(place, reply.author, by=moderator, until=until, reason=WHY)
    return reply


def addresses(place, discussion, reply):
    return {
        "discussion": discussion.get_absolute_url(),
        "composer": reverse("communities:reply-create", args=[discussion.public_id]),
        "opening": reverse("communities:discussion-new", args=[place.public_id]),
        "edit": reverse("communities:reply-edit", args=[reply.public_id]),
    }


def text(browser, address):
    answer = browser.get(address, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("where", ["discussion", "composer", "opening", "edit"])
def test_every_composer_says_it_before(place, discussion, held_back, friend, where, moderator):
    browser, address = signed_in(friend), addresses(place, discussion, held_back)[where]
    page = text(browser, address)
    assert TOLD in page
    assert WHY in page
    assert reverse("moderation:own-decisions") in page
    assert "<textarea" not in page
    assert "Post reply" not in page
    lift_restriction(place, held_back.author, by=moderator)
    page = text(browser, address)
    assert TOLD not in page
    assert "<textarea" in page


def test_the_places_to_ask_and_the_community_say_it(place, discussion, held_back, friend):
    browser, new = signed_in(friend), reverse("communities:discussion-new", args=[place.public_id])
    for address in (reverse("communities:ask"), reverse("communities:community-short", args=[place.public_id])):
        assert TOLD in text(browser, address)
    assert "Start a discussion" not in text(browser, reverse("communities:community-short", args=[place.public_id]))
    assert new in text(browser, reverse("communities:ask"))


def test_nobody_else_reads_it(place, discussion, held_back, asker, client, moderator):
    for who in (client, signed_in(asker), signed_in(moderator)):
        for address in addresses(place, discussion, held_back).values():
            page = who.get(address, follow=True).content.decode()
            assert TOLD not in page
            assert WHY not in page


def test_reactions_rest_too_and_can_be_taken_back(discussion, held_back, friend):
    browser, base = signed_in(friend), f"/discussions/{discussion.public_id}/reactions"
    page = text(browser, discussion.get_absolute_url())
    assert f"{base}/thanks/" not in page
    assert f"{base}/helpful/end/" in page
    answer = browser.post(f"{base}/thanks/", headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "not to write in this community until" in answer.content.decode()
    fragment = browser.post(f"{base}/helpful/end/", headers={"HX-Request": "true"}).content.decode()
    assert "formaction" not in fragment
    assert not Reaction.objects.exists()
    assert Discussion.objects.get().helpful_count == 0


def test_words_sent_all_the_same_are_kept(place, discussion, held_back, friend):
    said = {"body": "Written while the page was open.", "title": "A title", "language": "en"}
    for address in list(addresses(place, discussion, held_back).values())[1:]:
        page = signed_in(friend).post(address, said, follow=True).content.decode()
        assert "not to write in this community until" in page
        assert "Written while the page was open." in page
