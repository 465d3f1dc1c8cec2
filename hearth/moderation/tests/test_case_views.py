"""The queue and its cases: each for those who keep order there, and for nobody else."""

import pytest
from django.urls import reverse

from hearth.communities.actions.belonging import admit
from hearth.communities.actions.order import move_discussion
from hearth.communities.actions.writing import Answer, delete_reply, post_reply
from hearth.communities.models import Discussion, Joining, Reading, Reply, Restriction, Role
from hearth.communities.tests.people import member_of, open_community
from hearth.core.models import OutgoingMail
from hearth.core.refusals import Refusal
from hearth.members.models import Audience, Member, Suspension
from hearth.moderation.models import Case, Decision
from hearth.moderation.tests.cases import RULING, Scene, case_url, text
from tests.people import account_of, join_person, signed_in
from tests.word import letters, sentences

pytestmark = pytest.mark.django_db
QUEUE = "/moderation/"


@pytest.fixture
def scene():
    return Scene()


def decide(person, case, **given):
    return signed_in(person).post(case_url(case), RULING | given, follow=True)


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("moderator", True),
        ("house", True),
        ("elsewhere", False),
        ("writer", False),
        ("reporter", False),
        ("hider", False),
    ],
)
def test_a_case_is_for_those_who_keep_order_there(scene, who, may):
    case = scene.report(words="Canary of a reporter")
    person = getattr(scene, who)
    browser = signed_in(person)
    queue, page = text(browser.get(QUEUE)), browser.get(case_url(case))
    assert (case_url(case) in queue) is may
    assert page.status_code == (200 if may else 404)
    assert ("Canary of a reporter" in text(page)) is may
    assert (decide(person, case).status_code == 200) is may
    assert Decision.objects.exists() is may


def test_visitors_find_no_case(scene, client):
    case = scene.report()
    assert client.get(case_url(case)).status_code == 404
    assert client.post(case_url(case), RULING).status_code == 404
    assert client.get(QUEUE).status_code == 302


def test_only_the_house_sees_who_reported(scene):
    case = scene.report()
    assert "Amara N." not in text(signed_in(scene.moderator).get(case_url(case)))
    assert "Amara N." in text(signed_in(scene.house).get(case_url(case)))


def test_nobody_decides_about_themself_under_any_name(scene):
    admit(scene.place, scene.hider)
    scene.place.memberships.filter(member=scene.hider).update(role=Role.STEWARD)
    case = scene.report(scene.reply)
    browser = signed_in(scene.hider)
    assert case_url(case) not in text(browser.get(QUEUE))
    assert browser.get(case_url(case)).status_code == 404
    assert browser.post(case_url(case), RULING).status_code == 404


def test_nobody_decides_what_they_reported(scene):
    case = scene.report(by=scene.moderator)
    page = text(signed_in(scene.moderator).get(case_url(case)))
    assert "another moderator decides" in page
    assert signed_in(scene.moderator).post(case_url(case), RULING).status_code == 403
    assert decide(scene.house, case).status_code == 200
    assert Decision.objects.get().by == scene.house


@pytest.mark.parametrize("about", ["discussion", "reply"])
def test_what_is_hidden_is_gone_for_others_and_comes_back(scene, about, client):
    written = getattr(scene, about)
    case = scene.report(written)
    place = scene.discussion.get_absolute_url()
    decide(scene.moderator, case)
    written.refresh_from_db()
    case.refresh_from_db()
    assert written.hidden_at
    assert case.closed_at
    gone = client.get(place)
    assert gone.status_code == 404 if about == "discussion" else "Stop your tablets." not in text(gone)
    decide(scene.moderator, case, verdict="restored", rule="", reason="We were wrong.")
    assert client.get(place).status_code == 200
    assert "Stop your tablets." in text(client.get(place))
    assert [each.verdict for each in case.decisions.all()] == ["hidden", "restored"]


