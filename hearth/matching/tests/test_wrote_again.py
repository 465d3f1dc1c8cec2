"""People somebody helped who wrote again: by the very name they answered, and nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hearth.communities.actions.order import hide_discussion
from hearth.communities.actions.writing import Answer, Opening, delete_reply, post_reply, start_discussion
from hearth.communities.models import Role
from hearth.communities.queries.naming import Name
from hearth.communities.tests.people import member_of, open_community
from hearth.matching.queries.returning import LATELY, who_wrote_again
from hearth.members.actions.distance import block, mute
from hearth.members.models import Account
from tests.people import account_of, signed_in

pytestmark = pytest.mark.django_db
HEADING = "People you answered, who wrote again"


@pytest.fixture
def answered(place, asker, mentor):
    """A question the mentor answered."""
    discussion = start_discussion(place, Opening(title="Afraid to walk alone"), by=asker)
    post_reply(discussion, Answer(body="One step a day."), by=mentor)
    return discussion


def desk_of(member):
    return signed_in(member).get("/desk/").content.decode()


def test_who_answers_back_is_there(answered, asker, mentor):
    assert HEADING not in desk_of(mentor)
    thanks = post_reply(answered, Answer(body="I was at the corner today."), by=asker)
    page = desk_of(mentor)
    assert HEADING in page
    assert "Afraid to walk alone" in page
    assert "Marisol V." in page
    assert "wrote again just now" in page
    assert thanks.get_absolute_url() in page


def test_who_asks_anew_is_there_until_answered(answered, asker, mentor):
    elsewhere = open_community(name="Sleepless")
    discussion = start_discussion(elsewhere, Opening(title="And who sleeps?"), by=asker)
    page = desk_of(mentor)
    assert "And who sleeps?" in page
    assert "asked something new" in page
    assert "Sleepless" in page
    post_reply(discussion, Answer(body="Few of us."), by=mentor)
    assert "And who sleeps?" not in desk_of(mentor)


def test_each_discussion_stands_there_once_by_what_was_said_last(answered, asker, mentor):
    for words in ("First.", "Second."):
        last = post_reply(answered, Answer(body=words), by=asker)
    (again,) = who_wrote_again(mentor, now=timezone.now())
    assert again.address == last.get_absolute_url()


def test_what_was_said_before_the_answer_or_by_others_is_not(place, asker, mentor):
    start_discussion(place, Opening(title="Asked before"), by=asker)
    discussion = start_discussion(place, Opening(title="Afraid"), by=asker)
    post_reply(discussion, Answer(body="Anybody?"), by=asker)
    post_reply(discussion, Answer(body="One step a day."), by=mentor)
    post_reply(discussion, Answer(body="Mine too."), by=member_of(place))
    post_reply(discussion, Answer(body="And another."), by=mentor)
    assert who_wrote_again(mentor, now=timezone.now()) == []


def test_no_other_name_of_theirs_is_looked_for(answered, asker, mentor, place):
    for name, title in ((Name.ALIAS, "Asked once"), (Name.PSEUDONYM, "Asked as the heron")):
        said = Opening(title=title, name=name, pseudonym="Quiet Otter" if name == Name.PSEUDONYM else "")
        start_discussion(place, said, by=asker)
    assert who_wrote_again(mentor, now=timezone.now()) == []


def test_an_alias_that_was_helped_leads_to_nothing_said_under_the_usual_name(place, asker, mentor):
    discussion = start_discussion(place, Opening(title="Asked once", name=Name.ALIAS), by=asker)
    post_reply(discussion, Answer(body="I remember."), by=mentor)
    start_discussion(place, Opening(title="Asked as myself"), by=asker)
    assert who_wrote_again(mentor, now=timezone.now()) == []
    post_reply(discussion, Answer(body="Thank you."), by=asker)
    (again,) = who_wrote_again(mentor, now=timezone.now())
    assert again.author.name == discussion.author.name
    assert "Marisol V." not in desk_of(mentor)


@pytest.mark.parametrize("why", ["blocks", "blocked", "muted", "suspended", "leaving", "hidden", "erased", "long ago"])
def test_who_or_what_is_not_to_be_shown_is_not_there(answered, asker, mentor, place, why):
    thanks = post_reply(answered, Answer(body="I was at the corner."), by=asker)
    assert HEADING in desk_of(mentor)
    now = timezone.now()
    if why == "blocks":
        block(mentor, by=asker)
    elif why == "blocked":
        block(asker, by=mentor)
    elif why == "muted":
        mute(asker, by=mentor)
    elif why == "suspended":
        Account.objects.filter(pk=account_of(asker).pk).update(is_active=False)
    elif why == "leaving":
        Account.objects.filter(pk=account_of(asker).pk).update(closed_at=now)
    elif why == "hidden":
        hide_discussion(answered, by=member_of(place, role=Role.MODERATOR))
    elif why == "erased":
        delete_reply(thanks, by=asker)
    else:
        now += LATELY
    assert who_wrote_again(mentor, now=now + timedelta(seconds=1)) == []
