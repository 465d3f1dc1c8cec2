"""The stewards' board: who may see it, and that each figure says what is so."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.communities.actions.writing import Answer, Name, post_reply
from hearth.communities.models import Discussion, Membership, Reading, Role
from hearth.communities.queries.answer_times import LEAST
from hearth.communities.tests.people import member_of, open_community
from hearth.matching.models import Need, Offer, Question, State
from hearth.matching.queries.growth import Change, growth_of
from hearth.matching.queries.people import mentors_of, newcomers_of
from hearth.matching.queries.waiting import ages_of, places_led
from hearth.matching.tests.mentors import mentor_of
from tests.people import appoint, join_person, signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def address(place):
    return reverse("matching:board", args=[place.public_id])


def shown(client, where):
    response = client.get(where)
    assert response.status_code == 200
    return unescape(response.content.decode())


def ago(question, age):
    Discussion.objects.filter(pk=question.pk).update(created_at=timezone.now() - age)


def in_hand(question, member):
    ends_at = timezone.now() + DAY
    return Offer.objects.create(question=question, member=member, state=State.CLAIMED, ends_at=ends_at)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.MENTOR, Role.MODERATOR, Role.CLINICIAN])
def test_only_who_leads_sees_it(place, role):
    assert signed_in(member_of(place, role=role)).get(address(place)).status_code == 403


def test_a_visitor_signs_in_first(place):
    assert Client().get(address(place)).status_code == 302


def test_staff_who_lead_anywhere_see_no_board_of_what_they_may_not_read():
    closed = open_community(reading=Reading.ITS_MEMBERS)
    lead = appoint(join_person(), "community leads", "moderators")
    assert signed_in(lead).get(address(closed)).status_code in {403, 404}


def test_what_waits_longest_comes_first(place, steward, ask):
    young, old = ask(title="Since today"), ask(title="Since last week")
    ago(old, 8 * DAY)
    page = shown(signed_in(steward), address(place))
    assert page.index("Since last week") < page.index("Since today")
    assert ages_of(place, now=timezone.now()).counts == (1, 0, 0, 1)
    assert young.pk != old.pk


def test_what_is_answered_waits_no_more(place, steward, ask):
    question = ask(title="Long answered")
    post_reply(question.discussion, Answer(body="So did I."), by=steward)
    assert "Long answered" not in shown(signed_in(steward), address(place))


def test_it_tells_that_somebody_has_it_in_hand_and_not_who_did_not_want_it(place, steward, ask):
    taken, wanted = ask(), ask()
    mentor = mentor_of(place, member_of(place, role=Role.MENTOR, name="Amira K.")).member
    unwilling = member_of(place, name="Unwilling U.")
    in_hand(taken, mentor)
    Offer.objects.create(question=wanted, member=unwilling, state=State.NOT_FOR_ME, ends_at=timezone.now())
    page = shown(signed_in(steward), address(place)).partition("New here")[0]
    assert page.count("Somebody has it in hand") == 1
    assert "Amira K." not in page
    assert "Unwilling U." not in page


def test_a_need_is_said(place, steward, ask):
    Question.objects.filter(pk=ask().pk).update(need=Need.CLINICIAN)
    assert "Needs a clinician" in shown(signed_in(steward), address(place))


def test_whoever_leads_takes_what_waits(place, steward, ask):
    question = ask()
    client = signed_in(steward)
    assert "I take it" in shown(client, address(place))
    where = reverse("matching:taking", args=[place.public_id, question.discussion.public_id])
    for _ in range(2):
        assert client.post(where).status_code == 302
    offer = Offer.objects.get()
    assert (offer.member, offer.state) == (steward, State.CLAIMED)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.MENTOR, Role.MODERATOR])
def test_nobody_else_takes_what_was_not_offered(place, ask, role):
    question = ask()
    where = reverse("matching:taking", args=[place.public_id, question.discussion.public_id])
    assert signed_in(member_of(place, role=role)).post(where).status_code == 403
    assert not Offer.objects.exists()


def test_a_question_of_another_place_is_not_found_here(place, steward, ask):
    other = open_community(steward=steward)
    where = reverse("matching:taking", args=[other.public_id, ask().discussion.public_id])
    assert signed_in(steward).post(where).status_code == 404


def test_what_somebody_else_has_is_not_taken(place, steward, ask):
    question = ask()
    in_hand(question, mentor_of(place).member)
    where = reverse("matching:taking", args=[place.public_id, question.discussion.public_id])
    page = signed_in(steward).post(where, follow=True).content.decode()
    assert "Somebody else has just taken" in page
    assert Offer.objects.count() == 1


def test_whom_to_welcome(place, steward):
    quiet, old = member_of(place, name="Quiet Q."), member_of(place, name="Longer L.")
    Membership.objects.filter(member=old).update(granted_at=timezone.now() - 15 * DAY)
    found = newcomers_of(place, viewer=steward, now=timezone.now())
    names = [person.profile.name for person in found.people]
    assert quiet.name in names
    assert old.name not in names
    assert found.count == len(names)


def test_who_has_written_is_new_no_more_and_a_one_off_name_tells_nothing(place, steward, ask):
    spoken, hidden = member_of(place, name="Spoken S."), member_of(place, name="Hidden H.")
    ask(by=spoken)
    ask(by=hidden, name=Name.ALIAS)
    names = [person.profile.name for person in newcomers_of(place, viewer=steward, now=timezone.now()).people]
    assert "Spoken S." not in names
    assert "Hidden H." in names


def test_what_a_mentor_has_in_hand_under_this_name(place, steward, ask):
    mentor = mentor_of(place, capacity=4)
    in_hand(ask(), mentor.member)
    (seen,) = mentors_of(place, viewer=steward, now=timezone.now())
    assert seen.in_hand == 1
    assert "1 in hand, of 4" in shown(signed_in(steward), address(place))
    mentor.paused_at = timezone.now()
    mentor.save()
    assert "Takes a break" in shown(signed_in(steward), address(place))


def test_growth_beside_the_period_before(place, ask):
    old, new = ask(), ask()
    ago(old, 40 * DAY)
    post_reply(new.discussion, Answer(body="So did I."), by=member_of(place))
    found = growth_of(place, now=timezone.now())
    assert found.discussions == Change(1, 1)
    assert found.replies == Change(1, 0)
    assert found.members.before == 0


def test_the_places_one_leads(steward, place, ask):
    quiet = open_community(steward=steward, name="Quiet place")
    type(quiet).objects.filter(pk=quiet.pk).update(active_at=timezone.now() - 20 * DAY)
    ask()
    page = shown(signed_in(steward), reverse("matching:boards"))
    assert page.index("Tired hearts") < page.index("Quiet place")
    assert page.count("Nothing was said here for two weeks") == 1
    quiet.refresh_from_db()
    first, second = places_led([quiet, place], now=timezone.now())
    assert (first.waiting, second.is_quiet) == (1, True)


def test_who_leads_nothing_is_told_so(place):
    assert "You lead no community." in shown(signed_in(member_of(place)), reverse("matching:boards"))


def test_the_figure_is_told_with_what_it_speaks_of(place, asker, steward):
    now = timezone.now()
    for hours in range(LEAST):
        fields = {"created_at": now - DAY, "answered_at": now - DAY + timedelta(hours=hours + 1)}
        Discussion.objects.create(community=place, author=asker, title="Why?", **fields)
    page = shown(signed_in(steward), address(place))
    assert "Usually answered within 5 hours" in page
    assert "Half of the 10 questions of the last 90 days" in page


def test_of_few_no_figure_is_told(place, steward, ask):
    ask()
    assert "Not enough answers yet to say" in shown(signed_in(steward), address(place))


def test_no_more_queries_however_much_waits(place, steward, ask, django_assert_max_num_queries):
    for _ in range(3):
        ask(by=member_of(place))
        mentor_of(place)
    client = signed_in(steward)
    client.get(address(place))
    with django_assert_max_num_queries(18):
        client.get(address(place))
