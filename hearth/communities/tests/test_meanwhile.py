"""Two who change the same thing at the same moment: nothing of either is lost, and both are answered."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from hearth.communities.actions.belonging import ask_to_join, join_community, leave_community
from hearth.communities.actions.inviting import accept_invitation, invite
from hearth.communities.actions.keeping import Unposted, keep_draft
from hearth.communities.actions.order import hide_reply
from hearth.communities.actions.places import Description, archive_community, describe_community
from hearth.communities.actions.reacting import react, take_back_reaction
from hearth.communities.actions.restricting import restrict
from hearth.communities.actions.writing import (
    Answer,
    Opening,
    delete_discussion,
    delete_reply,
    edit_reply,
    post_reply,
    start_discussion,
)
from hearth.communities.models import (
    Discussion,
    Draft,
    Invitation,
    Joining,
    Membership,
    Pseudonym,
    ReactionKind,
    Reading,
    Reply,
    Restriction,
    Role,
)
from hearth.communities.queries.naming import Name
from hearth.communities.tests.people import member_of, open_community, recount
from hearth.core.refusals import Refusal
from hearth.members.faces import same_person
from tests.people import join_person
from tests.threads import one_behind_the_other

pytestmark = pytest.mark.usefixtures("waiting_database")
SAID = Description(name="Said anew", description="For a test.", reading=Reading.EVERYONE, joining=Joining.ANYONE)


def test_describing_a_community_takes_back_nothing_done_meanwhile():
    steward = join_person()
    place, newcomer = open_community(steward=steward), join_person()

    def describe():
        return describe_community(place, SAID, by=steward)

    _joined, described = one_behind_the_other(lambda: join_community(place, by=newcomer), describe)
    place.refresh_from_db()
    assert (place.name, place.member_count, described.member_count) == ("Said anew", 2, 2)
    assert recount(place)["member_count"] == 2
    one_behind_the_other(lambda: archive_community(place, by=steward), describe)
    place.refresh_from_db()
    assert place.archived_at <= timezone.now()


class Talk:
    """A reply, whoever wrote it, a friend who answers it and the steward of the place."""

    def __init__(self):
        self.steward, self.author, self.friend = join_person(), join_person(), join_person()
        self.place = open_community(steward=self.steward)
        self.discussion = start_discussion(self.place, Opening(title="Afraid", body="To walk."), by=self.author)
        self.reply = post_reply(self.discussion, Answer(body="I still am."), by=self.author)
        react(self.reply, ReactionKind.HELPFUL, by=self.steward)

    def answer(self):
        return post_reply(self.discussion, Answer(body="To you.", parent=self.reply), by=self.friend)

    def react(self):
        return react(self.reply, ReactionKind.HELPFUL, by=self.friend)

    def take_back(self):
        return take_back_reaction(self.reply, ReactionKind.HELPFUL, by=self.steward)

    def edit(self):
        return edit_reply(self.reply, "Better words.", by=self.author)

    def delete(self):
        return delete_reply(self.reply, by=self.author)

    def hide(self):
        return hide_reply(self.reply, by=self.steward)

    def acts(self):
        return [self.answer, self.react, self.take_back, self.edit, self.delete, self.hide]


@pytest.mark.parametrize("second", range(6))
@pytest.mark.parametrize("first", range(6))
def test_two_acts_on_one_reply_wait_for_each_other_and_both_are_done(first, second):
    talk = Talk()
    outcomes = one_behind_the_other(talk.acts()[first], talk.acts()[second])
    assert not [each for each in outcomes if isinstance(each, DatabaseError)], outcomes
    found = Discussion.objects.get()
    assert found.reply_count == found.replies.filter(hidden_at=None, deleted_at=None).count()
    for reply in found.replies.all():
        assert reply.helpful_count == reply.reactions.count()


def test_whoever_answers_what_is_being_erased_keeps_their_words():
    talk = Talk()
    _gone, answered = one_behind_the_other(talk.delete, talk.answer)
    assert isinstance(answered, Refusal)
    _gone, answered = one_behind_the_other(lambda: delete_discussion(talk.discussion, by=talk.author), talk.answer)
    assert isinstance(answered, PermissionDenied)
    assert not Reply.objects.exists()


@pytest.mark.parametrize("is_opening", [True, False])
def test_a_draft_kept_twice_is_one(is_opening):
    talk = Talk()
    discussion = None if is_opening else talk.discussion
    keeping = [
        lambda body=body: keep_draft(talk.place, discussion, Unposted(body=body), by=talk.friend)
        for body in ("One", "Two")
    ]
    assert one_behind_the_other(*keeping) == (True, True)
    assert Draft.objects.get().body == "Two"


def test_two_moderators_who_restrict_one_person_restrict_them_once():
    talk, until = Talk(), timezone.now() + timedelta(days=7)
    reasons = ("Be kind.", "Be kinder.")
    acts = [
        lambda said=said: restrict(talk.place, talk.author, by=talk.steward, until=until, reason=said)
        for said in reasons
    ]
    outcomes = one_behind_the_other(*acts)
    assert [type(each) for each in outcomes] == [Restriction, Restriction], outcomes
    assert Restriction.objects.holding().get().reason == "Be kinder."


def test_an_invitation_accepted_twice_lets_in_once_and_says_no_wrong_word():
    steward, guest = join_person(), join_person()
    place = open_community(steward=steward, joining=Joining.BY_INVITATION)
    invite(place, by=steward)

    def accept():
        return accept_invitation(Invitation.objects.get(), by=guest)

    first, second = one_behind_the_other(accept, accept)
    assert first == second == Membership.objects.get(member=guest)


def test_two_first_posts_under_a_name_for_this_place_make_one_name_and_one_member():
    talk, person = Talk(), join_person()

    def begin(called):
        said = Opening(title="I am new", body="Hello.", name=Name.PSEUDONYM, pseudonym=called)
        return start_discussion(talk.place, said, by=person).author

    first, second = one_behind_the_other(lambda: begin("Quiet Swan"), lambda: begin("Loud Swan"))
    assert first == second == Pseudonym.objects.get().member
    check(talk.place)


@pytest.mark.parametrize("order", [1, -1])
def test_two_doors_let_one_person_in_once(order):
    talk, person = Talk(), join_person()
    said = Answer(body="Me too.", name=Name.PSEUDONYM, pseudonym="Quiet Duck")
    ways = [lambda: join_community(talk.place, by=person), lambda: post_reply(talk.discussion, said, by=person)]
    outcomes = one_behind_the_other(*ways[::order])
    assert {type(each) for each in outcomes} == {Membership, Reply}, outcomes
    assert Membership.objects.filter(same_person(person, "member"), community=talk.place).count() == 1
    check(talk.place)


def test_somebody_asks_twice_and_waits_once():
    person, place = join_person(), open_community(joining=Joining.ON_REQUEST)
    asked = one_behind_the_other(*[lambda: ask_to_join(place, by=person)] * 2)
    assert asked == (Membership.objects.get(member=person),) * 2


def test_the_last_two_stewards_cannot_both_leave():
    first = join_person()
    place = open_community(steward=first)
    with transaction.atomic():
        second, _member = member_of(place, Role.STEWARD), member_of(place)
    outcomes = one_behind_the_other(lambda: leave_community(place, by=first), lambda: leave_community(place, by=second))
    assert [type(each) for each in outcomes] == [type(None), Refusal]
    assert Membership.objects.get(community=place, role=Role.STEWARD).member == second
    check(place)


def check(place):
    place.refresh_from_db()
    counted = recount(place)
    assert {name: getattr(place, name) for name in counted} == counted
