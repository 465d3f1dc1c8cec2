"""Somebody leaves: their words stay under no name, or go and leave a quiet mark where others answered."""

from html import unescape

import pytest
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from hearth.communities.actions.belonging import ask_to_join
from hearth.communities.actions.inviting import invite
from hearth.communities.actions.keeping import Unposted, bookmark_discussion, keep_draft
from hearth.communities.actions.leaving import POSTS
from hearth.communities.actions.reacting import react
from hearth.communities.actions.writing import Answer, Opening, delete_reply, edit_reply, post_reply, start_discussion
from hearth.communities.models import (
    Attention,
    Discussion,
    Draft,
    Invitation,
    Joining,
    Membership,
    Pseudonym,
    Reaction,
    ReactionKind,
    Reply,
    Revision,
    Role,
)
from hearth.communities.queries.naming import Name
from hearth.communities.tests.people import member_of, open_community, recount
from hearth.communities.views.addresses import of_community
from hearth.members.actions.leaving import carry_out, close_account, come_back, erase_account
from hearth.members.models import Account, Erasure, Kind, Member
from hearth.members.queries.leaving import list_ties
from tests.people import account_of, signed_in
from tests.threads import at_once

pytestmark = pytest.mark.django_db


class Town:
    """Rosa asked, was answered, answered others under her name, a pseudonym and an alias, and kept things."""

    def __init__(self):
        self.place, self.other = open_community(), open_community(joining=Joining.ON_REQUEST)
        self.rosa, self.friend = member_of(self.place, name="Rosa leaving"), member_of(self.place)
        self.asked = start_discussion(self.place, Opening(title="Rosa's question", body="Rosa's opening"), by=self.rosa)
        self.answer = post_reply(self.asked, Answer(body="A friend's answer"), by=self.friend)
        self.alone = start_discussion(self.place, Opening(title="Rosa's own", name=Name.ALIAS), by=self.rosa)
        post_reply(self.alone, Answer(body="Rosa again"), by=self.rosa)
        self.theirs = start_discussion(self.place, Opening(title="A friend's question"), by=self.friend)
        named = Answer(body="Rosa's answer", name=Name.PSEUDONYM, pseudonym="Quiet reed")
        self.reply = post_reply(self.theirs, named, by=self.rosa)
        edit_reply(self.reply, "Rosa's answer, changed", by=self.rosa)
        self.under = post_reply(self.theirs, Answer(body="A friend's thanks", parent=self.reply), by=self.friend)
        self.last = post_reply(self.theirs, Answer(body="Rosa's last word"), by=self.rosa)
        react(self.theirs, ReactionKind.WITH_YOU, by=self.rosa)
        react(self.reply, ReactionKind.HELPFUL, by=self.friend)
        react(self.answer, ReactionKind.THANKS, by=self.rosa)
        bookmark_discussion(self.theirs, by=self.rosa)
        keep_draft(self.place, None, Unposted(title="Rosa's draft", body="Not yet"), by=self.rosa)
        ask_to_join(self.other, by=self.rosa, answer="Because of Rosa")

    def close(self, *, keep):
        close_account(account_of(self.rosa), keep_writing=keep, at_once=False)

    def erase(self, *, keep):
        self.close(keep=keep)
        carry_out(Erasure.objects.create(account=account_of(self.rosa)))

    def check_counters(self):
        for place in (self.place, self.other):
            place.refresh_from_db()
            assert {name: getattr(place, name) for name in recount(place)} == recount(place)
        for each in Discussion.objects.all():
            shown = Reply.objects.filter(discussion=each, hidden_at=None, deleted_at=None)
            assert each.reply_count == shown.count()
            assert each.active_at == max([each.created_at, *shown.values_list("created_at", flat=True)])
        for written in (*Discussion.objects.all(), *Reply.objects.all()):
            its = {"reply": written} if isinstance(written, Reply) else {"discussion": written, "reply": None}
            for kind in ReactionKind:
                found = Reaction.objects.filter(kind=kind, **its).count()
                assert getattr(written, f"{kind.value}_count") == found


@pytest.fixture
def town():
    return Town()


def body(client, address):
    return unescape(client.get(address, follow=True).content.decode())


def pages(town, client):
    place = of_community(town.place)
    addresses = [place, town.theirs.get_absolute_url(), town.asked.get_absolute_url(), "/", "/home/", "/communities/"]
    addresses += [f"/communities/{town.place.public_id}/feed/", f"/discussions/{town.theirs.public_id}/feed/"]
    addresses += ["/bookmarks/", f"/communities/{town.place.public_id}/people/"]
    return "".join(body(client, address) for address in addresses)


@pytest.mark.parametrize("keep", [True, False])
def test_what_is_private_goes_either_way(town, keep):
    town.erase(keep=keep)
    for model in (Draft, Pseudonym, Revision):
        assert not model.objects.exists()
    assert not Membership.objects.filter(community=town.other, answer__gt="").exists()
    assert not Attention.objects.exclude(member=town.friend).exists()
    assert not Reaction.objects.exclude(member=town.friend).exists()
    town.check_counters()
    assert Member.objects.filter(pk=town.friend.pk).exists()


