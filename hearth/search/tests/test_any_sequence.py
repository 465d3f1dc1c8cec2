"""Whatever is done in whatever order: a thing is found if and only if the viewer may read it."""

import random
from contextlib import suppress

import pytest
from django.http import Http404

from hearth.communities.actions import belonging, order
from hearth.communities.actions.erasing import erase_discussion, erase_reply
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Discussion, Joining, Reading, Reply, Role
from hearth.communities.queries.discussions import get_discussion, get_reply
from hearth.communities.tests.people import member_of, open_community
from hearth.core.refusals import Refusal
from hearth.members.actions.distance import block, unblock
from hearth.search.tests.finding import found, index_all
from tests.people import join_person

pytestmark = pytest.mark.django_db
STEPS = 24


class Story:
    """Two places, people in them, and what they do by chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.open, self.den = open_community(), open_community(reading=Reading.ITS_MEMBERS, joining=Joining.ANYONE)
        self.steward = member_of(self.open, Role.STEWARD)
        belonging.admit(self.den, self.steward, role=Role.STEWARD)
        self.people = [member_of(self.open), member_of(self.den), join_person("Somebody")]
        for place in (self.open, self.den):
            start_discussion(place, Opening(title="A canary"), by=self.steward)

    def step(self) -> None:
        """Do one thing, if it may be done."""
        acts = [self.post, self.answer, self.hide, self.restore, self.move, self.join, self.leave, self.part, self.meet]
        with suppress(Refusal, Http404):
            self.chance.choice([*acts, self.erase])()

    def anybody(self):
        return self.chance.choice([*self.people, self.steward])

    def some(self, model):
        return self.chance.choice(list(model.objects.filter(deleted_at=None).order_by("pk")) or [None])

    def post(self):
        start_discussion(self.open, Opening(title="One more canary"), by=self.anybody())

    def answer(self):
        talk = self.some(Discussion)
        if talk:
            post_reply(talk, Answer(body="Mine is a canary too."), by=self.steward)

    def hide(self):
        talk, reply = self.some(Discussion), self.some(Reply)
        order.hide_reply(reply, by=self.steward) if reply and self.chance.random() < 0.5 else None
        order.hide_discussion(talk, by=self.steward) if talk else None

    def restore(self):
        talk = self.some(Discussion)
        order.restore_discussion(talk, by=self.steward) if talk and talk.hidden_at else None

    def move(self):
        talk = self.some(Discussion)
        if talk and talk.community_id == self.open.pk:
            order.move_discussion(talk, self.den, by=self.steward)

    def join(self):
        belonging.join_community(self.den, by=self.chance.choice(self.people))

    def leave(self):
        who = self.chance.choice(self.people)
        if self.den.memberships.filter(member=who).exists():
            belonging.leave_community(self.den, by=who)

    def part(self):
        block(self.steward, by=self.chance.choice(self.people))

    def meet(self):
        unblock(self.steward, by=self.chance.choice(self.people))

    def erase(self):
        talk, reply = self.some(Discussion), self.some(Reply)
        if reply and self.chance.random() < 0.6:
            erase_reply(reply, by=self.steward)
        elif talk:
            erase_discussion(talk, by=self.steward)


def readable(viewer) -> set[str]:
    """Return the addresses of what `viewer` may read, asked one by one as its page would."""
    may = set()
    for model, get in ((Discussion, get_discussion), (Reply, get_reply)):
        for row in model.objects.filter(deleted_at=None):
            try:
                get(row.public_id, viewer=viewer)
            except Http404:
                continue
            may.add(row.get_absolute_url())
    return may


@pytest.mark.parametrize("seed", range(6))
def test_found_if_and_only_if_readable(seed):
    story = Story(seed)
    for number in range(STEPS):
        story.step()
        if number % 6 == 0:
            index_all()
            indexed = {row.get_absolute_url() for model in (Discussion, Reply) for row in model.objects.all()}
        for viewer in (None, *story.people, story.steward):
            answer = found_all(viewer)
            assert answer == readable(viewer) & indexed, (number, viewer)


def found_all(viewer) -> set[str]:
    """Return the addresses of all that `viewer` finds."""
    return {each.address for each in found("canary", viewer).page.items}
