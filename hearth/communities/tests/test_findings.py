"""What helped most: who may say so, what the panel shows of it to whom, and that no words outlive their reply."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hearth.activity.models import Activity
from hearth.communities.actions.finding import MOST, find
from hearth.communities.actions.order import hide_discussion, hide_reply, move_discussion, restore_reply
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
from hearth.communities.lines import lines_of
from hearth.communities.models import WHOLE, Finding, FindingKind, Membership, Reply, Role
from hearth.communities.queries.naming import Name
from hearth.communities.tests.people import member_of, open_community
from hearth.communities.views.addresses import of_community
from hearth.core.refusals import Refusal
from hearth.members.actions.distance import block
from hearth.members.actions.leaving import close_account, erase_account
from tests.people import account_of, join_person, signed_in

pytestmark = pytest.mark.django_db
BENCH, CARD = "I walked to the bench by the pharmacy.", "Yuki carried a card with a number."
WORDS = f"<p>{BENCH} {CARD}</p><p>Boring was the best feeling.</p>"
HELPED, OTHERWISE = FindingKind.HELPED, FindingKind.OTHERWISE


@pytest.fixture
def mentor(place):
    return member_of(place, Role.MENTOR, name="Amira S.")


@pytest.fixture
def reply(discussion, friend):
    return post_reply(discussion, Answer(body=WORDS), by=friend)


def key_of(text, reply):
    return next(line.key for line in lines_of(Reply.objects.get(pk=reply.pk).body_html) if line.text == text)


def mark(reply, by, *texts, kind=HELPED):
    """Let `by` find of `kind` the lines that say `texts`; all of the reply for none."""
    return find(reply, kind, [key_of(text, reply) for text in texts] or [WHOLE], by=by)


def panel(browser, discussion):
    """Return the panel as it is drawn, or nothing."""
    discussion.refresh_from_db()
    page = browser.get(discussion.get_absolute_url()).content.decode()
    _before, _sign, rest = page.partition('<section class="helped"')
    return rest.partition("</section>")[0]


def address(reply, what="helped"):
    return reverse(f"communities:reply-{what}", args=[reply.public_id])


def test_the_asker_marks_a_line_and_everybody_reads_it_with_credit(client, discussion, asker, reply, friend):
    browser = signed_in(asker)
    page = browser.get(discussion.get_absolute_url()).content.decode()
    assert address(reply) in page
    assert "Mark what helped" in page, "a word of its own beside the reaction “Helpful”"
    assert BENCH in browser.get(address(reply)).content.decode()
    answer = browser.post(address(reply), {"lines": [key_of(BENCH, reply)]})
    assert answer.status_code == 302
    shown = panel(client, discussion)
    assert BENCH in shown
    assert CARD not in shown
    assert "Kept by whoever asked, from 1 reply" in shown
    assert reply.get_absolute_url() in shown
    assert friend.name in shown
    assert "Not everybody agrees" not in shown


def test_mentors_and_those_who_keep_order_mark_under_the_name_they_have_there(client, discussion, asker, reply, mentor):
    mark(reply, mentor, BENCH)
    mark(reply, asker, CARD)
    shown = panel(client, discussion)
    assert "Kept by whoever asked and <bdi>Amira S.</bdi> (Mentor)" in shown
    assert f"{BENCH} {CARD}" in shown, "lines beside each other are one passage"
    for role in (Role.MODERATOR, Role.STEWARD):
        assert mark(reply, member_of(discussion.community, role))
    assert "1 more person" in panel(client, discussion)


def test_who_may_not_is_not_offered_it(client, discussion, reply, friend):
    others = [member_of(discussion.community), member_of(discussion.community, Role.CLINICIAN), friend, join_person()]
    for member in [*others, member_of(open_community(), Role.MENTOR)]:
        browser = signed_in(member)
        assert address(reply) not in browser.get(discussion.get_absolute_url()).content.decode()
        assert browser.get(address(reply)).status_code == 403
        assert browser.post(address(reply), {"whole": "on"}).status_code == 403
    assert client.post(address(reply), {"whole": "on"}).status_code == 302
    assert not Finding.objects.exists()


def test_nobody_marks_their_own_reply_under_any_name(discussion, asker, mentor):
    own = post_reply(discussion, Answer(body=WORDS, name=Name.ALIAS), by=mentor)
    assert signed_in(mentor).post(address(own), {"whole": "on"}).status_code == 403
    own = post_reply(discussion, Answer(body=WORDS), by=asker)
    assert signed_in(asker).post(address(own), {"whole": "on"}).status_code == 403


def test_nobody_finds_otherwise_what_whoever_asked_tells_of_themself(discussion, asker, mentor, reply):
    own = post_reply(discussion, Answer(body=WORDS), by=asker)
    mark(reply, asker)
    page = signed_in(mentor).get(discussion.get_absolute_url()).content.decode()
    assert address(reply, OTHERWISE) in page
    assert address(own, OTHERWISE) not in page
    assert address(own) in page
    assert signed_in(mentor).post(address(own, OTHERWISE), {"whole": "on"}).status_code == 403


def test_why_a_mark_is_not_kept_leads_to_where_one_chooses(discussion, reply, asker, place, mentor):
    steward, day = Membership.objects.get(community=place, role=Role.STEWARD).member, timezone.now() + timedelta(days=1)
    restrict(place, mentor, by=steward, until=day, reason="Rest.")
    page = signed_in(mentor).post(address(reply), {"whole": "on"}).content.decode()
    assert 'href="#id_lines"' in page
    assert 'id="id_lines"' in page
    assert page.index("error-summary") < page.index("<h1")


def test_whoever_asked_under_another_name_is_shown_as_no_other(client, place, friend):
    steward = member_of(place, Role.STEWARD, name="Known Name")
    asked = start_discussion(place, Opening(title="Under another name", name=Name.ALIAS), by=steward)
    reply = post_reply(asked, Answer(body=WORDS), by=friend)
    browser = signed_in(steward)
    assert "Known Name" not in browser.get(address(reply)).content.decode().split("<main")[1]
    browser.post(address(reply), {"lines": [key_of(BENCH, reply)]})
    shown = panel(client, asked)
    assert "Kept by whoever asked" in shown
    assert "Known Name" not in shown
    assert Finding.objects.get().member == asked.author


def test_a_mark_is_taken_back_with_nothing_chosen_also_by_whoever_may_no_more(client, discussion, place, reply, mentor):
    browser = signed_in(mentor)
    nothing = browser.post(address(reply), {})
    assert (nothing.status_code, nothing.url) == (302, reply.get_absolute_url())
    browser.post(address(reply), {"whole": "on"})
    assert panel(client, discussion)
    Membership.objects.filter(member=mentor).update(role=Role.MEMBER)
    assert browser.post(address(reply), {"whole": "on"}).status_code == 403
    assert browser.post(address(reply), {}).status_code == 302
    assert not panel(client, discussion)
    assert discussion.helped_at is None


def test_dissent_stands_below_what_helped_and_nowhere_alone(client, discussion, asker, reply, mentor):
    browser = signed_in(mentor)
    mark(reply, mentor, CARD, kind=OTHERWISE)
    assert not panel(client, discussion)
    mark(reply, asker, BENCH, CARD)
    shown = panel(client, discussion)
    below = shown.split("Not everybody agrees")[1]
    assert CARD in below
    assert BENCH not in below
    assert "Found otherwise by <bdi>Amira S.</bdi> (Mentor)" in below
    assert address(reply, "otherwise") in browser.get(discussion.get_absolute_url()).content.decode()
    browser.post(address(reply), {"lines": [key_of(CARD, reply)]})
    assert "Not everybody agrees" not in panel(client, discussion), "one finds one thing of a line"


def test_a_mark_follows_its_words_and_goes_with_them(client, discussion, asker, reply, friend):
    mark(reply, asker, BENCH, CARD)
    edit_reply(reply, f"<p>New words come first.</p><p>And then: {CARD}</p><p>{BENCH}</p>", by=friend)
    shown = panel(client, discussion)
    assert BENCH in shown
    assert CARD not in shown
    edit_reply(reply, "<p>I have nothing to say any more.</p>", by=friend)
    assert not panel(client, discussion)
    assert discussion.helped_at is None
    assert not Finding.objects.exists()


def test_a_mark_of_the_whole_stays_and_says_that_it_was_changed(client, discussion, asker, reply, friend):
    mark(reply, asker)
    assert "the whole reply" in panel(client, discussion)
    assert "changed since" not in panel(client, discussion)
    edit_reply(reply, "<p>Other words altogether.</p>", by=friend)
    shown = panel(client, discussion)
    assert "Other words altogether." in shown
    assert BENCH not in shown
    assert "the whole reply, changed since" in shown


def test_what_a_reply_quotes_is_never_marked(client, discussion, asker, friend, reply):
    quoting = f"<blockquote><p>{BENCH}</p></blockquote><p>She is right about that.</p>"
    second = post_reply(discussion, Answer(body=quoting), by=member_of(discussion.community))
    assert BENCH not in signed_in(asker).get(address(second)).content.decode()
    mark(second, asker)
    delete_reply(reply, by=friend)
    assert BENCH not in panel(client, discussion)


@pytest.mark.parametrize("end", ["hidden", "deleted", "erased", "closed"])
def test_marks_vanish_with_the_reply(client, discussion, place, asker, friend, reply, end):
    post_reply(discussion, Answer(body="Thank you.", parent=reply), by=asker)
    mark(reply, asker, BENCH)
    keeper = member_of(place, Role.MODERATOR)
    ends = {
        "hidden": lambda: hide_reply(reply, by=keeper),
        "deleted": lambda: delete_reply(reply, by=friend),
        "erased": lambda: close_account(account_of(friend), keep_writing=False, at_once=False),
        "closed": lambda: close_account(account_of(friend), keep_writing=False, at_once=False),
    }
    ends[end]()
    if end == "erased":
        erase_account(account_of(friend))
    for browser in (client, signed_in(asker), signed_in(keeper)):
        assert not panel(browser, discussion)
    assert Finding.objects.exists() == (end in {"hidden", "closed"})
    assert (discussion.helped_at is None) == (end != "closed")
    if end == "hidden":
        restore_reply(reply, by=keeper)
        assert BENCH in panel(client, discussion)


@pytest.mark.parametrize("keep_writing", [True, False])
def test_whoever_leaves_takes_their_marks_along(client, discussion, reply, mentor, asker, keep_writing):
    mark(reply, mentor, CARD)
    mark(reply, asker, BENCH)
    close_account(account_of(mentor), keep_writing=keep_writing, at_once=False)
    shown = panel(client, discussion)
    assert CARD not in shown
    assert "Amira" not in shown
    erase_account(account_of(mentor))
    assert not Finding.objects.filter(member=mentor.pk).exists()
    assert BENCH in panel(client, discussion)


def test_the_asker_who_takes_the_question_back_takes_the_marks_along(client, discussion, reply, mentor, asker):
    mark(reply, asker, BENCH)
    delete_discussion(discussion, by=asker)
    assert not panel(client, discussion)
    assert discussion.helped_at is None


def test_a_block_parts_in_the_panel_too(client, discussion, place, reply, friend, mentor, asker):
    reader, other = member_of(place), post_reply(discussion, Answer(body="Trees helped me most."), by=member_of(place))
    mark(reply, asker, BENCH)
    mark(other, mentor)
    browser = signed_in(reader)
    block(friend, by=reader)
    assert BENCH not in panel(browser, discussion)
    assert "Trees helped me most." in panel(browser, discussion)
    block(mentor, by=reader)
    assert not panel(browser, discussion)
    keeper = member_of(place, Role.MODERATOR)
    block(friend, by=keeper)
    assert BENCH in panel(signed_in(keeper), discussion), "nobody hides from those who keep order by blocking them"
    assert BENCH in panel(client, discussion)


def test_whoever_is_asked_to_say_nothing_marks_nothing(discussion, place, reply, asker, mentor):
    mark(reply, mentor)
    steward = Membership.objects.get(community=place, role=Role.STEWARD).member
    for each in (asker, mentor):
        restrict(place, each, by=steward, until=timezone.now() + timedelta(days=1), reason="Rest.")
    page = signed_in(asker).post(address(reply), {"whole": "on"}).content.decode()
    assert "You can still read here." in page
    assert Finding.objects.get().member == mentor
    assert signed_in(mentor).post(address(reply), {}).status_code == 302
    assert not Finding.objects.exists(), "taking back is always possible"


def test_what_helped_most_is_little(discussion, asker, place):
    friend = member_of(place)
    many = post_reply(discussion, Answer(body="".join(f"<p>Line {number}</p>" for number in range(40))), by=friend)
    other = post_reply(discussion, Answer(body="One more."), by=friend)
    keys = [line.key for line in lines_of(many.body_html)]
    find(many, HELPED, keys[:MOST], by=asker)
    page = signed_in(asker).post(address(other), {"whole": "on"}).content.decode()
    assert f"You can mark {MOST} lines in one discussion." in page
    with pytest.raises(Refusal):
        find(many, HELPED, keys, by=asker)
    assert find(many, HELPED, keys[1:MOST], by=asker)
    assert signed_in(asker).post(address(other), {"whole": "on"}).status_code == 302


def test_what_there_is_no_room_for_stands_in_a_fold_that_says_how_much_it_is(client, discussion, asker, place):
    many = post_reply(discussion, Answer(body="".join(f"<p>Line {n}.</p>" for n in range(13))), by=member_of(place))
    keys = [line.key for line in lines_of(many.body_html)]
    find(many, HELPED, keys[:10], by=asker)
    assert " more</summary>" not in panel(client, discussion)
    find(many, HELPED, keys[:12], by=asker)
    at_once, fold = panel(client, discussion).split("<summary>And 2 more</summary>")
    assert (at_once.count("Line "), fold.count("Line ")) == (10, 2)


def test_words_that_changed_meanwhile_are_chosen_again(discussion, asker, reply, friend):
    browser, key = signed_in(asker), key_of(BENCH, reply)
    edit_reply(reply, "<p>I meant something else.</p>", by=friend)
    page = browser.post(address(reply), {"lines": [key]}).content.decode()
    assert "Its author has changed these words meanwhile." in page
    assert not find(reply, HELPED, [key], by=asker)


def test_its_author_is_owed_word_once(discussion, asker, reply):
    mark(reply, asker, BENCH)
    mark(reply, asker, BENCH, CARD)
    mark(reply, asker, kind=OTHERWISE)
    found = Activity.objects.get(verb="reply.helped")
    assert (found.subject_id, found.actor_id) == (reply.pk, asker.pk)


def test_marks_move_with_their_discussion(client, discussion, asker, reply, mentor):
    mark(reply, mentor, BENCH)
    steward = join_person()
    place = open_community(steward=steward)
    Membership.objects.create(
        community=discussion.community, member=steward, role=Role.STEWARD, granted_at=timezone.now()
    )
    move_discussion(discussion, place, by=steward)
    shown = panel(client, discussion)
    assert BENCH in shown
    assert "<bdi>Amira S.</bdi>" in shown
    assert "Mentor" not in shown, "a mentor of another place"


def test_names_of_those_who_left_are_not_said_in_the_panel(client, discussion, asker, friend, place):
    left = member_of(place, name="Gone Heron")
    post_reply(discussion, Answer(body="Me too."), by=left)
    named = post_reply(discussion, Answer(body="As @Gone Heron said, walk to the bench."), by=friend)
    mark(named, asker, "As @Gone Heron said, walk to the bench.")
    assert "@Gone Heron" in panel(client, discussion)
    close_account(account_of(left), keep_writing=True, at_once=False)
    assert "Gone Heron" not in panel(client, discussion)
    assert "As a former member said, walk to the bench." in panel(client, discussion)
    erase_account(account_of(left))
    assert "Gone Heron" not in panel(client, discussion)


def test_lists_say_and_show_alone_where_an_answer_helped(client, discussion, place, asker, reply, mentor):
    start_discussion(place, Opening(title="Nobody answered this"), by=member_of(place))
    filtered = f"{of_community(place)}?show=helped"
    assert "Nobody has said yet what helped" in client.get(filtered).content.decode()
    mark(reply, mentor, kind=OTHERWISE)
    assert discussion.title not in client.get(filtered).content.decode()
    mark(reply, asker, BENCH)
    page = client.get(filtered).content.decode()
    assert discussion.title in page
    assert "Nobody answered this" not in page
    assert page.count("An answer helped") == 2  # the chip and the row
    hide_discussion(discussion, by=Membership.objects.get(community=place, role=Role.STEWARD).member)
    assert discussion.title not in client.get(filtered).content.decode()


def test_the_panel_costs_one_query_where_there_is_one(discussion, place, asker, mentor, django_assert_max_num_queries):
    for number in range(6):
        each = post_reply(discussion, Answer(body=f"Word {number} of many words."), by=member_of(place))
        mark(each, (asker, mentor)[number % 2])
    browser = signed_in(asker)
    browser.get(discussion.get_absolute_url())
    with django_assert_max_num_queries(8):
        assert "Word 5" in panel_of(browser, discussion)


def panel_of(browser, discussion):
    page = browser.get(discussion.get_absolute_url()).content.decode()
    return page.partition('<section class="helped"')[2].partition("</section>")[0]
