"""How much people may write: so many posts in an hour; of newcomers fewer, with few links and mentions."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from hearth.communities.actions.restricting import restrict
from hearth.communities.actions.writing import Answer, Opening, delete_reply, edit_reply, post_reply, start_discussion
from hearth.communities.models import Reply, Restriction, Role
from hearth.communities.newcomers import FIRST_DAYS, FIRST_POSTS, LINKS, MENTIONS, POSTS_AN_HOUR
from hearth.communities.queries.naming import Name
from hearth.communities.tests.people import member_of, open_community
from hearth.core.refusals import Refusal
from tests.people import join_person, signed_in

pytestmark = pytest.mark.django_db
LINKED = " ".join(f"https://example.org/{number}" for number in range(LINKS + 1))
NAMED = " ".join(f"@person{number}" for number in range(MENTIONS + 1))


@pytest.fixture
def discussion():
    place = open_community()
    return start_discussion(place, Opening(title="Hello"), by=member_of(place))


def test_a_newcomer_posts_so_often_in_an_hour_under_all_names_together(discussion):
    newcomer = join_person(days=0)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        start_discussion(discussion.community, Opening(title="Mine", name=Name.ALIAS), by=newcomer)
        for number in range(POSTS_AN_HOUR - 1):
            post_reply(discussion, Answer(body=f"Post {number}"), by=newcomer)
        answer = signed_in(newcomer).post(
            reverse("communities:reply-create", args=[discussion.public_id]), {"body": "One more", "language": "en"}
        )
        assert answer.status_code == 200
        assert "You can post again at" in answer.content.decode()
        assert "One more" in answer.content.decode()
        for reply in discussion.replies.filter(author=newcomer):
            delete_reply(reply, by=newcomer)
        with pytest.raises(Refusal, match="You can post again at"):
            post_reply(discussion, Answer(body="Room again?"), by=newcomer)
        clock.shift(timedelta(minutes=61))
        assert post_reply(discussion, Answer(body="An hour later"), by=newcomer)


def test_whoever_is_here_for_days_posts_more_and_not_without_end(discussion, settings):
    settings.CONFIG = replace(settings.CONFIG, posts_an_hour=POSTS_AN_HOUR + 2)
    member = join_person(days=FIRST_DAYS.days + 1)
    address = reverse("communities:reply-create", args=[discussion.public_id])
    with time_machine.travel(timezone.now(), tick=False) as clock:
        start_discussion(discussion.community, Opening(title="Mine", name=Name.ALIAS), by=member)
        for number in range(POSTS_AN_HOUR + 1):
            last = post_reply(discussion, Answer(body=f"Post {number}"), by=member)
        delete_reply(last, by=member)
        client = signed_in(member)
        answer = client.post(address, {"body": "One more", "language": "en"})
        page = answer.content.decode()
        assert "You have posted very often within an hour." in page
        assert "One more" in page
        assert client.post(address, {"body": "One more", "draft": "1"}).status_code == 302
        clock.shift(timedelta(minutes=61))
        assert client.post(address, {"body": "One more", "language": "en"}).url.startswith("/replies/")


@pytest.mark.parametrize(("words", "says"), [(LINKED, "can hold"), (NAMED, "can name")])
@pytest.mark.parametrize("days", [0, 30])
def test_first_posts_hold_few_links_and_name_few_people(discussion, words, says, days):
    member = join_person(days=days)
    with pytest.raises(Refusal, match=says):
        post_reply(discussion, Answer(body=words), by=member)
    kept = post_reply(discussion, Answer(body="Hello"), by=member)
    with pytest.raises(Refusal, match=says):
        edit_reply(kept, words, by=member)
    with pytest.raises(Refusal, match=says):
        start_discussion(discussion.community, Opening(title="Look", body=words), by=member)
    for number in range(FIRST_POSTS):
        post_reply(discussion, Answer(body=f"Post {number}"), by=member)
    if days:
        assert post_reply(discussion, Answer(body=words), by=member)
    else:
        with pytest.raises(Refusal, match=says):
            post_reply(discussion, Answer(body=words), by=member)


def test_what_stands_in_an_address_names_nobody(discussion):
    address = "https://example.org" + "".join(f"/@person{number}" for number in range(MENTIONS + 1))
    assert post_reply(discussion, Answer(body=f"Look: {address}"), by=join_person(days=0))


def test_the_only_steward_is_held_under_the_restricted_name_alone():
    steward, until = join_person(), timezone.now() + timedelta(days=1)
    place = open_community(steward=steward)
    talk = start_discussion(place, Opening(title="Unknown", name=Name.ALIAS), by=steward)
    restrict(place, talk.author, by=member_of(place, Role.MODERATOR), until=until, reason="Rude.")
    with pytest.raises(Refusal, match="not to write in this community until"):
        post_reply(talk, Answer(body="Under that name"), by=steward)
    start_discussion(place, Opening(title="As the steward"), by=steward)
    member_of(place, Role.STEWARD)
    with pytest.raises(Refusal, match="not to write in this community until"):
        start_discussion(place, Opening(title="As one of two"), by=steward)


def test_a_restriction_ends_by_itself_and_holds_for_changes_too(discussion):
    member = member_of(discussion.community)
    reply = post_reply(discussion, Answer(body="Said before"), by=member)
    until = timezone.now() + timedelta(days=1)
    Restriction.objects.create(community=discussion.community, member=member, reason="Rude.", until=until)
    with pytest.raises(Refusal, match="not to write in this community until"):
        edit_reply(reply, "Said worse", by=member)
    with pytest.raises(Refusal, match="not to write in this community until"):
        start_discussion(discussion.community, Opening(title="Again"), by=member)
    with time_machine.travel(until + timedelta(minutes=1)):
        assert edit_reply(reply, "Said better", by=member)
    assert Reply.objects.get(pk=reply.pk).body == "Said better"