def test_what_cannot_be_done_is_said_and_nothing_is_written(scene):
    case = scene.report(scene.reply)
    decide(scene.moderator, case)
    before = Decision.objects.count()
    page = text(decide(scene.moderator, case))
    assert "Select a valid choice" in page
    assert Decision.objects.count() == before


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"reason": ""}, "Write why"),
        ({"rule": ""}, "Choose the rule"),
        ({"verdict": "restricted"}, "Choose how long"),
        ({"verdict": ""}, "Choose what you will do"),
        ({"verdict": "suspended", "days": "7"}, "Select a valid choice"),
    ],
)
def test_a_decision_says_what_it_lacks(scene, given, says):
    case = scene.report()
    assert says in text(decide(scene.moderator, case, **given))
    assert not Decision.objects.exists()


def test_leaving_it_as_it_is_closes_the_case_and_tells_nobody(scene):
    case = scene.report()
    decide(scene.moderator, case, verdict="dismissed", rule="", reason="It keeps to the rules.")
    case.refresh_from_db()
    assert case.closed_at
    assert not [each for each in sentences(scene.writer) if "oderator" in each]
    assert "It keeps to the rules." not in text(signed_in(scene.writer).get(reverse("moderation:own-decisions")))
    assert case_url(case) in text(signed_in(scene.moderator).get(f"{QUEUE}?show=decided"))


def test_a_discussion_is_closed_to_answers(scene):
    case = scene.report()
    decide(scene.moderator, case, verdict="locked")
    assert Discussion.objects.get(pk=scene.discussion.pk).is_locked
    decide(scene.moderator, case, verdict="unlocked", rule="")
    assert not Discussion.objects.get(pk=scene.discussion.pk).is_locked


def test_a_restriction_binds_every_name_in_that_community_only(scene):
    case = scene.report(scene.reply)
    decide(scene.moderator, case, verdict="restricted", days="7")
    assert Restriction.objects.get().member == scene.reply.author
    browser, address = signed_in(scene.hider), reverse("communities:reply-create", args=[scene.discussion.public_id])
    answer = browser.post(address, {"body": "Under my usual name.", "language": "en"})
    assert "not to write in this community until" in text(answer)
    assert "Under my usual name." in text(answer)
    other = Scene()
    assert post_reply(other.discussion, Answer(body="Elsewhere I may."), by=scene.hider)
    decide(scene.moderator, case, verdict="released", rule="")
    assert post_reply(scene.discussion, Answer(body="Thank you."), by=scene.hider)


def test_a_moderator_restricts_no_equal_but_a_steward_does(scene):
    equal = member_of(scene.place, Role.MODERATOR, name="Equal")
    reply = post_reply(scene.discussion, Answer(body="I moderate, too."), by=equal)
    case = scene.report(reply)
    page = text(signed_in(scene.moderator).get(case_url(case)))
    assert 'value="hidden"' in page
    assert 'value="restricted"' not in page
    steward = scene.place.memberships.get(role=Role.STEWARD).member
    decide(steward, case, verdict="restricted", days="1")
    with pytest.raises(Refusal):
        post_reply(scene.discussion, Answer(body="Again."), by=equal)


def test_the_house_suspends_and_a_community_does_not(scene):
    case = scene.report()
    assert 'value="suspended"' not in text(signed_in(scene.moderator).get(case_url(case)))
    decide(scene.house, case, verdict="suspended", days="30", rule="sale")
    assert Suspension.objects.get().member == scene.writer
    assert not account_of(scene.writer).is_active
    (letter,) = OutgoingMail.objects.filter(to=account_of(scene.writer).email)
    assert letter.text.startswith("Your account is suspended until")
    assert letters(scene.writer) == [], "members writes of a suspension, we do not write again"


def test_a_reported_person_is_the_matter_of_the_house(scene):
    Member.objects.filter(pk=scene.writer.pk).update(audience=Audience.EVERYONE)
    case = scene.report(scene.writer)
    assert signed_in(scene.moderator).get(case_url(case)).status_code == 404
    page = text(signed_in(scene.house).get(case_url(case)))
    assert 'value="suspended"' in page
    assert 'value="hidden"' not in page
    assert 'value="restricted"' not in page


