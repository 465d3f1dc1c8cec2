"""Whatever people do in whatever order, the counters say what a recount says."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearth.communities.actions import belonging, finding, order, places, reacting, writing
from hearth.communities.actions.merging import merge_discussions
from hearth.communities.actions.splitting import split_discussion
from hearth.communities.lines import lines_of
from hearth.communities.models import (
    WHOLE,
    Community,
    Discussion,
    FindingKind,
    Joining,
    Kind,
    Membership,
    ReactionKind,
    Rearrangement,
    Reply,
)
from hearth.communities.queries.naming import Name
from hearth.communities.tests.people import open_community, recount
from hearth.core.refusals import Refusal
from hearth.members.actions.leaving import close_account, come_back, erase_account
from tests.people import account_of, join_person

pytestmark = pytest.mark.django_db

STEPS = [
    "join", "leave", "start", "reply", "nest", "edit", "delete reply", "delete discussion", "hide reply",
    "restore reply", "hide discussion", "restore discussion", "move", "react", "take back", "lock", "unlock",
    "ask to join", "grant", "refuse", "remove", "describe", "archive", "reopen", "close account", "come back",
    "erase account", "find", "change their mind", "merge", "split",
]  # fmt: skip

SAID = places.Description(name="Said anew", description="For a test.", reading="everyone", joining="anyone")


class Town:
    """Three communities, one of them behind a door, three people, and what they do there."""

    def __init__(self):
        self.moderator = join_person()
        joining = (Joining.ANYONE, Joining.ANYONE, Joining.ON_REQUEST)
        self.places = [open_community(steward=self.moderator, joining=each) for each in joining]
        self.people = [self.moderator, join_person(), join_person()]
        self.away = {}

    def do(self, step, who, which, kind):
        person = self.people[who]
        if step in self.OF_ACCOUNTS:
            return self.of_account(step, person, keep=bool(kind))
        if person in self.away:
            return None
        place = self.places[which % 3]
        discussions, replies = list(Discussion.objects.order_by("pk")), list(Reply.objects.order_by("pk"))
        discussion = discussions[which % len(discussions)] if discussions else None
        reply = replies[which % len(replies)] if replies else None
        name = (Name.USUAL, Name.ALIAS, Name.PSEUDONYM)[kind]
        written = (reply or discussion) if which % 2 else discussion
        reaction = list(ReactionKind)[kind]
        acts = {
            "join": lambda: belonging.join_community(place, by=person),
            "leave": lambda: belonging.leave_community(place, by=person),
            "ask to join": lambda: belonging.ask_to_join(place, by=person),
            "grant": lambda: belonging.grant_membership(self.asked(place), by=self.moderator),
            "refuse": lambda: belonging.refuse_membership(self.asked(place), by=self.moderator),
            "remove": lambda: belonging.remove_member(self.joined(place, which), by=self.moderator),
            "start": lambda: writing.start_discussion(
                place,
                writing.Opening(title="A title", body="Words", name=name, pseudonym=f"Swan {who}{which}"),
                by=person,
            ),
            "reply": lambda: (
                discussion
                and writing.post_reply(
                    discussion, writing.Answer(body="Words", name=name, pseudonym=f"Duck {who}{which}"), by=person
                )
            ),
            "nest": lambda: (
                reply and writing.post_reply(reply.discussion, writing.Answer(body="To you", parent=reply), by=person)
            ),
            "edit": lambda: reply and writing.edit_reply(reply, "Better words", by=person),
            "delete reply": lambda: reply and writing.delete_reply(reply, by=person),
            "delete discussion": lambda: discussion and writing.delete_discussion(discussion, by=person),
            "hide reply": lambda: reply and order.hide_reply(reply, by=self.moderator),
            "restore reply": lambda: reply and order.restore_reply(reply, by=self.moderator),
            "hide discussion": lambda: discussion and order.hide_discussion(discussion, by=self.moderator),
            "restore discussion": lambda: discussion and order.restore_discussion(discussion, by=self.moderator),
            "move": lambda: discussion and order.move_discussion(discussion, place, by=self.moderator),
            "merge": lambda: (
                discussion and merge_discussions(discussion, discussions[kind % len(discussions)], by=self.moderator)
            ),
            "split": lambda: (
                reply
                and split_discussion(reply.discussion, self.chosen(reply, which), title="Apart", by=self.moderator)
            ),
            "react": lambda: written and reacting.react(written, reaction, by=person),
            "take back": lambda: written and reacting.take_back_reaction(written, reaction, by=person),
            "find": lambda: reply and finding.find(reply, FindingKind.HELPED, self.lines(reply, kind), by=person),
            "change their mind": lambda: (
                reply and finding.find(reply, FindingKind.OTHERWISE, self.lines(reply, kind), by=person)
            ),
            "lock": lambda: discussion and order.lock_discussion(discussion, by=self.moderator),
            "unlock": lambda: discussion and order.unlock_discussion(discussion, by=self.moderator),
            "describe": lambda: places.describe_community(place, SAID, by=person),
            "archive": lambda: places.archive_community(place, by=self.moderator),
            "reopen": lambda: places.reopen_community(place, by=self.moderator),
        }
        try:
            with transaction.atomic():
                acts[step]()
        except (PermissionDenied, Refusal, Membership.DoesNotExist):
            pass
        return None

    OF_ACCOUNTS = ("close account", "come back", "erase account")

    def of_account(self, step, person, *, keep):
        """Let anybody but the moderator leave; whoever was erased stays away."""
        if person == self.moderator:
            return
        if step == "close account" and person not in self.away:
            self.away[person] = account_of(person)
            close_account(self.away[person], keep_writing=keep, at_once=False)
        elif step == "come back" and self.away.get(person):
            come_back(self.away.pop(person))
        elif step == "erase account" and self.away.get(person):
            erase_account(self.away[person])
            self.away[person] = None

    def chosen(self, reply, which):
        """The reply, and some others of its discussion."""
        others = list(reply.discussion.replies.order_by("pk").values_list("public_id", flat=True))
        return [reply.public_id, *others[: which % 3]]

    def asked(self, place):
        return Membership.objects.filter(community=place, granted_at=None).earliest("pk")

    def lines(self, reply, kind):
        """What somebody finds: the whole of a reply, its lines, or nothing any more."""
        return [[WHOLE], [line.key for line in lines_of(reply.body_html)], []][kind]

    def joined(self, place, which):
        found = list(Membership.objects.filter(community=place, granted_at__isnull=False).order_by("pk"))
        if not found:
            raise Membership.DoesNotExist
        return found[which % len(found)]

    def check(self):
        for place in Community.objects.all():
            counted = recount(place)
            assert {name: getattr(place, name) for name in counted} == counted
        for discussion in Discussion.objects.all():
            shown = discussion.replies.filter(hidden_at=None, deleted_at=None)
            assert discussion.reply_count == shown.count()
            merged = {each.reply_id for each in Rearrangement.objects.filter(kind=Kind.MERGED)}
            by_others = [each for each in shown.exclude(author=discussion.author) if each.pk not in merged]
            answers = [max(discussion.created_at, each.created_at) for each in by_others]
            assert discussion.answered_at == min(answers, default=None)
            assert not discussion.replies.exclude(parent=None).exclude(parent__discussion=discussion).exists()
            assert not discussion.replies.filter(parent__parent__isnull=False).exists()
            for rows in (discussion.reactions, discussion.mentions, discussion.pictures, discussion.revisions):
                assert not rows.filter(reply__isnull=False).exclude(reply__discussion=discussion).exists()
            assert discussion.active_at == max([discussion.created_at, *shown.values_list("created_at", flat=True)])
            assert discussion.helped_at == self.helped_at(discussion)
            self.check_reactions(discussion, discussion.reactions.filter(reply=None))
        for reply in Reply.objects.all():
            self.check_reactions(reply, reply.reactions)

    def helped_at(self, discussion):
        """Since when a shown reply, or a line that it still says, is kept as what helped."""
        said = [
            each.at
            for each in discussion.findings.filter(kind=FindingKind.HELPED).select_related("reply")
            if each.reply.is_shown and each.line in {WHOLE, *(line.key for line in lines_of(each.reply.body_html))}
        ]
        return min(said, default=None)

    def check_reactions(self, written, reactions):
        for kind, field in reacting.COUNTED.items():
            assert getattr(written, field) == reactions.filter(kind=kind).count()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(STEPS), st.integers(0, 2), st.integers(0, 7), st.integers(0, 2)),
        min_size=10,
        max_size=40,
    )
)
def test_counters_equal_recounts(db, steps):
    with transaction.atomic():
        town = Town()
        # Something to act on, so that few steps are spent on empty places.
        for who in range(3):
            town.do("start", who, who, 0)
            town.do("reply", (who + 1) % 3, who, 0)
            town.do("find", who, who, 0)
        for step in steps:
            town.do(*step)
            town.check()
        transaction.set_rollback(True)
