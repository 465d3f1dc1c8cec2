"""Replies become a discussion of their own: what goes and what is left are both whole."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from hearth.communities.actions.erasing import erase_reply
from hearth.communities.actions.keeping import Unposted, follow_discussion, keep_draft
from hearth.communities.actions.merging import merge_discussions
from hearth.communities.actions.order import hide_reply
from hearth.communities.actions.picturing import Pictured, put_pictures
from hearth.communities.actions.reacting import react
from hearth.communities.actions.sections import make_section
from hearth.communities.actions.splitting import split_discussion
from hearth.communities.actions.writing import Answer, Opening, edit_reply, post_reply, start_discussion
from hearth.communities.models import (
    Answering,
    Attention,
    Discussion,
    Draft,
    ReactionKind,
    Reading,
    Rearrangement,
    Reply,
    Role,
)
from hearth.communities.queries.discussions import BY_AGE
from hearth.communities.tests.people import member_of, open_community, recount
from hearth.communities.views.addresses import of_community
from hearth.core.paging import cursor_after
from hearth.core.refusals import Refusal
from hearth.moderation.actions.reporting import Told, report
from tests.people import account_of, join_person, signed_in
from tests.word import letters

pytestmark = pytest.mark.django_db


class Talk:
    """A discussion: a reply with two answers, and a reply with one."""

    def __init__(self):
        self.steward, self.friend, self.other = join_person(), join_person(), join_person()
        self.place = open_community(steward=self.steward)
        self.asker = member_of(self.place)
        self.discussion = start_discussion(self.place, Opening(title="Afraid", body="To walk."), by=self.asker)
        self.one = post_reply(self.discussion, Answer(body="First."), by=self.friend)
        self.to_one = post_reply(self.discussion, Answer(body="To first.", parent=self.one), by=self.asker)
        self.again = post_reply(self.discussion, Answer(body="Also to first.", parent=self.one), by=self.other)
        self.two = post_reply(self.discussion, Answer(body="Second."), by=self.other)
        self.to_two = post_reply(self.discussion, Answer(body="To second.", parent=self.two), by=self.friend)

    def split(self, *replies, **given):
        given = {"title": "On its own", "by": self.steward} | given
        made = split_discussion(self.discussion, [each.public_id for each in replies], **given)
        self.discussion.refresh_from_db()
        self.place.refresh_from_db()
        return made

    def standing(self, discussion):
        return [(each.body, each.parent and each.parent.body) for each in discussion.replies.order_by("pk")]


@pytest.fixture
def talk():
    return Talk()


def text(answer):
    return answer.content.decode()


def test_the_first_opens_it_and_what_answered_goes_along(talk):
    made = talk.split(talk.one)
    assert (made.title, made.body, made.author, made.created_at) == (
        "On its own", "First.", talk.friend, talk.one.created_at,
    )  # fmt: skip
    assert made.excerpt == "First."
    assert talk.standing(made) == [("To first.", None), ("Also to first.", None)]
    assert talk.standing(talk.discussion) == [("Second.", None), ("To second.", "Second.")]
    assert made.answered_at == talk.to_one.created_at


def test_counters_are_those_of_a_recount(talk):
    made = talk.split(talk.one)
    assert (made.reply_count, talk.discussion.reply_count) == (2, 2)
    assert made.active_at == talk.again.created_at
    assert talk.discussion.active_at == talk.to_two.created_at
    assert talk.place.discussion_count == recount(talk.place)["discussion_count"] == 2


def test_several_keep_their_threads_and_their_order(talk):
    made = talk.split(talk.two, talk.one)
    assert made.body == "First."
    assert talk.standing(made) == [
        ("To first.", None), ("Also to first.", None), ("Second.", None), ("To second.", "Second."),
    ]  # fmt: skip
    assert talk.standing(talk.discussion) == []
    assert talk.discussion.answered_at is None


def test_an_answer_alone_becomes_an_opening_and_what_it_answered_stays(talk):
    made = talk.split(talk.to_one)
    assert (made.body, made.author) == ("To first.", talk.asker)
    assert talk.standing(made) == []
    assert ("Also to first.", "First.") in talk.standing(talk.discussion)


def test_what_was_merged_can_be_split_off_again_as_it_was(talk):
    later = start_discussion(talk.place, Opening(title="Later", body="Words"), by=talk.other)
    replies = [post_reply(later, Answer(body="Yes."), by=talk.friend)]
    replies += [post_reply(later, Answer(body="Oh yes.", parent=replies[0]), by=talk.asker)]
    opening = merge_discussions(later, talk.discussion, by=talk.steward)
    made = talk.split(opening)
    assert (made.public_id, made.author) == (later.public_id, talk.other)
    assert talk.standing(made) == [("Yes.", None), ("Oh yes.", "Yes.")]
    assert Client().get(later.get_absolute_url()).url.startswith(f"/discussions/{made.public_id}/on-its-own/")
    assert not Reply.objects.filter(discussion=made, speaks_to__isnull=False).exists()


def test_a_mark_that_nobody_answers_any_more_goes_and_one_that_is_answered_stays(talk):
    erase_reply(talk.one, by=None)
    talk.split(talk.to_one)
    assert Reply.objects.filter(pk=talk.one.pk).exists()
    talk.split(talk.again)
    assert not Reply.objects.filter(pk=talk.one.pk).exists()


def test_all_that_stands_with_a_post_goes_along(talk):
    edit_reply(talk.one, f"First, @{talk.other.name}", by=talk.friend)
    put_pictures(talk.one, [Pictured("2222222222", "A path", 640, 480)])
    react(talk.one, ReactionKind.THANKS, by=talk.asker)
    react(talk.to_one, ReactionKind.HELPFUL, by=talk.other)
    case = report(talk.one, Told(kind="unkind"), by=talk.asker).case
    made = talk.split(talk.one)
    for rows in (made.revisions, made.pictures, made.mentions, made.reactions):
        assert rows.get(reply=None)
    assert (made.has_pictures, made.thanks_count) == (True, 1)
    assert talk.to_one.reactions.get().discussion == made
    case.refresh_from_db()
    assert (case.about, case.discussion, case.reply, case.community) == ("discussion", made, None, talk.place)


def test_links_lead_on(talk):
    address, answer = talk.one.get_absolute_url(), talk.to_one.get_absolute_url()
    made = talk.split(talk.one)
    found = Client().get(address)
    assert (found.status_code, found.url) == (301, made.get_absolute_url())
    assert Client().get(answer).url.startswith(made.get_absolute_url())
    hide = Client().get(f"{address}edit/")
    assert hide.url == made.get_absolute_url()


def test_nobody_else_can_answer_or_read_it_than_before(talk):
    Discussion.objects.filter(pk=talk.discussion.pk).update(answering=Answering.CHOSEN, locked_at="2026-01-01T00:00Z")
    made = talk.split(talk.one)
    assert (made.answering, made.is_locked, made.community) == (Answering.CHOSEN, True, talk.place)


def test_what_people_keep(talk):
    reader = join_person()
    signed_in(reader).get(talk.discussion.get_absolute_url())
    follow_discussion(talk.discussion, by=reader)
    keep_draft(talk.place, talk.discussion, Unposted(body="To the first", parent=talk.one), by=reader)
    keep_draft(talk.place, talk.discussion, Unposted(body="To the second", parent=talk.two), by=talk.friend)
    made = talk.split(talk.one)
    mine = Attention.objects.get(member=reader, discussion=made)
    assert mine.read_at is not None
    assert not mine.follows
    assert Attention.objects.get(member=talk.friend, discussion=made).follows
    draft = Draft.objects.get(member=reader)
    assert (draft.discussion, draft.parent, draft.body) == (made, None, "To the first")
    assert Draft.objects.get(member=talk.friend).discussion == talk.discussion


def test_whoever_wrote_it_is_told(talk):
    letters()
    talk.split(talk.one)
    told = {mail.to for mail in letters() if "was moved" in mail.subject}
    assert told == {account_of(each).email for each in (talk.friend, talk.asker, talk.other)}


def test_what_is_hidden_opens_nothing_and_stays_hidden(talk):
    hide_reply(talk.one, by=talk.steward)
    with pytest.raises(Refusal):
        talk.split(talk.one)
    hide_reply(talk.to_two, by=talk.steward)
    made = talk.split(talk.two)
    assert "To second." not in text(Client().get(made.get_absolute_url()))


def test_only_who_leads_splits(talk):
    for person in (member_of(talk.place, Role.MODERATOR), talk.asker, join_person()):
        with pytest.raises(PermissionDenied):
            talk.split(talk.one, by=person)
    elsewhere = Talk()
    with pytest.raises(Refusal):  # not a reply of this discussion
        talk.split(elsewhere.one)


# Pages


def test_a_page_that_is_not_all_says_so(talk):
    browser, address = (
        signed_in(talk.steward),
        reverse("communities:discussion-split", args=[talk.discussion.public_id]),
    )
    rest = {"cursor": cursor_after(talk.one, by=BY_AGE)}
    assert ["not all the replies" in text(browser.get(address, asked)) for asked in ({}, rest)] == [False, True]


def test_a_steward_chooses_and_it_happens_once(talk):
    section = make_section(talk.place, "Walking", by=talk.steward)
    browser, address = (
        signed_in(talk.steward),
        reverse("communities:discussion-split", args=[talk.discussion.public_id]),
    )
    page = text(browser.get(address))
    assert page.count('type="checkbox" name="reply"') == 5
    sent = {"reply": [talk.one.public_id], "title": "On its own", "section": section.public_id, "once": "a"}
    first, second = browser.post(address, sent), browser.post(address, sent)
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert Discussion.objects.get(title="On its own").section == section
    assert Rearrangement.objects.count() == 1


@pytest.mark.parametrize(("sent", "waits"), [({}, False), ({"asks": "on"}, True)])
def test_whether_it_waits_for_an_answer_is_said_by_who_splits(talk, sent, waits):
    address = reverse("communities:discussion-split", args=[talk.discussion.public_id])
    chosen = {"reply": [talk.to_two.public_id], "title": "A card in the pocket"}
    signed_in(talk.steward).post(address, chosen | sent)
    shown = text(Client().get(f"{of_community(talk.place)}?show=unanswered"))
    assert ("A card in the pocket" in shown) is waits
    assert Discussion.objects.get(title="A card in the pocket").is_waiting is waits


def test_what_is_missing_is_said_and_what_was_chosen_stays(talk):
    browser, address = (
        signed_in(talk.steward),
        reverse("communities:discussion-split", args=[talk.discussion.public_id]),
    )
    page = text(browser.post(address, {"reply": [talk.one.public_id], "title": ""}))
    assert "error-summary" in page
    assert f'value="{talk.one.public_id}" id="reply-{talk.one.public_id}" checked' in page
    assert "Choose at least one reply." in text(browser.post(address, {"title": "Alone"}))
    gone = {"reply": [talk.one.public_id], "title": "Alone"}
    talk.split(talk.one)
    assert "does not stand here any more" in text(browser.post(address, gone))


def test_a_trace_does_not_tell_that_something_hidden_went_along(talk):
    hide_reply(talk.again, by=talk.steward)
    talk.split(talk.one)
    assert "A steward moved 2 replies to" in text(Client().get(talk.discussion.get_absolute_url()))


def test_a_trace_leads_readers_on_where_they_may_read(talk):
    made = talk.split(talk.one)
    here, there = talk.discussion.get_absolute_url(), made.get_absolute_url()
    assert f'A steward moved 3 replies to <a href="{there}"' in text(Client().get(here))
    assert f'A steward moved 3 replies here from <a href="{here}"' in text(Client().get(there))
    few = open_community(steward=talk.steward, reading=Reading.ITS_MEMBERS)
    Discussion.objects.filter(pk=made.pk).update(community=few)
    assert "A steward moved" not in text(Client().get(here))
    assert "A steward moved 3 replies to" in text(signed_in(talk.steward).get(here))
