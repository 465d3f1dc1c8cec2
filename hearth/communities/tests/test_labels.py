"""Where words come from, as their writer says: lived, read somewhere, written with AI and checked."""

import pytest
from django.test import Client
from django.urls import reverse

from hearth.communities.actions.order import hide_reply
from hearth.communities.actions.writing import Answer, delete_reply, edit_reply, post_reply
from hearth.communities.adapters import CommunitiesPart
from hearth.communities.models import Discussion, Draft, Label, Labels, Reply, Revision, labels_of
from hearth.communities.tests.composing import filled, new_url, send, text, write_url
from hearth.communities.tests.people import member_of
from hearth.communities.views.addresses import of_community
from hearth.core.refusals import Refusal
from hearth.members import faces
from hearth.members.actions.distance import block
from tests.people import account_of, join_person, signed_in

pytestmark = pytest.mark.django_db
LEAFLET = "Leaflet of the clinic, https://example.org/walk"
ALL = {"is_lived": "on", "read_in": LEAFLET, "is_ai_written": "on"}
KEPT = {"is_lived": True, "read_in": LEAFLET, "is_ai_written": True}


def page_of(discussion, who=None, **query):
    address = discussion.get_absolute_url()
    return text((signed_in(who) if who else Client()).get(address, query))


def answered(discussion, by, body, **labels):
    return post_reply(discussion, Answer(body=body, **labels), by=by)


def test_nothing_is_labelled_unless_its_writer_says_so(discussion, friend):
    filled(signed_in(friend), write_url(discussion), body="Only words.")
    assert Reply.objects.get().labels == []
    assert 'class="labels"' not in page_of(discussion)


def test_labels_of_an_answer_are_shown_and_a_source_is_a_link(discussion, friend):
    filled(signed_in(friend), write_url(discussion), body="I did.", **ALL)
    assert labels_of(Reply.objects.get()) == KEPT
    page = page_of(discussion)
    assert "Lived it" in page
    assert "Written with AI, then checked" in page
    assert "Part of life since" not in page
    assert 'rel="nofollow ugc noopener">https://example.org/walk</a>' in page
    assert "Leaflet of the clinic, " in page


def test_labels_of_an_opening_are_shown(place, friend):
    filled(signed_in(friend), new_url(place), title="How it was", **ALL)
    discussion = Discussion.objects.get(title="How it was")
    assert labels_of(discussion) == KEPT
    assert "Leaflet of the clinic" in page_of(discussion)


@pytest.mark.parametrize(
    "source", ["javascript:alert(1)", "data:text/html,x", "<img src=x onerror=alert(1)>", "https://a@b.example/x"]
)
def test_a_source_that_is_no_web_address_stays_text(source, discussion, friend):
    send(signed_in(friend), write_url(discussion), read_in=source)
    assert Reply.objects.get().read_in == source
    words = page_of(discussion).partition('class="labels"')[2].partition("</p>")[0]
    assert "<a " not in words
    assert "<img" not in words


@pytest.mark.parametrize(
    ("given", "kept"), [("  \n ", ""), ("…", ""), ("A\u202eb\x00", "Ab"), ("Two \n lines", "Two lines")]
)
def test_a_source_is_one_line_with_a_word_in_it(given, kept, discussion, friend):
    send(signed_in(friend), write_url(discussion), read_in=given)
    assert [reply.read_in for reply in Reply.objects.all()] in ([kept], [])


def test_a_source_that_is_too_long_is_refused_and_nothing_is_lost(discussion, friend):
    page = text(send(signed_in(friend), write_url(discussion), read_in="x" * 301))
    assert "I remember the coat." in page
    assert "x" * 301 in page
    assert not Reply.objects.exists()


def test_a_link_in_a_source_counts_for_a_newcomer(discussion, place):
    newcomer = join_person(days=0)
    body = "https://one.example https://two.example"
    with pytest.raises(Refusal, match="links"):
        answered(discussion, newcomer, body, read_in="https://three.example")
    assert answered(discussion, newcomer, body)


def test_what_was_chosen_comes_back_with_a_draft(discussion, friend):
    browser = signed_in(friend)
    send(browser, write_url(discussion), draft="1", **ALL)
    assert labels_of(Draft.objects.get()) == KEPT
    filled(browser, discussion.get_absolute_url())
    assert labels_of(Reply.objects.get()) == KEPT