def test_kept_words_stay_under_no_name(town, client):
    town.erase(keep=True)
    for reader in (client, signed_in(town.friend)):
        shown = pages(town, reader)
        assert "Rosa's answer, changed" in shown
        assert "Rosa's opening" in shown
        assert "A former member" in shown
        assert "Rosa leaving" not in shown
        assert "Quiet reed" not in shown
    authors = set(Reply.objects.exclude(author=town.friend).values_list("author__kind", flat=True))
    assert authors == {Kind.FORMER}
    assert len(set(Reply.objects.exclude(author=town.friend).values_list("author", flat=True))) == 2, (
        "What was said under two names is not known to be one person's."
    )


def test_erased_words_go_and_leave_a_mark_where_others_answered(town, client):
    town.erase(keep=False)
    shown = pages(town, client)
    assert "Rosa" not in shown
    assert "A friend's answer" in shown
    assert "A friend's thanks" in shown
    assert not Discussion.objects.filter(pk=town.alone.pk).exists(), "only Rosa had answered there"
    assert not Reply.objects.filter(pk=town.last.pk).exists()
    marks = [*Discussion.objects.exclude(author=town.friend), *Reply.objects.exclude(author=town.friend)]
    assert {(each.pk, each.body, each.body_html) for each in marks} == {
        (town.asked.pk, "", ""),
        (town.reply.pk, "", ""),
    }
    assert len({each.author_id for each in marks}) == 1, "Two marks are not told apart by whose they were."
    town.check_counters()


def test_marks_of_two_people_stand_under_the_same_nobody(town):
    other = member_of(town.place)
    asked = start_discussion(town.place, Opening(title="Another's"), by=other)
    post_reply(asked, Answer(body="Yes"), by=town.friend)
    close_account(account_of(other), keep_writing=False, at_once=False)
    erase_account(account_of(other))
    town.erase(keep=False)
    assert Discussion.objects.get(pk=asked.pk).author_id == Discussion.objects.get(pk=town.asked.pk).author_id


def test_what_was_taken_back_before_is_nobodys_too(town):
    delete_reply(town.reply, by=town.rosa)
    town.erase(keep=True)
    assert Reply.objects.get(pk=town.reply.pk).author.name_key == "nobody\n"


def test_words_that_go_are_gone_as_soon_as_the_account_is_closed(town, client):
    before = pages(town, client)
    assert "Rosa leaving" in before
    town.close(keep=False)
    for reader in (client, signed_in(town.friend)):
        shown = pages(town, reader)
        assert "Rosa" not in shown
        assert "A friend's answer" in shown
        assert "A friend's thanks" in shown
        alone = body(reader, reverse("communities:discussion", args=[town.alone.public_id]))
        assert "Rosa" not in alone
        assert "Whoever wrote this has taken it back." in alone
    come_back(account_of(town.rosa))
    assert "Rosa leaving" in pages(town, client)
    assert "Rosa's opening" in pages(town, client)


def test_words_that_stay_lose_their_name_as_soon_as_the_account_is_closed(town, client):
    town.close(keep=True)
    shown = pages(town, client)
    assert "Rosa leaving" not in shown
    assert "Rosa's opening" in shown
    assert "A former member" in shown


def test_invitations_go_and_an_invited_address_with_them(town):
    steward = member_of(town.place, Role.STEWARD)
    invite(town.place, by=steward, email=account_of(town.rosa).email)
    invite(town.place, by=member_of(town.place, Role.STEWARD))
    town.erase(keep=True)
    assert Invitation.objects.count() == 1
    close_account(account_of(steward), keep_writing=True, at_once=False)
    erase_account(account_of(steward))
    assert not Invitation.objects.filter(invited_by=None).exists()


def test_who_leads_alone_is_told(town):
    alone = open_community(steward=town.rosa, name="Led by Rosa")
    assert list_ties(account_of(town.rosa)).loose == [], "nobody else is there"
    member_of(alone)
    (tie,) = list_ties(account_of(town.rosa)).loose
    assert "Led by Rosa" in tie.words
    member_of(alone, Role.STEWARD)
    assert list_ties(account_of(town.rosa)).loose == []


def test_others_write_while_somebody_who_wrote_much_is_erased(waiting_database):
    with transaction.atomic():
        town, much = Town(), 8 * POSTS
    Reply.objects.bulk_create(Reply(discussion=town.theirs, author=town.rosa, body="Much") for _number in range(much))
    Discussion.objects.filter(pk=town.theirs.pk).update(reply_count=F("reply_count") + much)
    town.close(keep=False)
    erasure = Erasure.objects.create(account=account_of(town.rosa))

    def write():
        while Reply.objects.filter(body="Much").count() == much:
            pass
        post_reply(town.theirs, Answer(body="A friend's word meanwhile"), by=town.friend)
        return Account.objects.filter(pk=erasure.account_id).exists()

    erased, was_meanwhile = at_once(2, lambda number: write() if number else carry_out(erasure))
    assert (erased, was_meanwhile) == (None, True)
    assert not Account.objects.filter(pk=erasure.account_id).exists()
    assert not Reply.objects.filter(body="Much").exists()
    town.check_counters()
