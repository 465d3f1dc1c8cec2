"""Word of questions that wait and of being a mentor: to whom it is for, while it is so."""

import pytest

from hearth.communities.actions.order import hide_discussion
from hearth.communities.actions.writing import Answer, post_reply
from hearth.communities.models import Membership, Role
from hearth.communities.queries.naming import Name
from hearth.communities.tests.people import member_of, open_community
from hearth.matching.actions.claiming import claim, decline, hand_back
from hearth.matching.actions.nominating import agree, nominate
from hearth.matching.actions.terms import end
from hearth.matching.models import Mentorship, Need, Offer
from hearth.matching.tests.mentors import mentor_of
from hearth.members.actions.distance import block, mute
from hearth.members.models import Member, Standing
from hearth.notifications.models import Notification
from tests.people import join_person
from tests.word import letters, sentences, told

pytestmark = pytest.mark.django_db
WAITS = "A question in Tired hearts that nobody has answered yet waits for you: “Afraid to walk alone”."


def of_question(member):
    return [each for each in told(member) if "question" in each.sentence]


def test_a_mentor_hears_of_a_question_and_whoever_it_was_not_brought_to_does_not(place, mentor, discussion):
    friend = member_of(place)
    (one,) = of_question(mentor)
    assert (one.sentence, one.title) == (WAITS, "Afraid to walk alone")
    assert "I stand at the door." in one.words
    assert one.is_answerable
    assert of_question(friend) == []
    (letter,) = [each for each in letters(mentor) if "waits" in each.text]
    assert letter.subject == "A question waits for you on Hearth"


def test_it_says_who_has_it_and_is_gone_once_it_was_answered(place, mentor, discussion):
    other = mentor_of(place).member
    Offer.objects.create(question=discussion.question, member=other, ends_at=Offer.objects.get(member=mentor).ends_at)
    claim(Offer.objects.get(member=other), by=other)
    assert [each.sentence for each in of_question(mentor)] == [
        "Somebody else has the question “Afraid to walk alone” in Tired hearts in hand now."
    ]
    post_reply(discussion, Answer(body="Come along."), by=other)
    assert of_question(mentor) == []


@pytest.mark.parametrize("what", ["answered", "hidden", "not for me", "blocked", "muted"])
def test_nothing_comes_of_what_is_not_for_them_any_more(place, steward, mentor, asker, discussion, what):
    acts = {
        "answered": lambda: post_reply(discussion, Answer(body="Come along.", name=Name.ALIAS), by=steward),
        "hidden": lambda: hide_discussion(discussion, by=steward),
        "not for me": lambda: decline(Offer.objects.get(member=mentor), by=mentor),
        "blocked": lambda: block(mentor, by=asker),
        "muted": lambda: mute(asker, by=mentor),
    }
    acts[what]()
    assert of_question(mentor) == []
    assert not [each for each in letters(mentor) if "question" in each.text]


def test_a_question_handed_back_calls_whom_it_needs_and_says_nobodys_name(place, mentor, discussion):
    clinician, moderator = member_of(place, Role.CLINICIAN), member_of(place, Role.MODERATOR)
    unverified = member_of(place, Role.CLINICIAN)
    Member.objects.filter(pk=clinician.pk).update(standing=Standing.CLINICIAN)
    offer = Offer.objects.get(member=mentor)
    claim(offer, by=mentor)
    hand_back(offer, by=mentor, need=Need.CLINICIAN)
    (one,) = of_question(clinician)
    assert one.sentence == "A question in Tired hearts needs a clinician: “Afraid to walk alone”."
    assert mentor.name not in one.sentence
    assert of_question(moderator) == of_question(unverified) == []
    assert [row.member for row in Notification.objects.filter(about="need")] == [clinician]
    assert not [each for each in sentences(mentor) if "needs" in each]


def test_whoever_handed_it_back_is_not_called_to_it_again(place, mentor, discussion):
    moderator = member_of(place, Role.MODERATOR)
    Membership.objects.filter(community=place, member=mentor).update(role=Role.MODERATOR)
    offer = Offer.objects.get(member=mentor)
    claim(offer, by=mentor)
    hand_back(offer, by=mentor, need=Need.MODERATOR)
    (one,) = [each for each in told(moderator) if "needs" in each.sentence]
    assert one.sentence == "A question in Tired hearts needs a moderator: “Afraid to walk alone”."
    assert not Notification.objects.filter(about="need", member=mentor).exists()


def test_a_nomination_is_told_to_the_side_that_is_to_say_yes(place, steward):
    friend, other = member_of(place, name="Offers Help"), member_of(place)
    nominate(Membership.objects.get(member=friend), by=friend)
    assert "Offers Help offers to be a mentor of Tired hearts." in sentences(steward)
    assert not [each for each in sentences(friend) if "mentor" in each]
    agree(Mentorship.objects.get(), by=steward)
    assert not [each for each in sentences(steward) if "offers" in each]
    (said,) = [each for each in sentences(friend) if "mentor" in each]
    assert "the stewards are glad" in said
    assert not [each for each in sentences(other) if "mentor" in each]


def test_who_lays_it_down_hears_nothing_and_whose_time_was_ended_does(place, steward):
    own, ended = mentor_of(place), mentor_of(place)
    end(own, by=own.member)
    end(ended, by=steward, reason="You were kind.")
    assert not [each for each in sentences(own.member) if "ended" in each]
    (one,) = [each for each in told(ended.member) if "ended" in each.sentence]
    assert "You were kind" not in one.sentence
    assert steward.name not in one.sentence


def test_a_steward_of_another_place_hears_of_no_volunteer(place):
    elsewhere = join_person()
    open_community(steward=elsewhere)
    nominate(Membership.objects.get(member=(friend := member_of(place))), by=friend)
    assert sentences(elsewhere) == []
