"""Two discussions become one: nothing of either is lost, opened to more people, or says whose names belong together."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.communities.actions.finding import find
from hearth.communities.actions.keeping import (
    Unposted,
    bookmark_discussion,
    follow_discussion,
    keep_draft,
    mark_read,
    mute_discussion,
)
from hearth.communities.actions.merging import merge_discussions
from hearth.communities.actions.order import hide_discussion
from hearth.communities.actions.picturing import Pictured, put_pictures
from hearth.communities.actions.reacting import react
from hearth.communities.actions.writing import (
    Answer,
    Opening,
    delete_reply,
    edit_discussion,
    post_reply,
    start_discussion,
)
from hearth.communities.lines import lines_of
from hearth.communities.models import (
    Answering,
    Attention,
    Community,
    Discussion,
    Draft,
    Finding,
    FindingKind,
    Mention,
    ReactionKind,
    Reading,
    Rearrangement,
    Reply,
    Role,
)
from hearth.communities.queries.naming import Name
from hearth.communities.tests.people import member_of, open_community, recount
from hearth.core.refusals import Refusal
from hearth.moderation.actions.deciding import Ruling, decide
from hearth.moderation.actions.reporting import Told, report
from tests.people import account_of, join_person, signed_in
from tests.word import letters

pytestmark = pytest.mark.django_db


class Two:
    """Two discussions of one community: `kept`, and `gone` with a reply, an answer to that, and one more reply."""

    def __init__(self):
        self.steward, self.friend, self.other = join_person(), join_person(), join_person()
        self.place = open_community(steward=self.steward)
        self.asker, self.later = member_of(self.place), member_of(self.place, name="Later Asker")
        self.kept = start_discussion(self.place, Opening(title="Afraid to walk", body="At the door."), by=self.asker)
        self.first = post_reply(self.kept, Answer(body="I remember."), by=self.friend)
        self.gone = start_discussion(self.place, Opening(title="Walking again?", body="Who dares?"), by=self.later)
        self.reply = post_reply(self.gone, Answer(body="I do."), by=self.friend)
        self.answer = post_reply(self.gone, Answer(body="So do I.", parent=self.reply), by=self.other)
        self.last = post_reply(self.gone, Answer(body="Slowly."), by=self.other)

    def merge(self):
        opening = merge_discussions(self.gone, self.kept, by=self.steward)
        for each in (self.place, self.kept, self.reply, self.answer, self.last):
            each.refresh_from_db()
        return opening


@pytest.fixture
def two():
    return Two()


def text(answer):
    return answer.content.decode()


def page_of(two, viewer=None):
    return text((signed_in(viewer) if viewer else Client()).get(two.kept.get_absolute_url()))


def test_the_opening_goes_on_as_a_reply_with_all_that_was_answered_below_it(two):
    opening = two.merge()
    assert (opening.discussion, opening.parent, opening.author) == (two.kept, None, two.later)
    assert opening.created_at == two.gone.created_at
    assert opening.body_html.startswith("<p><strong>Walking again?</strong></p>")
    assert "Who dares?" in opening.body_html
    assert [each.parent for each in (two.reply, two.answer, two.last)] == [opening] * 3
    assert (two.reply.speaks_to, two.answer.speaks_to, two.last.speaks_to) == (None, two.reply, None)
    page = page_of(two)
    assert page.index("Who dares?") < page.index("I do.") < page.index("So do I.") < page.index("Slowly.")
    assert f'href="#reply-{two.reply.public_id}">In answer to ' in page
    assert page.count("In answer to") == 1


def test_counters_and_times_are_those_of_a_recount(two):
    two.merge()
    assert not Discussion.objects.filter(pk=two.gone.pk).exists()
    assert (two.kept.reply_count, two.kept.active_at) == (5, two.last.created_at)
    assert two.kept.answered_at == two.first.created_at
    assert two.place.discussion_count == recount(two.place)["discussion_count"] == 1


def test_a_question_that_was_asked_before_is_no_answer_and_no_answer_comes_before_its_question(two):
    young = start_discussion(two.place, Opening(title="Just asked"), by=two.asker)
    lonely = start_discussion(two.place, Opening(title="Nobody knows"), by=two.other)
    merge_discussions(lonely, young, by=two.steward)
    young.refresh_from_db()
    assert (young.answered_at, young.active_at) == (None, lonely.created_at)
    merge_discussions(two.gone, young, by=two.steward)
    merge_discussions(
        two.kept, last := start_discussion(two.place, Opening(title="Last"), by=two.asker), by=two.steward
    )
    young.refresh_from_db()
    last.refresh_from_db()
    assert last.active_at == last.created_at, "nothing was said since"
    assert young.answered_at == young.created_at


def test_all_that_stands_with_a_post_goes_along(two):
    edit_discussion(two.gone, Opening(title="Walking again?", body=f"Who, @{two.friend.name}?"), by=two.later)
    put_pictures(two.gone, [Pictured("2222222222", "A path", 640, 480)])
    for written in (two.gone, two.reply):
        react(written, ReactionKind.THANKS, by=two.asker)
    opening = two.merge()
    assert opening.revisions.get().title == "Walking again?"
    assert opening.pictures.get().discussion == two.kept
    assert Mention.objects.get(reply=opening).discussion == two.kept
    assert (opening.has_pictures, opening.thanks_count, opening.reactions.count()) == (True, 1, 1)
    assert two.reply.reactions.get().discussion == two.kept
    assert 'aria-pressed="true"' in page_of(two, two.asker)


def test_links_lead_on_for_good_to_the_right_place(two):
    feed, old = reverse("communities:discussion-feed", args=[two.gone.public_id]), two.gone.get_absolute_url()
    opening = two.merge()
    client = Client()
    for address in (old, reverse("communities:discussion", args=[two.gone.public_id])):
        answer = client.get(address)
        assert (answer.status_code, answer.url) == (301, opening.get_absolute_url())
        assert client.get(answer.url).url.endswith(f"{two.kept.get_absolute_url()}#reply-{opening.public_id}")
    answer = client.get(feed)
    assert (answer.status_code, answer.url) == (301, reverse("communities:discussion-feed", args=[two.kept.public_id]))
    assert client.get(two.reply.get_absolute_url()).url.endswith(f"#reply-{two.reply.public_id}")
    assert client.get(old, headers={"HX-Request": "true"}).status_code == 404  # a part is not a page


def test_links_lead_nobody_on_who_may_not_read_there(two):
    two.merge()
    Community.objects.filter(pk=two.place.pk).update(reading=Reading.ITS_MEMBERS)
    assert Client().get(two.gone.get_absolute_url()).status_code == 404
    assert signed_in(two.asker).get(two.gone.get_absolute_url()).status_code == 301


def test_a_discussion_that_is_merged_twice_is_still_found(two):
    two.merge()
    end = start_discussion(two.place, Opening(title="All of it"), by=two.asker)
    merge_discussions(two.kept, end, by=two.steward)
    two.reply.refresh_from_db()
    opened, merged = Reply.objects.get(public_id=two.kept.public_id), Reply.objects.get(public_id=two.gone.public_id)
    assert (two.reply.parent, two.reply.speaks_to, merged.parent, merged.speaks_to) == (opened, merged, opened, None)
    assert Client().get(two.gone.get_absolute_url()).url == merged.get_absolute_url()
    assert {row.to_id for row in Rearrangement.objects.all()} == {end.pk}


def test_a_quotation_of_the_opening_still_says_whom_it_quotes(two):
    address = f"http://testserver{reverse('communities:discussion', args=[two.gone.public_id])}"
    quoting = post_reply(two.gone, Answer(body="x"), by=two.other)
    line = f'<blockquote><p><a href="{address}">{address}</a><br>Who dares?</p></blockquote>'
    Reply.objects.filter(pk=quoting.pk).update(body_html=line)
    two.merge()
    assert "Later Asker" in page_of(two).split("<cite>")[1].split("</cite>")[0]


# What people keep


def test_what_people_keep_goes_over_and_nothing_passes_as_read_that_was_not(two):
    reader, both, muting = join_person(), join_person(), join_person()
    earlier, later = timezone.now() - timedelta(days=2), timezone.now()
    mark_read(two.gone, by=reader, up_to=earlier)
    follow_discussion(two.gone, by=both)
    bookmark_discussion(two.gone, by=both, at=earlier)
    mark_read(two.gone, by=both, up_to=earlier)
    mark_read(two.kept, by=both, up_to=later)
    mute_discussion(two.gone, by=muting)
    mark_read(two.kept, by=muting, up_to=earlier)
    two.merge()
    assert Attention.objects.get(member=reader, discussion=two.kept).read_at == earlier
    kept = Attention.objects.get(member=both)
    assert (kept.follows, kept.bookmarked_at, kept.read_at) == (True, earlier, earlier)
    assert not Attention.objects.get(member=muting).mutes
    assert Attention.objects.get(member=two.later, discussion=two.kept).follows


def test_no_word_of_a_draft_is_lost(two):
    keep_draft(two.place, two.gone, Unposted(body="To the second", parent=two.answer), by=two.asker)
    keep_draft(two.place, two.kept, Unposted(body="To the first"), by=two.asker)
    keep_draft(two.place, two.gone, Unposted(body="Alone", parent=two.answer), by=two.later)
    two.merge()
    assert "To the second" in (mine := Draft.objects.get(member=two.asker)).body
    assert mine.body.index("To the first") < mine.body.index("To the second")
    draft = Draft.objects.get(member=two.later)
    assert (draft.discussion, draft.body, draft.parent) == (two.kept, "Alone", two.answer)


def test_everybody_who_wrote_is_told_once_and_nothing_is_said(two):
    letters()
    two.merge()
    mails = [mail for mail in letters() if mail.subject == "Something that you wrote was moved on Hearth"]
    assert {mail.to for mail in mails} == {account_of(each).email for each in (two.later, two.friend, two.other)}
    assert len(mails) == 3
    for mail in mails:
        assert "stands in “Afraid to walk" in " ".join(mail.text.split())
        assert not any(word in mail.text for word in (two.place.name, "Later Asker"))


# Names


def test_of_two_names_each_stays_and_the_one_they_began_with_goes_on(two):
    """In `kept` somebody began as themself after they had written in `gone` under a one-off name."""
    alias = post_reply(two.gone, Answer(body="Hidden.", name=Name.ALIAS), by=two.asker).author
    person = join_person("Open Face")
    hidden = post_reply(two.gone, Answer(body="Hidden too.", name=Name.ALIAS), by=person).author
    post_reply(two.kept, Answer(body="Openly."), by=person)
    two.merge()
    assert "You appear as Open Face, as before in this discussion." in page_of(two, person)
    assert post_reply(two.kept, Answer(body="Again."), by=person).author == person
    assert post_reply(two.kept, Answer(body="And I."), by=two.asker).author == two.asker
    assert {each.author for each in Reply.objects.filter(body__in=["Hidden.", "Hidden too."])} == {alias, hidden}
    assert page_of(two, two.friend).count("Wrote the question") == 1  # not beside the asker's other name


def test_whoever_wrote_only_there_keeps_that_name(two):
    person = join_person("Open Face")
    hidden = post_reply(two.gone, Answer(body="Hidden.", name=Name.ALIAS), by=person).author
    two.merge()
    assert post_reply(two.kept, Answer(body="Once more.", name=Name.USUAL), by=person).author == hidden


# Who may, and what is refused


def test_only_who_leads_both_places_merges(two):
    moderator = member_of(two.place, Role.MODERATOR)
    elsewhere = start_discussion(open_community(), Opening(title="Elsewhere"), by=two.asker)
    for person in (moderator, two.later, two.asker, join_person()):
        with pytest.raises(PermissionDenied):
            merge_discussions(two.gone, two.kept, by=person)
    with pytest.raises(PermissionDenied):
        merge_discussions(two.gone, elsewhere, by=two.steward)


def test_what_somebody_found_under_another_name_never_passes_to_the_one_they_have_there(two):
    alias_asked = start_discussion(two.place, Opening(title="As nobody", name=Name.ALIAS), by=two.asker)
    words = "<p>Walk slowly to the first bench.</p><p>Sit down there as long as it takes.</p>"
    reply = post_reply(alias_asked, Answer(body=words), by=two.friend)
    slowly, often = (line.key for line in lines_of(reply.body_html))
    find(reply, FindingKind.HELPED, [slowly], by=two.asker)
    merge_discussions(alias_asked, two.kept, by=two.steward)
    browser, address = signed_in(two.asker), reverse("communities:reply-helped", args=[reply.public_id])
    assert browser.post(address, {"lines": [slowly, often]}).status_code == 302
    under = dict(Finding.objects.values_list("line", "member"))
    assert under == {slowly: alias_asked.author_id, often: two.asker.pk}
    find(reply, FindingKind.OTHERWISE, [slowly], by=two.asker)
    assert Finding.objects.filter(line=slowly, member=alias_asked.author, kind=FindingKind.HELPED).exists()
    browser.post(address, {})
    assert not Finding.objects.filter(kind=FindingKind.HELPED).exists()


def test_nothing_is_opened_to_more_readers(two):
    open_place = open_community(steward=two.steward)
    open_talk = start_discussion(open_place, Opening(title="In the open"), by=two.asker)
    for reading in (Reading.SIGNED_IN, Reading.ITS_MEMBERS):
        Community.objects.filter(pk=two.place.pk).update(reading=reading)
        with pytest.raises(Refusal, match="fewer people"):
            merge_discussions(two.gone, open_talk, by=two.steward)
    assert merge_discussions(two.gone, two.kept, by=two.steward)  # in the same place nobody else reads it


def test_from_an_open_place_it_goes_to_fewer_readers_with_its_cases(two):
    case = report(two.gone, Told(kind="unkind"), by=two.asker).case
    of_reply = report(two.reply, Told(kind="unkind"), by=two.asker).case
    few = open_community(steward=two.steward, reading=Reading.ITS_MEMBERS)
    talk = start_discussion(few, Opening(title="Among us"), by=two.steward)
    opening = merge_discussions(two.gone, talk, by=two.steward)
    for each in (case, of_reply):
        each.refresh_from_db()
    assert (case.about, case.discussion, case.reply, case.community) == ("reply", None, opening, few)
    assert (of_reply.reply, of_reply.community) == (two.reply, few)
    decide(case, Ruling(verdict="hidden", rule="kind", reason="Be kind."), by=two.steward)
    opening.refresh_from_db()
    assert opening.hidden_at is not None
    for place in (two.place, few):
        place.refresh_from_db()
        assert place.discussion_count == recount(place)["discussion_count"]


@pytest.mark.parametrize("answering", [Answering.CHOSEN, Answering.NOBODY])
def test_the_wish_of_its_author_who_may_answer_is_not_widened(two, answering):
    Discussion.objects.filter(pk=two.gone.pk).update(answering=answering)
    with pytest.raises(Refusal, match="fewer people to answer"):
        two.merge()
    Discussion.objects.filter(pk=two.kept.pk).update(answering=answering)
    assert two.merge()


@pytest.mark.parametrize("which", ["gone", "kept"])
def test_what_is_hidden_is_not_merged(two, which):
    hide_discussion(getattr(two, which), by=two.steward)
    with pytest.raises(Refusal, match="hidden"):
        two.merge()


def test_what_was_brought_in_and_the_discussion_itself_are_refused(two):
    with pytest.raises(Refusal, match="same"):
        merge_discussions(two.gone, two.gone, by=two.steward)
    Discussion.objects.filter(pk=two.gone.pk).update(source_key="a")
    with pytest.raises(Refusal, match="collection"):
        two.merge()


# Pages


def test_a_steward_looks_at_both_and_merges_once(two):
    browser, address = signed_in(two.steward), reverse("communities:discussion-merge", args=[two.gone.public_id])
    assert f"{reverse('communities:discussion', args=[two.gone.public_id])}merge/" in text(
        browser.get(two.gone.get_absolute_url())
    )
    page = text(browser.get(address, {"into": f"https://testserver{two.kept.get_absolute_url()}"}))
    assert "Afraid to walk" in page
    assert f'name="into" value="{two.kept.public_id}"' in page
    assert Discussion.objects.count() == 2
    sent = {"into": two.kept.public_id, "once": "a"}
    first, second = browser.post(address, sent), browser.post(address, sent)
    assert first.status_code == second.status_code == 302
    assert first.url == second.url == f"/replies/{two.gone.public_id}/"
    assert Rearrangement.objects.count() == 1


def test_a_link_that_leads_nowhere_is_said(two):
    browser, address = signed_in(two.steward), reverse("communities:discussion-merge", args=[two.gone.public_id])
    for link in ("somewhere", "/discussions/2222222222/", two.gone.public_id):
        page = text(browser.post(address, {"into": link}))
        assert "error-summary" in page
    assert Discussion.objects.count() == 2


def test_a_trace_is_told_to_readers_and_who_did_it_to_moderators(two):
    opening = two.merge()
    page = page_of(two)
    assert "A steward merged another discussion with this one." in page
    assert f'<a href="{opening.get_absolute_url()}">It begins here</a>' in page
    history = reverse("communities:discussion-history", args=[two.kept.public_id])
    assert two.steward.name in text(signed_in(two.steward).get(history))
    assert "merged another discussion" not in text(signed_in(two.asker).get(history))
    delete_reply(opening, by=two.later)
    assert "It begins here" not in page_of(two)


def test_what_was_being_written_there_comes_back_in_the_composer_and_is_not_posted(two):
    """Somebody who wrote there under one name may have another here: they look before it is said."""
    address = reverse("communities:reply-create", args=[two.gone.public_id])
    opening = two.merge()
    for person in (two.other, join_person()):
        answer = signed_in(person).post(address, {"body": "Words of mine", "language": "en", "once": "a"})
        page = text(answer)
        assert answer.status_code == 200
        assert "Words of mine" in page
        assert "was merged with another one while you wrote" in page
        assert f'value="{opening.public_id}"' in page
        assert f'action="{reverse("communities:reply-create", args=[two.kept.public_id])}"' in page
    assert not Reply.objects.filter(body__contains="Words of mine").exists()
