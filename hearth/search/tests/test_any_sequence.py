"""Whatever is done in whatever order: a thing is found if and only if the viewer may read it."""

import random
from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from hearth.communities.actions import belonging, order
from hearth.communities.actions.erasing import erase_discussion, erase_reply
from hearth.communities.actions.merging import merge_discussions
from hearth.communities.actions.splitting import split_discussion
from hearth.communities.actions.writing import (
    Answer,
    Opening,
    edit_discussion,
    edit_reply,
    post_reply,
    start_discussion,
)
from hearth.communities.models import Discussion, Joining, Reading, Reply, Role
from hearth.communities.queries.discussions import get_discussion, get_reply
from hearth.communities.tests.people import member_of, open_community
from hearth.core.refusals import Refusal
from hearth.members.actions.distance import block, unblock
from hearth.search.queries.finding import Search, find
from tests.people import join_person

pytestmark = pytest.mark.django_db
STEPS = 16


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

    def step(self) -> bool:
        """Do one thing, if it may be done; say whether what stands somewhere was written or changed by it."""
        writing = [self.post, self.answer, self.edit, self.edit, self.merge, self.split]
        others = [self.hide, self.restore, self.move, self.join, self.leave, self.part, self.meet, self.erase]
        act = self.chance.choice([*writing, *others])
        with suppress(Refusal, Http404, PermissionDenied), transaction.atomic():
            act()
        return act in writing

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

    def edit(self):
        word = self.chance.choice(["canary", "wren"])
        talk, reply = self.some(Discussion), self.some(Reply)
        if reply and self.chance.random() < 0.5:
            edit_reply(reply, f"Mine is a {word} now.", by=reply.author)
        elif talk:
            edit_discussion(talk, Opening(title=f"It became a {word}"), by=talk.author)

    def merge(self):
        talk, other = self.some(Discussion), self.some(Discussion)
        if talk and other:
            merge_discussions(talk, other, by=self.steward)

    def split(self):
        reply = self.some(Reply)
        if reply:
            title = f"A {self.chance.choice(['canary', 'wren'])} apart"
            split_discussion(reply.discussion, [reply.public_id], by=self.steward, title=title)

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
    """Return the addresses of what says canary and `viewer` may read, asked one by one as its page would."""
    may = set()
    for model, get in ((Discussion, get_discussion), (Reply, get_reply)):
        for row in model.objects.filter(deleted_at=None):
            try:
                get(row.public_id, viewer=viewer)
            except Http404:
                continue
            said = f"{row.title} {row.body}" if isinstance(row, Discussion) else row.body
            if "canary" in said.casefold():
                may.add(row.get_absolute_url())
    return may


@pytest.mark.parametrize("seed", range(4))
def test_found_if_and_only_if_readable(seed, run_worker):
    """The worker runs after what is written: all else acts at once."""
    story = Story(seed)
    run_worker()
    for number in range(STEPS):
        if story.step():
            run_worker()
        for viewer in (None, *story.people, story.steward):
            assert found_all(viewer) == readable(viewer), (number, viewer)


def found_all(viewer) -> set[str]:
    """Return the addresses of all that `viewer` finds."""
    answer = find(Search(text="canary"), viewer=viewer, language="en", size=500)
    return {each.address for each in answer.page.items}
