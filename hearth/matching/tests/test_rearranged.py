"""What is merged leaves the queue, and the other waits on; what is split off comes into it where it asks something."""

import pytest

from hearth.communities.actions.merging import merge_discussions
from hearth.communities.actions.splitting import split_discussion
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.tests.people import member_of, open_community
from hearth.matching.actions.claiming import decline
from hearth.matching.actions.offering import offer_waiting
from hearth.matching.actions.queueing import queue, queue_missing
from hearth.matching.models import Offer, Question, State
from hearth.matching.tests.mentors import mentor_of
from tests.people import join_person

pytestmark = pytest.mark.django_db


def test_a_question_that_is_merged_waits_in_the_other_and_one_that_is_split_off_does():
    steward = join_person()
    place = open_community(steward=steward)
    kept, gone = (start_discussion(place, Opening(title=title), by=member_of(place)) for title in ("A", "B"))
    for each in (kept, gone):
        queue(each.pk)
    opening = merge_discussions(gone, kept, by=steward)
    assert [each.discussion for each in Question.objects.waiting()] == [kept]  # nobody has answered either of them
    other = post_reply(kept, Answer(body="And how do I sleep?"), by=member_of(place))
    assert not Question.objects.waiting().exists()
    made = split_discussion(kept, [other.public_id], by=steward, title="How do I sleep?", asks=True)
    queue_missing()
    assert {each.discussion for each in Question.objects.waiting()} == {kept, made}
    back = split_discussion(kept, [opening.public_id], by=steward, title="B")
    queue_missing()
    assert {each.discussion for each in Question.objects.waiting()} == {kept, made, back}


def test_what_is_split_off_without_a_question_in_it_is_brought_to_nobody():
    steward = join_person()
    place = open_community(steward=steward)
    talk = start_discussion(place, Opening(title="A"), by=member_of(place))
    mentor_of(place)
    said = post_reply(talk, Answer(body="I keep a card in my pocket."), by=member_of(place))
    made = split_discussion(talk, [said.public_id], by=steward, title="A card in the pocket")
    offer_waiting()
    assert not Question.objects.filter(discussion=made).exists()
    assert queue(made.pk) is None


def test_what_is_not_for_somebody_is_not_brought_again_by_a_merge_and_a_split(steward, place, mentor):
    kept, gone = _of_two_declined(place, mentor)
    Offer.objects.filter(question=kept.pk).update(state=State.LAPSED)
    opening = merge_discussions(gone, kept, by=steward)
    assert states_of(kept) == [State.NOT_FOR_ME]
    back = split_discussion(kept, [opening.public_id], by=steward, title="B")
    other = mentor_of(place).member
    offer_waiting()
    assert Question.objects.waiting().filter(discussion=back).exists()
    assert list(Offer.objects.filter(member=mentor).exclude(state=State.NOT_FOR_ME)) == []
    assert Offer.objects.filter(question=back.pk, member=other, state=State.OPEN).exists()


@pytest.mark.parametrize(("has", "then"), [(State.OPEN, State.NOT_FOR_ME), (State.CLAIMED, State.CLAIMED)])
def test_of_the_other_only_what_they_took_in_hand_stays_theirs(has, then, steward, place, mentor):
    kept, gone = _of_two_declined(place, mentor)
    Offer.objects.filter(question=kept.pk).update(state=has)
    merge_discussions(gone, kept, by=steward)
    assert states_of(kept) == [then]


def _of_two_declined(place, mentor):
    """Ask two things; the mentor says of the second that it is not for them."""
    kept, gone = (start_discussion(place, Opening(title=title), by=member_of(place)) for title in ("A", "B"))
    offer_waiting()
    decline(Offer.objects.get(question=gone.pk, member=mentor), by=mentor)
    return kept, gone


def states_of(discussion):
    return list(Offer.objects.filter(question=discussion.pk).values_list("state", flat=True))