def test_what_was_decided_before_is_shown_of_this_face_and_no_other(scene):
    other = post_reply(scene.discussion, Answer(body="Under my usual name."), by=join_person())
    post_reply(Scene(scene.place).discussion, Answer(body="Usual."), by=scene.hider)
    usual = Reply.objects.get(author=scene.hider)
    decide(scene.moderator, scene.report(usual), reason="Said as Hazel.")
    decide(scene.moderator, scene.report(other), reason="Said by somebody else.")
    page = text(signed_in(scene.moderator).get(case_url(scene.report(scene.reply))))
    assert "Said as Hazel." not in page
    assert "Said by somebody else." not in page
    again = post_reply(Scene(scene.place).discussion, Answer(body="Usual again."), by=scene.hider)
    assert "Said as Hazel." in text(signed_in(scene.moderator).get(case_url(scene.report(again))))


def test_a_moderator_takes_up_what_nobody_reported(scene):
    address = reverse("moderation:take-up", args=["reply", scene.reply.public_id])
    for person in (scene.writer, scene.elsewhere):
        assert signed_in(person).post(address).status_code == 403
    assert signed_in(scene.moderator).get(address).status_code == 405
    answer = signed_in(scene.moderator).post(address, follow=True)
    assert "Nobody reported it" in text(answer)
    decide(scene.moderator, Case.objects.get())
    assert Reply.objects.get(pk=scene.reply.pk).hidden_at


def test_words_taken_back_stay_as_they_were_reported(scene):
    case = scene.report(scene.reply)
    delete_reply(scene.reply, by=scene.hider)
    page = text(signed_in(scene.moderator).get(case_url(case)))
    assert "has taken it back" in page
    assert "Stop your tablets." in page
    assert 'value="hidden"' not in page
    assert decide(scene.moderator, case, verdict="dismissed", rule="").status_code == 200


def test_a_moved_discussion_takes_its_cases_along(scene, run_worker):
    case = scene.report(scene.reply)
    other = open_community(reading=Reading.ITS_MEMBERS, joining=Joining.ON_REQUEST)
    admit(other, scene.moderator, role=Role.MODERATOR)
    move_discussion(scene.discussion, other, by=scene.moderator)
    run_worker()
    steward = other.memberships.get(role=Role.STEWARD).member
    assert signed_in(steward).get(case_url(case)).status_code == 200
    before = scene.place.memberships.get(role=Role.STEWARD).member
    assert signed_in(before).get(case_url(case)).status_code == 404


def test_whoever_was_restricted_before_a_move_is_let_write_again(scene, run_worker):
    case = scene.report()
    signed_in(scene.house).post(case_url(case), RULING | {"verdict": "restricted", "days": "7"})
    there = open_community(name="Sellers")
    move_discussion(scene.discussion, there, by=scene.house)
    run_worker()
    assert "in “<bdi>Tired hearts</bdi>”" in text(signed_in(scene.writer).get(reverse("moderation:own-decisions")))
    decide(member_of(there, Role.MODERATOR), case, verdict="released")  # who has no say in the place it was left
    assert Restriction.objects.on(scene.writer, scene.place)
    assert 'value="released"' in text(signed_in(scene.house).get(case_url(case)))
    decide(scene.house, case, verdict="released")
    assert Restriction.objects.on(scene.writer, scene.place) is None


def test_a_closed_place_is_linked_only_for_those_who_may_read_it():
    closed = Scene(open_community(reading=Reading.ITS_MEMBERS, joining=Joining.ON_REQUEST))
    case = closed.report()
    assert closed.discussion.get_absolute_url() not in text(signed_in(closed.house).get(case_url(case)))
    assert closed.discussion.get_absolute_url() in text(signed_in(closed.moderator).get(case_url(case)))


def test_the_queue_costs_the_same_however_long(scene, django_assert_max_num_queries):
    browser = signed_in(scene.moderator)
    for _each in range(3):
        scene.report(Scene(scene.place).reply)
    browser.get(QUEUE)
    with django_assert_max_num_queries(9):
        browser.get(QUEUE)
