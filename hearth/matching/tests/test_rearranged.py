"""What is merged leaves the queue, and the other waits on; what is split off comes into it."""

import pytest

from hearth.communities.actions.merging import merge_discussions
from hearth.communities.actions.splitting import split_discussion
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.tests.people import member_of, open_community
from hearth.matching.actions.queueing import queue, queue_missing
from hearth.matching.models import Question
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
    made = split_discussion(kept, [other.public_id], by=steward, title="How do I sleep?")
    queue_missing()
    assert {each.discussion for each in Question.objects.waiting()} == {kept, made}
    back = split_discussion(kept, [opening.public_id], by=steward, title="B")
    queue_missing()
    assert {each.discussion for each in Question.objects.waiting()} == {kept, made, back}