def test_labels_are_changed_and_what_they_were_is_kept_for_its_author(discussion, friend):
    reply = answered(discussion, friend, "I did.", read_in="A book")
    assert not Discussion.objects.get().has_lived
    browser = signed_in(friend)
    filled(browser, reverse("communities:reply-edit", args=[reply.public_id]), read_in="", is_lived="on")
    reply.refresh_from_db()
    assert labels_of(reply) == labels_of(Labels(is_lived=True))
    assert reply.edited_at
    assert Discussion.objects.get().has_lived
    history = text(browser.get(reverse("communities:reply-history", args=[reply.public_id])))
    assert "A book" in history
    assert Revision.objects.get().read_in == "A book"
    assert "A book" not in page_of(discussion)


def test_labels_of_an_opening_are_changed_with_it(discussion, asker):
    browser = signed_in(asker)
    address = reverse("communities:discussion-edit", args=[discussion.public_id])
    filled(browser, address, since="2019", **ALL)
    discussion.refresh_from_db()
    assert (labels_of(discussion), discussion.since) == (KEPT, 2019)
    filled(browser, address)
    assert Revision.objects.count() == 1, "the same again is no change"
    filled(browser, address, since="", read_in="")
    assert Revision.objects.latest("pk").since == 2019
    assert "2019" in text(browser.get(reverse("communities:discussion-history", args=[discussion.public_id])))


def test_labels_end_with_the_words_and_are_in_the_copy_before(discussion, friend, asker):
    reply = answered(discussion, friend, "I did.", **KEPT)
    answered(discussion, asker, "Oh?", parent=reply)
    edit_reply(reply, "I did, twice.", by=friend)
    person = faces.person_behind(account_of(friend))
    told = {section.key: section.rows for section in CommunitiesPart().export(person)}
    for part in ("replies", "revisions"):
        assert {fact.key: fact.value for fact in told[part][0]}["read_in"] == LEAFLET
    delete_reply(reply, by=friend)
    reply.refresh_from_db()
    assert labels_of(reply) == labels_of(Labels())
    assert not Revision.objects.exists()
    assert not Discussion.objects.get().has_lived


class TestChoosing:
    """Lists and pages show what carries a label, and nothing else."""

    def test_a_list_holds_what_somebody_else_answered_who_lived_it(self, discussion, friend, asker, place):
        address = f"{of_community(place)}?show=lived"
        assert discussion.title not in text(signed_in(friend).get(address))
        answered(discussion, asker, "Me again.", is_lived=True)
        answered(discussion, friend, "I read it.", read_in="A book")
        assert discussion.title not in text(signed_in(friend).get(address))
        lived = answered(discussion, friend, "I did.", is_lived=True)
        assert discussion.title in text(signed_in(friend).get(address))
        steward = place.memberships.get(role="steward").member
        hide_reply(lived, by=steward)
        assert discussion.title not in text(signed_in(friend).get(address))

    @pytest.mark.parametrize("label", Label)
    def test_a_page_shows_only_what_carries_a_label(self, label, discussion, friend):
        said = {
            Label.LIVED: answered(discussion, friend, "Word-lived", is_lived=True),
            Label.READ: answered(discussion, friend, "Word-read", read_in="A book"),
        }
        parent = said[Label.READ]
        said[Label.AI] = answered(discussion, friend, "Word-ai", is_ai_written=True, parent=parent)
        answered(discussion, friend, "Word-plain")
        whole = page_of(discussion, friend)
        assert all(f"?only={each.value}#rep" in whole for each in Label)
        page = page_of(discussion, friend, only=label.value)
        shown = {each for each, reply in said.items() if f'id="reply-{reply.public_id}"' in page}
        assert shown == {label}
        assert "Word-plain" not in page
        assert f'href="{reverse("communities:reply", args=[said[label].public_id])}"' in page

    def test_a_label_that_is_none_shows_everything(self, discussion, friend):
        answered(discussion, friend, "Word-plain")
        assert "Word-plain" in page_of(discussion, only="nothing-known")
        assert "No reply carries this label." in page_of(discussion, only="lived")

    def test_what_is_hidden_or_parted_is_in_no_choice(self, discussion, friend, place, asker):
        other = member_of(place)
        gone = answered(discussion, friend, "Word-hidden", is_lived=True)
        answered(discussion, other, "Word-parted", is_lived=True)
        hide_reply(gone, by=place.memberships.get(role="steward").member)
        block(other, by=asker)
        page = page_of(discussion, asker, only="lived")
        assert "Word-hidden" not in page
        assert "Word-parted" not in page
        assert "Word-hidden" in page_of(discussion, friend, only="lived"), "who wrote it sees it"

    def test_a_page_of_a_label_goes_on_by_key(self, discussion, friend):
        for number in range(25):
            answered(discussion, friend, f"Word-{number}-", is_lived=True)
        page = page_of(discussion, friend, only="lived")
        assert "Word-19-" in page
        assert "Word-20-" not in page
        assert "only=lived" in page.partition('rel="next"')[0].rpartition("<a")[2] + page.partition('rel="next"')[2]
