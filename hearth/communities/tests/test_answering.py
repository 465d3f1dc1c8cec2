"""Who may answer whom, and under which of their names."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hearth.communities.actions.writing import (
    Answer,
    Opening,
    edit_discussion,
    post_reply,
    start_discussion,
)
from hearth.communities.models import Answering, Discussion, Membership, Reply, Role
from hearth.communities.queries.naming import Name
from hearth.communities.tests.composing import new_url, send, text, write_url
from hearth.communities.tests.people import member_of, open_community
from hearth.members.models import Follow, Kind, Member
from tests.people import join_person, signed_in

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


# Answering


def test_only_whom_the_asker_wants_may_answer(place, asker, friend):
    Follow.objects.create(follower=asker, member=friend)
    opening = Opening(title="Only some", answering=Answering.CHOSEN)
    discussion = start_discussion(place, opening, by=asker)
    mentor, other = member_of(place, Role.MENTOR), member_of(place)
    for member, may in [(friend, True), (mentor, True), (asker, True), (other, False)]:
        answer = send(signed_in(member), write_url(discussion))
        assert (answer.status_code == 302) is may
    assert "hear from mentors and from people they follow" in text(answer)
    assert "I remember the coat." in text(answer)


def test_who_may_answer_an_alias_tells_nothing_of_whose_it_is(place, asker, friend):
    Follow.objects.create(follower=asker, member=friend)
    opening = Opening(title="Only some", answering=Answering.CHOSEN, name=Name.ALIAS)
    discussion = start_discussion(place, opening, by=asker)
    assert send(signed_in(friend), write_url(discussion)).status_code == 200
    assert not Reply.objects.exists()


def test_where_only_a_few_may_answer_it_is_under_the_name_that_lets_them(place, asker):
    discussion = start_discussion(place, Opening(title="Only some", answering=Answering.CHOSEN), by=asker)
    mentor = member_of(place, Role.MENTOR)
    page = text(signed_in(mentor).get(write_url(discussion)))
    assert "A one-off name" not in page
    assert f"You appear as {mentor.name}." in page
    send(signed_in(mentor), write_url(discussion), name="alias")
    assert Reply.objects.get().author == mentor
    guide, lead = member_of(place), Membership.objects.get(community=place, role=Role.STEWARD).member
    start_discussion(place, Opening(title="Elsewhere", name=Name.PSEUDONYM, pseudonym="Quiet Otter"), by=guide)
    otter = Member.objects.get(name="Quiet Otter")
    Membership.objects.filter(member=guide).delete()
    Membership.objects.create(community=place, member=otter, role=Role.MENTOR, granted_at=timezone.now())
    assert "You appear as Quiet Otter" in text(signed_in(guide).get(write_url(discussion)))
    send(signed_in(guide), write_url(discussion), name="usual")
    assert Reply.objects.latest("pk").author == otter
    with pytest.raises(PermissionDenied):
        post_reply(discussion, Answer(body="Unseen", name=Name.ALIAS), by=lead)


def test_an_alias_begun_before_does_not_answer_among_a_few(place, asker):
    discussion = start_discussion(place, Opening(title="For all at first"), by=asker)
    lead = Membership.objects.get(community=place, role=Role.STEWARD).member
    post_reply(discussion, Answer(body="Unseen", name=Name.ALIAS), by=lead)
    edit_discussion(discussion, Opening(title="For nobody now", answering=Answering.NOBODY), by=asker)
    answer = send(signed_in(lead), write_url(discussion))
    assert "Under the name you began with, it would show who you are." in text(answer)
    with pytest.raises(PermissionDenied):
        post_reply(discussion, Answer(body="Again"), by=lead)


def test_nobody_may_answer_but_moderators_and_oneself(place, asker, friend):
    discussion = start_discussion(place, Opening(title="Told", answering=Answering.NOBODY), by=asker)
    answer = send(signed_in(friend), write_url(discussion))
    assert "does not want answers for now" in text(answer)
    assert send(signed_in(asker), write_url(discussion)).status_code == 302


# Asking


def test_the_name_is_asked_once_and_kept_for_the_discussion(discussion, friend):
    browser = signed_in(friend)
    page = text(browser.get(discussion.get_absolute_url()))
    assert "Who am I here?" in page
    send(browser, write_url(discussion), name="alias")
    alias = Reply.objects.get().author
    assert alias.kind == Kind.ALIAS
    page = text(browser.get(discussion.get_absolute_url()))
    assert f"You appear as {alias.name}, as before in this discussion." in page
    assert "Who am I here?" not in page
    send(browser, write_url(discussion), name="usual", body="Second.")
    assert Reply.objects.latest("pk").author == alias


def test_a_pseudonym_is_made_once_for_a_community(discussion, friend, place):
    browser = signed_in(friend)
    assert "Nobody here has these names yet:" in text(browser.get(new_url(place)))
    send(browser, write_url(discussion), name="pseudonym", pseudonym="Quiet Alder")
    assert Reply.objects.get().author.name == "Quiet Alder"
    page = text(browser.get(new_url(place)))
    assert "You appear as Quiet Alder, in this community only." in page
    send(browser, new_url(place), title="Another", name="pseudonym")
    assert Discussion.objects.latest("pk").author.name == "Quiet Alder"
    assert Member.objects.filter(kind=Kind.PSEUDONYM).count() == 1


def test_a_name_that_is_taken_keeps_the_words(discussion, friend, asker):
    answer = send(signed_in(friend), write_url(discussion), name="pseudonym", pseudonym=asker.name, body="My words.")
    assert answer.status_code == 200
    assert "My words." in text(answer)
    assert "already called" in text(answer)
    assert not Reply.objects.exists()


def test_an_alias_joins_nothing(place):
    newcomer = join_person("New here")
    send(signed_in(newcomer), new_url(place), title="Hello", name="alias")
    assert Discussion.objects.get().author.kind == Kind.ALIAS
    assert Membership.objects.filter(community=place).count() == 1


@pytest.mark.parametrize("name", ["usual", "alias", "pseudonym"])
def test_a_minimum_age_holds_under_every_name(asker, name):
    place = open_community(minimum_age=50)
    young = signed_in(join_person("Young here", birth_year=2005))
    said = {"name": name, "pseudonym": "Green Finch" if name == "pseudonym" else ""}
    answer = send(young, new_url(place), title="Hello", **said)
    assert "people of 50 and older" in text(answer)
    discussion = start_discussion(place, Opening(title="Ours"), by=join_person(birth_year=1950))
    answer = send(young, write_url(discussion), **said)
    assert "people of 50 and older" in text(answer)
    assert (Discussion.objects.count(), Reply.objects.count()) == (1, 0)
    assert not Member.objects.filter(kind__in=[Kind.ALIAS, Kind.PSEUDONYM]).exists()


# Drafts
